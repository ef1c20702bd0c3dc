// What a simulated process sees of the world around it.
import type { Chunks } from "../../worker/collective/chunks.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import type { Invariants } from "./invariants.ts";
import type { Back } from "./messages.ts";
import type { Model, ModelState } from "./model.ts";
import type { Receiver } from "./network.ts";
import type { Parts } from "./parts.ts";
import type { Scheduler } from "./scheduler.ts";
import type { SimulatedStore } from "./simulated-store.ts";

export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly parts: Parts;
  readonly invariants: Invariants;
  readonly store: SimulatedStore;
  readonly model: Model;
  /** The coordinator is ready to take workers. */
  leads(): void;
  /** The job is to have so many workers. */
  scaled(replicas: number): void;
  /** The coordinator takes a worker for dead. */
  declaredLost(workerId: string): void;
  /** A worker's process has ended. */
  exited(workerId: string): void;
  /** Another session for a worker; a coordinator that leads no more sends it away. */
  reopen(workerId: string): void;
  /** Links to whoever listens at an address; what comes back goes to the reader. */
  dial(address: string, hello: Hello, reader: Receiver<Back>): void;
  /** How a vector is cut between so many ranks. */
  chunksFor(ranks: number): Chunks;
  /** A generation begins with a state, and a round that none of its members has completed. */
  starts(generation: number, members: readonly string[], stateHash: string, round: number): void;
  /** What the members of a generation restore, who have no state. */
  restored(generation: number): ModelState;
  /** Somebody has completed a round, and has this state now. @param before hash of the state until then */
  completes(round: number, before: string, state: ModelState): void;
  /** A command ended training at the edge after this round. */
  stopsAfter(round: number): void;
  /** Whether a run of these micro-batches kills its worker. */
  isPoison(round: number, lo: number, hi: number): boolean;
  /** Whether one of these micro-batches has a sample that does not decode. */
  isCorrupt(round: number, lo: number, hi: number): boolean;
}
