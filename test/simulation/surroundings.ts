// What a simulated process sees of the world around it.
import type { Chunks } from "../../worker/collective/chunks.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import type { Invariants } from "./invariants.ts";
import type { Back } from "./messages.ts";
import type { Model } from "./model.ts";
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
  /** Links to whoever listens at an address; what comes back goes to the reader. */
  dial(address: string, hello: Hello, reader: Receiver<Back>): void;
  /** How a vector is cut between so many ranks. */
  chunksFor(ranks: number): Chunks;
  /** A command ended training at the edge after this round. */
  stopsAfter(round: number): void;
}
