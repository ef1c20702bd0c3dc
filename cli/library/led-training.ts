// Training under one term of leadership: what coordinated-training.ts does for a coordinator that is alone, over a store that several share.
// It ends with the job, or with the term: then nothing is told to anybody, since another coordinator leads by now or soon will.
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { NotLeaderError, TransientError } from "../../common/errors.ts";
import { writeAtomically } from "../../common/files.ts";
import type { Term } from "../../coordinator/election/term.ts";
import type { CoordinatorPoints } from "../../coordinator/protocol-points.ts";
import type { Coordinator, CoordinatorHooks, JobOutcome } from "../../coordinator/server/coordinator.ts";
import type { CoordinatorServer } from "../../coordinator/server/coordinator-server.ts";
import { openCoordinator } from "../../coordinator/server/open-coordinator.ts";
import { storedMembership, storeGeneration } from "../../coordinator/store/generations.ts";
import { begunAt, keepRegistration, keptRegistrations, storeOutcome } from "../../coordinator/store/handed-on.ts";
import type { Store } from "../../coordinator/store/store.ts";
import { failureReportOf } from "../../proto/failure.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import { COORDINATOR_FILE, type CoordinatorFile } from "./coordinator-file.ts";
import { coordinatorParts, serveSamples, slept } from "./coordinator-parts.ts";
import { ReportedRun } from "./reported-run.ts";
import type { PreparedRun } from "./run-in-folder.ts";

export interface LedOptions {
  readonly term: Term;
  readonly store: Store;
  readonly server: CoordinatorServer;
  /** "HOST:PORT" of all coordinators that are known. */
  readonly addresses: readonly string[];
  readonly workers: number | undefined;
  readonly points: CoordinatorPoints | undefined;
}

/** For the store to answer while this process leads still. */
const RETRY_MS = 200;

export class LedTraining {
  readonly #options: LedOptions;
  #coordinator: Coordinator | undefined;

  constructor(options: LedOptions) {
    this.#options = options;
  }

  /** To those who follow the events over the network. */
  publish(event: object): void {
    this.#coordinator?.publish(event);
  }

  /** @returns undefined when it was halted. @throws what made the job fail; the term's reason where that ended first */
  async train(run: PreparedRun): Promise<Trained | undefined> {
    const { term } = this.#options;
    const samples = serveSamples(run, term.over);
    try {
      const outcome = await this.#lead(run, samples);
      if (!term.leads()) await term.resign();
      term.over.throwIfAborted();
      await this.#insist(() => storeOutcome(this.#options.store, term.leadership, handedOn(outcome)));
      if (outcome.kind === "failed") throw outcome.error;
      return outcome.kind === "halted" ? undefined : (outcome.result as Trained);
    } catch (error) {
      // A store that refuses this leader, or does not answer, ends the term; that a clock has not yet seen it changes nothing.
      if (!term.over.aborted && (error instanceof NotLeaderError || error instanceof TransientError))
        await term.resign(error);
      throw term.over.aborted ? (term.over.reason as Error) : error;
    } finally {
      await this.#coordinator?.close();
      await samples.close();
    }
  }

  async #lead(run: PreparedRun, samples: ReturnType<typeof serveSamples>): Promise<JobOutcome> {
    const { term, store, server, workers, points } = this.#options;
    const { leadership } = term;
    const known = await keptRegistrations(store);
    const coordinator = await openCoordinator({
      ...(await coordinatorParts({ run, store, leadership, workers, samples })),
      store: { store: (record) => this.#insist(() => storeGeneration(store, leadership, record)) },
      before: await storedMembership(store),
      registrations: { known, keep: (kept) => this.#insist(() => keepRegistration(store, leadership, kept)) },
      listen: server,
      leads: () => term.leads(),
      hooks: this.#hooks(run),
      points,
      signal: term.over,
    });
    this.#coordinator = coordinator;
    await this.#tellLeader(run, coordinator);
    if (run.lastStep !== undefined) await this.#stopAtLimit(run);
    return coordinator.done;
  }

  async #tellLeader({ folder, hooks }: PreparedRun, { address }: Coordinator): Promise<void> {
    const { term, addresses } = this.#options;
    const { pid } = process;
    const others = addresses.filter((other) => other !== address);
    const file: CoordinatorFile = { address, pid, addresses: [address, ...others] };
    await writeAtomically(path.join(folder.directory, COORDINATOR_FILE), [JSON.stringify(file)]);
    await hooks.emit({ event: "coordinator", pid, address, state: "leader", token: term.leadership.token });
  }

  /** Before a worker hears that its result was taken the next leader knows it: the worker leaves then. */
  #hooks(run: PreparedRun): CoordinatorHooks {
    const { store, term } = this.#options;
    const reported = new ReportedRun(run, () => {
      void this.#stopAtLimit(run);
    });
    return {
      onMember: (news) => reported.onMember(news),
      onGeneration: (generation) => reported.onGeneration(generation),
      onWarning: (warning) => reported.onWarning(warning),
      onScale: (replicas) => reported.onScale(replicas),
      onReport: async (kind, payload) => {
        if (!term.leads()) throw new NotLeaderError(undefined, "this coordinator does not lead any more");
        await reported.onReport(kind, payload);
        const outcome = outcomeOf(kind, payload);
        if (outcome !== undefined) await this.#insist(() => storeOutcome(store, term.leadership, outcome));
      },
    };
  }

  /** As long as this process leads. @throws what is no passing failure; NotLeaderError */
  async #insist<T>(attempt: () => Promise<T>): Promise<T> {
    const { term } = this.#options;
    for (;;) {
      if (!term.leads()) throw new NotLeaderError(undefined, "this coordinator does not lead any more");
      try {
        return await attempt();
      } catch (error) {
        // From here on nothing more is done or told: not even that this failed.
        if (error instanceof NotLeaderError) void term.resign(error);
        if (!(error instanceof TransientError)) throw error;
        await systemClock.sleep(RETRY_MS, term.over).catch(() => undefined); // looked at above
      }
    }
  }

  /** The time limit acts as a command to stop, from when the first leader saw training begin, by the clock of the one that leads. */
  async #stopAtLimit({ job }: PreparedRun): Promise<void> {
    const { maxSeconds } = job.spec.training.limits;
    const { store, term } = this.#options;
    if (maxSeconds === undefined) return;
    try {
      const begun = await this.#insist(() => begunAt(store, term.leadership, systemClock.now()));
      await slept(begun + maxSeconds * 1000 - systemClock.now(), term.over);
      await this.#coordinator?.command("stop");
    } catch {
      // The term is over: the next leader does it.
    }
  }
}

function outcomeOf(kind: string, payload: unknown): Parameters<typeof storeOutcome>[2] | undefined {
  if (kind === "trained") return { kind, result: payload };
  return kind === "failed" ? { kind, failure: payload } : undefined;
}

function handedOn(outcome: JobOutcome): Parameters<typeof storeOutcome>[2] {
  switch (outcome.kind) {
    case "trained":
      return { kind: "trained", result: outcome.result };
    case "halted":
      return { kind: "halted" };
    case "failed":
      if (outcome.error instanceof NotLeaderError || outcome.error instanceof TransientError) throw outcome.error;
      return { kind: "failed", failure: failureReportOf(outcome.error) };
  }
}
