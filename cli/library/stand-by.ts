// A coordinator of several: it stands by until it leads, leads until the job or its term is over, and stands by again.
import { backoffMs } from "../../common/backoff.ts";
import { systemClock } from "../../common/clock.ts";
import { TransientError } from "../../common/errors.ts";
import { campaign } from "../../coordinator/election/campaign.ts";
import type { Term } from "../../coordinator/election/term.ts";
import { CoordinatorServer } from "../../coordinator/server/coordinator-server.ts";
import type { EtcdAccess } from "../../coordinator/store/etcd/members.ts";
import { openEtcdStore } from "../../coordinator/store/etcd/etcd-store.ts";
import { forgetOutcome, type StoredOutcome, storedOutcome } from "../../coordinator/store/handed-on.ts";
import { put, type Store } from "../../coordinator/store/store.ts";
import { errorOfReport, type FailureReport } from "../../proto/failure.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import type { CoordinatedOptions } from "./coordinated-training.ts";
import type { Emit } from "./event-stream.ts";
import { LedTraining } from "./led-training.ts";
import { type JobRunOptions, runInSharedFolder, type Train } from "./run-in-folder.ts";
import { readFinished } from "./run-folder.ts";
import type { SharedRunFolder } from "./shared-run-folder.ts";

export interface StandByOptions extends Omit<JobRunOptions, "signal">, CoordinatedOptions {
  readonly etcd: EtcdAccess;
  /** This process hands over and ends; the job goes on under another coordinator. */
  readonly signal: AbortSignal;
}

const TTL_MS = 5000;
/** Before it stands for election again after a term that ended early. */
const REST_MS = 500;
/** Between tries of a store that is not there yet. */
const MOST_WAIT_MS = 2000;
const ADDRESSES = "coordinators/";

/** Until the job is over, or this process is asked to end. @throws what made the job fail */
export async function standBy(
  jobFile: string,
  options: StandByOptions,
  folder: SharedRunFolder,
  emit: Emit,
): Promise<void> {
  const server = await CoordinatorServer.listen(options.listen, systemClock);
  const store = openEtcdStore({
    ...options.etcd,
    prefix: `elastune/${folder.uid}/`,
    clock: systemClock,
    random: Math.random,
  });
  try {
    await new StandBy(jobFile, options, { folder, server, store, emit }).run();
  } catch (error) {
    if (!options.signal.aborted) throw error;
  } finally {
    await server.close();
    await store.close();
  }
}

interface Parts {
  readonly folder: SharedRunFolder;
  readonly server: CoordinatorServer;
  readonly store: Store;
  readonly emit: Emit;
}

class StandBy {
  readonly #jobFile: string;
  readonly #options: StandByOptions;
  readonly #parts: Parts;
  /** A revision of the store: an end that was stored before is of an earlier try. */
  #since = 0;

  constructor(jobFile: string, options: StandByOptions, parts: Parts) {
    this.#jobFile = jobFile;
    this.#options = options;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { server, emit } = this.#parts;
    const { signal } = this.#options;
    const tellStandby = (): Promise<void> =>
      emit({ event: "coordinator", pid: process.pid, address: server.address, state: "standby", token: 0 });
    await tellStandby();
    const announced = await this.#announce();
    this.#since = this.#options.isOnlyTry === true ? 0 : announced;
    for (;;) {
      const term = await this.#elected();
      const resign = (): void => void term.resign(signal.reason as Error);
      signal.addEventListener("abort", resign, { once: true });
      const steppedDown = (): void => void tellStandby();
      term.over.addEventListener("abort", steppedDown, { once: true });
      try {
        if ((await this.#lead(term)) === "over") return;
      } finally {
        term.over.removeEventListener("abort", steppedDown);
        signal.removeEventListener("abort", resign);
        await term.resign();
      }
      await systemClock.sleep(REST_MS, signal);
    }
  }

  async #elected(): Promise<Term> {
    const { server, store } = this.#parts;
    const { ttlMs = TTL_MS, signal } = this.#options;
    const onLeader = (leader: string | undefined): void => {
      server.follow(leader);
    };
    const options = { store, key: "leader", value: server.address, ttlMs, clock: systemClock, random: Math.random };
    return campaign({ ...options, onLeader }, signal);
  }

  /** @returns "stopped" when the term ended before the job */
  async #lead(term: Term): Promise<"over" | "stopped"> {
    const { folder, emit } = this.#parts;
    try {
      const finished = await readFinished(folder.directory);
      if (finished !== undefined) {
        await emit(finished);
        return "over";
      }
      const ended = await this.#endedBefore(term);
      if (ended?.kind === "halted") return "over";
      if (ended?.kind === "failed") throw errorOfReport(ended.failure as FailureReport);
      return await this.#train(term, ended);
    } catch (error) {
      if (!(error instanceof TransientError) && !term.over.aborted) throw error;
      return "stopped"; // the store did not answer: whoever it answers next leads
    }
  }

  async #train(term: Term, ended: StoredOutcome | undefined): Promise<"over" | "stopped"> {
    const { folder, server, store, emit } = this.#parts;
    const addresses = await this.#announced();
    const { workers, points } = this.#options;
    const training = new LedTraining({ term, store, server, addresses, workers, points });
    const tell: Emit = async (event) => {
      if (!term.leads()) return; // the next leader tells it
      training.publish(event);
      await emit(event);
    };
    const train: Train = (run) =>
      ended?.kind === "trained" ? Promise.resolve(ended.result as Trained) : training.train(run);
    return runInSharedFolder(this.#jobFile, { ...this.#options, signal: term.over }, folder, { emit: tell, train });
  }

  /** How the job ended under another leader, in this try. */
  async #endedBefore({ leadership }: Term): Promise<StoredOutcome | undefined> {
    const { store } = this.#parts;
    const ended = await storedOutcome(store, this.#since);
    if (ended === undefined) await forgetOutcome(store, leadership);
    return ended;
  }

  /** For those who ask where coordinators are. Waits for a store. @returns its revision */
  async #announce(): Promise<number> {
    const { store, server } = this.#parts;
    const { signal } = this.#options;
    for (let failures = 0; ; failures++) {
      try {
        const said = await put(store, ADDRESSES + server.address, String(process.pid));
        if (said.kind === "committed") return said.revision;
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        await systemClock.sleep(backoffMs(failures, Math.random(), MOST_WAIT_MS), signal);
      }
    }
  }

  /** All that have come; those that have gone do no harm. */
  async #announced(): Promise<readonly string[]> {
    const { entries } = await this.#parts.store.list(ADDRESSES);
    return entries.map(({ key }) => key.slice(ADDRESSES.length));
  }
}
