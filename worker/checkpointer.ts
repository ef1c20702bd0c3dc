// When a checkpoint is due, and writing it behind training's back: the state is copied at a round's edge by the worker whose turn it is,
// the copy is written while the next rounds run, and published once all workers have agreed on the state that it holds.
//   C4. A manifest is written only after all workers have agreed on its state.
import type { Clock } from "../common/clock.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { NamedManifest, TensorsRef } from "./checkpoint/manifest.ts";
import { type Publication, publishCheckpoint } from "./checkpoint/publication.ts";
import type { CheckpointRegister } from "./checkpoint/register.ts";
import type { CheckpointContent, CheckpointStore } from "./checkpoint/store.ts";
import { writerOf } from "./checkpoint/writer.ts";
import type { RoundLedger } from "./ledger/round-ledger.ts";
import type { Members } from "./members.ts";
import type { ProtocolPoints } from "./protocol-points.ts";

/** What each checkpoint says beside the state. */
export type CheckpointIdentity = Pick<CheckpointContent, "job" | "data" | "numerics">;

export interface CheckpointerOptions {
  readonly store: CheckpointStore;
  readonly register: CheckpointRegister;
  /** Copies the state to where `store` writes it from. @returns its hash, in hex */
  readonly snapshot: () => Promise<string>;
  readonly clock: Pick<Clock, "sleep">;
  /** Every committed round has a record in it before `save` is called. */
  readonly ledger: RoundLedger;
  readonly identity: CheckpointIdentity;
  readonly members: Pick<Members, "rank" | "worldSize" | "news">;
  readonly points: ProtocolPoints;
  /** Called when a checkpoint is published. */
  readonly onPublished: (step: number, path: string) => Promise<void>;
  /** A checkpoint that could not be written (a full disk) or published does not stop training. */
  readonly onFailed: (step: number, error: unknown) => Promise<void>;
}

/** What publishing begins with. */
interface Begun {
  readonly content: CheckpointContent;
  readonly copied: Promise<TensorsRef>;
  readonly agreement: Promise<boolean>;
  /** A coordinator is to take it from now on. */
  readonly handIn: () => void;
}

/** A checkpoint under way. */
interface Writing {
  /** The snapshot may change. */
  readonly copied: Promise<TensorsRef>;
  readonly agreed: () => void;
  readonly withdraw: () => void;
  /** Resolves when no coordinator has taken it for a while. */
  readonly untaken: Promise<void>;
  /** Never rejects but for `onFailed` and `onPublished`. */
  readonly done: Promise<void>;
}

/** For a coordinator to take a checkpoint while training waits. */
const TAKEN_MS = 1000;

export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #writing: Writing | undefined;
  #lastRound = -1;
  #overdue = false;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
  }

  /** Training begins with this checkpoint, whatever was the newest one: that may be damaged. One worker says so for all. */
  async begin(from: NamedManifest | undefined, latest: string | null): Promise<void> {
    const { members, register } = this.#options;
    const name = from?.name ?? null;
    members.news.begin(from && { name: from.name, round: from.manifest.round });
    this.#lastRound = from?.manifest.round ?? -1;
    if (members.rank !== 0) return;
    for (let found = latest; found !== name; ) found = await register.publish({ expected: found, name });
  }

  /** Round of the last checkpoint that was begun, by whichever worker. */
  get savedRound(): number {
    return this.#lastRound;
  }

  /** One that was begun was never published, and whoever was to write it may be gone: due at the next edge. */
  get overdue(): boolean {
    return this.#overdue;
  }

  /** Another worker's place is this one's now. @param savedRound of the last checkpoint that was begun */
  takeOver(savedRound: number): void {
    this.#writing?.withdraw();
    this.#lastRound = savedRound;
  }

  /** Another generation: what its members have not agreed on is given up. All know by now which checkpoint is the newest. */
  async regroup(): Promise<void> {
    const savedRound = this.#lastRound;
    this.#writing?.withdraw();
    await this.settled();
    this.#lastRound = savedRound;
    this.#overdue = savedRound > (this.#options.members.news.newest?.round ?? -1);
  }

  /**
   * A checkpoint of this state is due, for all workers alike. If it is this one's turn, the state is copied now and written in the
   * background; waits only for the checkpoint before it, and not for a coordinator to take that: this one is then due later.
   * @param agreed all workers have this state; else it is published when they have said so
   */
  async save(state: ProgramState, agreed = false): Promise<void> {
    const { members, snapshot, points } = this.#options;
    if (state.round === this.#lastRound && !this.#overdue) return;
    if (agreed) await this.settled();
    else if (!(await this.#isFree())) {
      this.#overdue = true;
      return;
    }
    this.#lastRound = state.round;
    this.#overdue = false;
    if (writerOf(state.round, members.worldSize) !== members.rank) return;
    points.reach("before-checkpoint");
    const stateHash = await snapshot();
    this.#writing = this.#write(state, stateHash);
    if (agreed || members.worldSize === 1) this.#writing.agreed();
  }

  /** A round is complete. @param compared all workers have compared the states that they began it with, and found them equal */
  completed({ compared }: { readonly compared: boolean }): void {
    const { ledger, members } = this.#options;
    if (compared) this.#writing?.agreed();
    ledger.published(members.news.newest?.round ?? 0);
  }

  /** Resolves when the snapshot is free. */
  async copied(): Promise<void> {
    await this.#writing?.copied.catch(() => undefined); // `done` tells it
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing?.done;
  }

  /** What was not agreed on will not be published any more. */
  async close(): Promise<void> {
    this.#writing?.withdraw();
    await this.settled().catch(() => undefined); // training that ends in order has settled; any other has an error of its own
  }

  /** Samples that did not count in some round of the job, whichever worker met them: manifest ids. All workers have settled. */
  async setAside(): Promise<ReadonlySet<number>> {
    const { store, ledger, members } = this.#options;
    const newest = members.news.newest;
    const found = new Set(ledger.records.flatMap((record) => record.setAside));
    if (newest === undefined) return found;
    for await (const record of store.recordsTo(newest.name)) for (const id of record.setAside) found.add(id);
    return found;
  }

  /** All workers have settled: what was never published is removed. */
  async removeUnpublished(): Promise<void> {
    const { store, members } = this.#options;
    await store.removeUnpublished(members.news.newest?.round ?? 0);
  }

  /** Nothing is being written, or soon is not. */
  async #isFree(): Promise<boolean> {
    const writing = this.#writing;
    if (writing === undefined) return true;
    return Promise.race([writing.done.then(() => true), writing.untaken.then(() => false)]);
  }

  #write(state: ProgramState, stateHash: string): Writing {
    const { store, identity, register } = this.#options;
    const { writer, fencingToken } = register;
    const { step, round } = state;
    const content = { ...identity, step, round, state, stateHash, writer, fencingToken };
    const copied = store.writeTensors(content);
    let decide: (agreed: boolean) => void = () => undefined;
    const agreement = new Promise<boolean>((resolve) => (decide = resolve));
    let handIn: () => void = () => undefined;
    const untaken = new Promise<void>((resolve) => (handIn = resolve)).then(() => this.#options.clock.sleep(TAKEN_MS));
    const done = this.#publish({ content, copied, agreement, handIn });
    done.catch(() => undefined); // that nobody could be told is said by the next `save` or `settled`
    return {
      copied,
      untaken,
      agreed: () => {
        decide(true);
      },
      withdraw: () => {
        decide(false);
      },
      done,
    };
  }

  async #publish({ content, copied, agreement, handIn }: Begun): Promise<void> {
    const { store, members, points, register, onPublished, onFailed } = this.#options;
    const handedIn: Publication["register"] = {
      publish: (change) => {
        handIn();
        return register.publish(change);
      },
    };
    const newest = () => members.news.newest;
    const publication: Publication = { ...this.#options, register: handedIn, newest, content };
    let published: NamedManifest | undefined;
    try {
      const tensors = await copied;
      points.reach("in-checkpoint");
      if (await agreement) published = await publishCheckpoint(publication, tensors);
      else await store.discard(tensors);
    } catch (error) {
      this.#lastRound = -1; // at the end of the job it is tried once more
      await onFailed(content.step, error);
      return;
    }
    if (published === undefined) return;
    members.news.announce({ name: published.name, round: content.round });
    await onPublished(content.step, store.path(published.name));
    await store.retain(published).catch(() => undefined); // what could not be removed is, with the next checkpoint
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
