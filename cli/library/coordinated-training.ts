// Training by worker processes: a coordinator over the embedded store, which the workers come to. What they report is told as if the job
// had been trained here.
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { must } from "../../common/errors.ts";
import { writeAtomically } from "../../common/files.ts";
import type { CoordinatorPoints } from "../../coordinator/protocol-points.ts";
import type { Coordinator } from "../../coordinator/server/coordinator.ts";
import { openCoordinator } from "../../coordinator/server/open-coordinator.ts";
import { openEmbeddedStore } from "../../coordinator/store/embedded.ts";
import { lastGeneration, storeGeneration } from "../../coordinator/store/generations.ts";
import { type Leadership, leadAlone } from "../../coordinator/store/guarded.ts";
import type { Store } from "../../coordinator/store/store.ts";
import type { ServedSamples } from "../../worker/data/served-samples.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import { COORDINATOR_FILE, type CoordinatorFile } from "./coordinator-file.ts";
import { coordinatorParts, serveSamples, slept } from "./coordinator-parts.ts";
import { ReportedRun } from "./reported-run.ts";
import type { PreparedRun } from "./run-in-folder.ts";

export interface CoordinatedOptions {
  /** Workers that training begins with. Default: spec.workers.replicas. */
  readonly workers?: number;
  /** With etcd: how long a dead leader is missed. Default: 5 s. */
  readonly ttlMs?: number;
  /** With etcd: whatever is stored there of the run is of this try, since whoever started this process began the run anew there. */
  readonly isOnlyTry?: boolean;
  /** Loopback only. */
  readonly listen: { readonly host: string; readonly port: number };
  /** What tests make happen in it. Default: nothing. */
  readonly points?: CoordinatorPoints | undefined;
}

export class CoordinatedTraining {
  readonly #options: CoordinatedOptions;
  readonly #closing = new AbortController();
  #store: Store | undefined;
  #coordinator: Coordinator | undefined;
  #samples: ServedSamples | undefined;

  constructor(options: CoordinatedOptions) {
    this.#options = options;
  }

  /** To those who follow the events over the network. */
  publish(event: object): void {
    this.#coordinator?.publish(event);
  }

  /** @returns undefined when it was halted. @throws what made the job fail, on whichever worker */
  async train(run: PreparedRun): Promise<Trained | undefined> {
    const { directory } = run.folder;
    this.#store = await openEmbeddedStore(path.join(directory, "coordinator.log"), { clock: systemClock });
    const leadership = await leadAlone(this.#store, "leader", String(process.pid));
    const coordinator = await this.#open(run, this.#store, leadership);
    this.#coordinator = coordinator;
    const { address } = coordinator;
    await writeAtomically(path.join(directory, COORDINATOR_FILE), [
      JSON.stringify({ address, pid: process.pid } satisfies CoordinatorFile),
    ]);
    await run.hooks.emit({ event: "coordinator", pid: process.pid, address, state: "leader", token: leadership.token });
    this.#haltOnSignal(run, coordinator);
    const outcome = await coordinator.done;
    if (outcome.kind === "failed") throw outcome.error;
    return outcome.kind === "halted" ? undefined : (outcome.result as Trained);
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#coordinator?.close();
    await this.#samples?.close();
    await this.#store?.close();
  }

  async #open(run: PreparedRun, store: Store, leadership: Leadership): Promise<Coordinator> {
    const samples = serveSamples(run, this.#closing.signal);
    this.#samples = samples;
    return openCoordinator({
      ...(await coordinatorParts({ run, store, leadership, workers: this.#options.workers, samples })),
      store: { store: (record) => storeGeneration(store, leadership, record) },
      before: { generation: await lastGeneration(store), planned: undefined, asked: undefined, deaths: [] },
      listen: this.#options.listen,
      points: this.#options.points,
      hooks: new ReportedRun(run, () => {
        this.#stopAtLimit(run);
      }),
    });
  }

  #haltOnSignal({ options }: PreparedRun, coordinator: Coordinator): void {
    const halt = (): void => {
      tell(coordinator, "halt");
    };
    if (options.signal?.aborted === true) halt();
    options.signal?.addEventListener("abort", halt, { once: true, signal: this.#closing.signal });
  }

  /** The time limit acts as a command to stop, by the clock of the process that leads. */
  #stopAtLimit({ job }: PreparedRun): void {
    const { maxSeconds } = job.spec.training.limits;
    if (maxSeconds === undefined) return;
    slept(maxSeconds * 1000, this.#closing.signal).then(
      () => {
        tell(must(this.#coordinator, "a coordinator"), "stop");
      },
      () => undefined, // the job was over first
    );
  }
}

/** A coordinator that cannot store a command leads no more: the job has failed, and `done` tells. */
function tell(coordinator: Coordinator, command: "halt" | "stop"): void {
  coordinator.command(command).catch(() => undefined);
}
