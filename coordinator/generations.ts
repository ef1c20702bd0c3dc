// The generations of a job in the coordinators' store: numbers only grow, and each is written by the leader of the moment (S5).
import { must, StaleGenerationError } from "../common/errors.ts";
import type { GenerationRecord } from "./membership/state.ts";
import type { GenerationStore } from "./server/coordinator.ts";
import { commitAsLeader, type Leadership } from "./store/guarded.ts";
import type { Store } from "./store/store.ts";

const KEY = "generation";

export class StoredGenerations implements GenerationStore {
  readonly #store: Store;
  readonly #leadership: Leadership;
  /** The newest that is stored; 0 before the first. */
  readonly newest: number;

  private constructor(store: Store, leadership: Leadership, newest: number) {
    this.#store = store;
    this.#leadership = leadership;
    this.newest = newest;
  }

  static async open(store: Store, leadership: Leadership): Promise<StoredGenerations> {
    const entry = await store.get(KEY);
    const newest = entry === undefined ? 0 : (JSON.parse(entry.value) as GenerationRecord).generation;
    return new StoredGenerations(store, leadership, newest);
  }

  /** @throws StaleGenerationError when another coordinator leads by now */
  async store(record: GenerationRecord): Promise<void> {
    const operations = [{ kind: "put", key: KEY, value: JSON.stringify(record) }] as const;
    const result = await commitAsLeader(this.#store, this.#leadership, { compares: [], operations });
    if (result.kind === "committed") return;
    const current = must(await this.#store.get(KEY), "a generation");
    const { generation } = JSON.parse(current.value) as GenerationRecord;
    throw new StaleGenerationError(generation, "another coordinator leads this job");
  }
}
