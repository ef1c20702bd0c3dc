// When a checkpoint is due, and writing it behind training's back: the state is copied at a round's edge, the copy is written while
// the next rounds run.
import type { LedgerRecord } from "../common/ledger/record.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { CheckpointContent, CheckpointStore } from "./checkpoint/store.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { RoundLedger } from "./ledger/round-ledger.ts";

/** What each checkpoint says beside the state. */
export type CheckpointIdentity = Pick<CheckpointContent, "job" | "data" | "numerics">;

export interface CheckpointerOptions {
  readonly store: CheckpointStore;
  readonly compute: ComputeThread;
  /** Every committed round has a record in it before `save` is called. */
  readonly ledger: RoundLedger;
  readonly identity: CheckpointIdentity;
  /** One worker writes for all. */
  readonly writes: boolean;
  /** Called when a checkpoint is whole on disk. */
  readonly onWritten: (step: number, path: string) => Promise<void>;
  /** A checkpoint that could not be written (a full disk) does not stop training. */
  readonly onFailed: (step: number, error: unknown) => Promise<void>;
}

export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #writing: Promise<void> = Promise.resolve();
  #lastRound = -1;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
  }

  /** Nothing needs to be written for this round again. */
  restored(state: ProgramState): void {
    this.#lastRound = state.round;
  }

  /** Copies the state now and writes it in the background; waits only for the checkpoint before it. */
  async save(state: ProgramState): Promise<void> {
    if (!this.#options.writes || state.round === this.#lastRound) return;
    await this.#writing;
    this.#lastRound = state.round;
    const stateHash = await this.#options.compute.call("snapshot", undefined);
    this.#writing = this.#write(state, stateHash, this.#options.ledger.unpublished());
    this.#writing.catch(() => undefined); // that nobody could be told is said by the next `save` or `settled`
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Nothing more will be saved: what no checkpoint of the run names is removed. */
  async ended(): Promise<void> {
    await this.settled();
    if (!this.#options.writes) return;
    await this.#options.store.removeUnnamed();
  }

  async #write(state: ProgramState, stateHash: string, records: readonly LedgerRecord[]): Promise<void> {
    const { store, identity, ledger, onWritten, onFailed } = this.#options;
    let path: string;
    try {
      const content = { ...identity, step: state.step, round: state.round, state, stateHash, fencingToken: 0 };
      path = await store.write(content, records);
      ledger.published(state.round);
    } catch (error) {
      await onFailed(state.step, error);
      return;
    }
    await onWritten(state.step, path);
  }
}

/** Every `everySteps` steps, and at the end of each epoch. */
export function checkpointDue(
  program: TrainingProgram,
  before: ProgramState,
  after: ProgramState,
  everySteps: number,
): boolean {
  if (after.step === before.step) return false;
  return after.step % everySteps === 0 || after.epoch !== before.epoch || after.phase >= program.phases.length;
}
