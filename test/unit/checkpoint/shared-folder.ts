// A folder of checkpoints with a register, for writers that share it.
import path from "node:path";
import { must } from "../../../common/errors.ts";
import type { LedgerRecord } from "../../../common/ledger/record.ts";
import { initialState } from "../../../common/program/state.ts";
import { chainTo } from "../../../worker/checkpoint/chain.ts";
import type { NamedManifest } from "../../../worker/checkpoint/manifest.ts";
import { publishCheckpoint } from "../../../worker/checkpoint/publication.ts";
import type { CheckpointRegister } from "../../../worker/checkpoint/register.ts";
import { CheckpointStore } from "../../../worker/checkpoint/store.ts";
import { createArena, floatsAt } from "../../../worker/compute/arena.ts";
import { readSegment } from "../../../worker/ledger/segments.ts";
import { aRecord } from "../ledger/records.ts";
import { aProgram } from "../program/programs.ts";

const FLOATS = 4;

export class SharedFolder {
  readonly folder: string;
  latest: string | null = null;
  /** Called before each compare-and-set. */
  before: () => Promise<void> = () => Promise.resolve();
  /** Called after each, in place of the answer. */
  after: () => Promise<void> = () => Promise.resolve();

  constructor(folder: string) {
    this.folder = folder;
  }

  get folders(): { checkpoints: string; ledger: string } {
    return { checkpoints: this.folder, ledger: path.join(this.folder, "ledger") };
  }

  readonly register: CheckpointRegister = {
    writer: "w",
    fencingToken: 1,
    publish: async ({ expected, name }) => {
      await this.before();
      if (this.latest === expected) this.latest = name;
      await this.after();
      return this.latest;
    },
  };

  /** Writes and publishes the checkpoint of a round. @param heardOf the newest that its writer knows */
  async write(round: number, heardOf: string | null): Promise<NamedManifest | undefined> {
    const store = this.store(round);
    const content = {
      step: round,
      round,
      state: { ...initialState(aProgram()), round },
      stateHash: "0",
      job: "j",
      data: "d",
      numerics: {},
      writer: "w",
      fencingToken: 1,
    };
    const tensors = await store.writeTensors(content);
    const newest = (): { name: string } | undefined => (heardOf === null ? undefined : { name: heardOf });
    const { register } = this;
    return publishCheckpoint({ store, register, ledger: { between: records }, newest, content }, tensors);
  }

  /** Rounds of the records of each checkpoint that led to the newest, newest first. */
  async chain(): Promise<number[][]> {
    const chain = await chainTo(this.folders, must(this.latest, "a checkpoint"));
    const segments = await Promise.all(chain.map(({ manifest }) => readSegment(this.folders.ledger, manifest.ledger)));
    return segments.map((segment) => segment.records.map(({ round }) => round));
  }

  store(value: number): CheckpointStore {
    const arena = createArena({
      parameters: FLOATS,
      phaseParameters: FLOATS,
      vectors: [],
      blocks: 1,
      inputs: 1,
      microBatchSize: 1,
      inputBytes: 1,
      exchangeBytes: 0,
    });
    floatsAt(arena, arena.snapshot, FLOATS).fill(value);
    const weights = [{ layer: "a", name: "kernel", shape: [FLOATS], offset: 0, size: FLOATS }];
    return new CheckpointStore(this.folders, 9, { arena, weights });
  }
}

function records(parent: number, round: number): LedgerRecord[] {
  return Array.from({ length: round - parent }, (_, i) => aRecord(parent + 1 + i));
}
