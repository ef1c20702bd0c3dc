// The coordinators' store in a simulation: its pure core, a disk that takes its time, and requests that are decided in order.
import { decideTransaction } from "../../coordinator/store/decide.ts";
import { apply, EMPTY_STATE, type StoreState } from "../../coordinator/store/state.ts";
import type { Transaction, TransactionResult } from "../../coordinator/store/store.ts";
import type { Invariants } from "./invariants.ts";
import type { Scheduler } from "./scheduler.ts";

export class SimulatedStore {
  readonly #scheduler: Scheduler;
  readonly #invariants: Invariants;
  #state: StoreState = EMPTY_STATE;
  #freeAtMs = 0;

  constructor(scheduler: Scheduler, invariants: Invariants) {
    this.#scheduler = scheduler;
    this.#invariants = invariants;
  }

  get(key: string): string | undefined {
    return this.#state.entries.get(key)?.value;
  }

  commit(transaction: Transaction, then: (result: TransactionResult) => void): void {
    const { random, nowMs } = this.#scheduler;
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + random.between(0.1, random.chance(0.05) ? 100 : 5);
    this.#scheduler.at(this.#freeAtMs, () => {
      const { reply, record } = decideTransaction(this.#state, transaction);
      if (record !== undefined) {
        const { state, update } = apply(this.#state, record);
        this.#state = state;
        if (update !== undefined) this.#invariants.stored(update, state);
      }
      this.#scheduler.note(`store: ${reply.kind} at ${this.#state.revision}`);
      then(reply);
    });
  }
}
