// Wires a coordinator: the membership's machine, its shell, the services, the server.
import { JobFailedError, must, NotLeaderError, TransientError } from "../../common/errors.ts";
import { errorOfReport, type FailureReport } from "../../proto/failure.ts";
import type { CommandWord, ReportWord } from "../../proto/words.ts";
import { DEFAULT_BUDGETS } from "../membership/policy.ts";
import { membershipAfter, type StoredMembership } from "../membership/returning.ts";
import type { Effect, MembershipState } from "../membership/state.ts";
import {
  type CoordinatorPoint,
  NO_COORDINATOR_POINTS,
  pointAfterSending,
  pointAfterStoring,
  pointBeforeStoring,
} from "../protocol-points.ts";
import { adminHandlers } from "./admin-service.ts";
import type { Coordinator, CoordinatorOptions, JobOutcome } from "./coordinator.ts";
import { CoordinatorServer, type Serving } from "./coordinator-server.ts";
import { coordinatorHandlers } from "./coordinator-service.ts";
import { datasetHandlers } from "./dataset-service.ts";
import { EventLog } from "./event-log.ts";
import { MembershipLoop } from "./membership-loop.ts";
import { Registrations } from "./registrations.ts";
import { ReportDesk } from "./report-desk.ts";
import { refuseScale } from "./scale.ts";
import { Sessions } from "./sessions.ts";

/** Listens, takes workers, and leads the job to its end. @throws ConfigError when it cannot listen there */
export async function openCoordinator(options: CoordinatorOptions): Promise<Coordinator> {
  const coordinator = new OpenCoordinator(options);
  await coordinator.listen();
  return coordinator;
}

class OpenCoordinator implements Coordinator {
  readonly #options: CoordinatorOptions;
  readonly #sessions: Sessions;
  readonly #loop: MembershipLoop;
  readonly #events = new EventLog();
  #server: CoordinatorServer | undefined;
  readonly done: Promise<JobOutcome>;
  #end: (outcome: JobOutcome) => void = () => undefined;
  #lastStep = "";
  /** Of a `trained` report. */
  #result: unknown;
  /** Of a `failed` report, or of a hook or the store. */
  #error: Error | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    this.done = new Promise((resolve) => (this.#end = resolve));
    this.#sessions = new Sessions(options.token);
    const policy = { ...DEFAULT_BUDGETS, ...options.policy };
    this.#loop = new MembershipLoop({
      initial: membershipAfter(options.before ?? NOTHING_BEFORE, options.clock.monotonicMs(), policy),
      policy,
      clock: options.clock,
      perform: (effect) => this.#perform(effect),
      onBroken: (error) => {
        this.#fail(error);
      },
    });
  }

  get address(): string {
    return this.#server?.address ?? "";
  }

  async listen(): Promise<void> {
    const { listen: where, signal, clock } = this.#options;
    try {
      this.#server = where instanceof CoordinatorServer ? where : await CoordinatorServer.listen(where, clock);
      this.#server.serve(this.#serving());
      signal?.throwIfAborted();
    } catch (error) {
      await this.close();
      throw error;
    }
    signal?.addEventListener("abort", () => void this.close(), { once: true });
  }

  publish(event: object): void {
    this.#events.append(event);
    if ("event" in event && event.event === "step") this.#lastStep = JSON.stringify(event);
  }

  async command(command: CommandWord): Promise<void> {
    await this.#loop.happen({ kind: "asked", command });
    if (!this.#loop.works) throw new TransientError(UNSTORED);
  }

  async #scale(replicas: number): Promise<void> {
    const { policy } = this.#options;
    refuseScale(replicas, this.#loop.state, { ...policy, max: policy.max ?? Infinity });
    await this.#loop.happen({ kind: "scaled", replicas });
    if (!this.#loop.works) throw new TransientError(UNSTORED);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#server?.endServing();
    await this.#loop.close();
    this.#end({ kind: "halted" }); // unless it has ended already
    this.#events.end();
    this.#sessions.endAll();
    if (this.#server !== this.#options.listen) await this.#server?.close();
  }

  #serving(): Serving {
    const { job, token: fencingToken, manifest, readSample, latest, registrations } = this.#options;
    const coordinator = coordinatorHandlers({
      job,
      fencingToken,
      registrations: new Registrations({ jobHash: job.hash, ...registrations }),
      sessions: this.#sessions,
      loop: this.#loop,
      reports: new ReportDesk(registrations !== undefined),
      latest,
      onReport: (kind, payload, workerId) => this.#report(kind, payload, workerId),
    });
    const admin = adminHandlers({
      job,
      fencingToken,
      leader: () => this.address,
      membership: () => this.#loop.state,
      lastStep: () => this.#lastStep,
      command: (command) => this.command(command),
      scale: (replicas) => this.#scale(replicas),
      exited: (exit) => this.#loop.happen({ kind: "exited", ...exit }),
      events: this.#events,
    });
    return { coordinator, dataset: datasetHandlers({ manifest, readSample }), admin, leads: () => this.#leads() };
  }

  #leads(): boolean {
    return this.#options.leads?.() ?? true;
  }

  async #report(kind: ReportWord, payload: unknown, workerId: string): Promise<void> {
    try {
      await this.#options.hooks.onReport(kind, payload, workerId);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    if (kind === "trained") {
      this.#result ??= payload; // all workers report it; they have the same
      void this.#loop.happen({ kind: "trained" });
    }
    if (kind === "failed") this.#fail(errorOfReport(payload as FailureReport));
  }

  /** The first error counts: what comes after it often comes of it. */
  #fail(error: unknown): void {
    this.#error ??= error instanceof Error ? error : new Error(String(error));
    void this.#loop.happen({ kind: "failed", message: this.#error.message });
    // A loop that is broken carries out no end.
    if (!this.#loop.works) this.#end({ kind: "failed", error: this.#error });
  }

  async #perform(effect: Effect): Promise<void> {
    const { store, hooks } = this.#options;
    if (!this.#leads()) throw new NotLeaderError(undefined, "this coordinator does not lead any more");
    switch (effect.kind) {
      case "store":
        await this.#reach(pointBeforeStoring(effect.record));
        await store.store(effect.record);
        await this.#reach(pointAfterStoring(effect.record));
        break;
      case "send":
        this.#sessions.send(effect.workerId, effect.order);
        await this.#reach(pointAfterSending(effect.order));
        break;
      case "member":
        await hooks.onMember(effect.news);
        break;
      case "release":
        this.#sessions.release(effect.workerId);
        break;
      case "generation":
        await hooks.onGeneration(effect.news);
        break;
      case "warning":
        await hooks.onWarning(effect.warning);
        break;
      case "scale":
        await hooks.onScale(effect.replicas);
        break;
      case "end":
        this.#end(this.#outcomeOf(this.#loop.state));
    }
  }

  async #reach(point: CoordinatorPoint | undefined): Promise<void> {
    const { points = NO_COORDINATOR_POINTS } = this.#options;
    if (point !== undefined) await points.reach(point);
  }

  #outcomeOf(state: MembershipState): JobOutcome {
    if (state.kind === "halted") return { kind: "halted" };
    if (state.kind !== "failed") return { kind: "trained", result: this.#result };
    const { code, message } = state.failure;
    switch (code) {
      case "reported":
        return { kind: "failed", error: must(this.#error, "the error that was reported") };
      case "worker-lost":
        return { kind: "failed", error: new JobFailedError("worker-lost", message, { hint: RESUME }) };
      case "workers-differ":
        return { kind: "failed", error: new JobFailedError("workers-differ", message) };
      case "poison-micro-batch":
        return { kind: "failed", error: new JobFailedError("poison-micro-batch", message, { hint: POISON }) };
    }
  }
}

const POISON = "the logs of those workers say of what they died; corrupt pictures can be set aside";
const NOTHING_BEFORE: StoredMembership = { generation: 0, planned: undefined, asked: undefined, deaths: [] };
const UNSTORED = "the command could not be stored: another coordinator may lead now";
const RESUME = "--resume goes on from the last checkpoint";
