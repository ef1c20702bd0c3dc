// Everything in one simulation: the processes, what connects them, and what is done to them.
import { DEFAULT_BUDGETS, type MembershipPolicy } from "../../coordinator/membership/policy.ts";
import { must } from "../../common/errors.ts";
import type { TreeRange } from "../../common/tree.ts";
import { generationWrite } from "../../coordinator/store/generations.ts";
import type { Chunks } from "../../worker/collective/chunks.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import { CoordinatorNode } from "./coordinator-node.ts";
import { Invariants, LEADER_KEY } from "./invariants.ts";
import { Launcher } from "./launcher.ts";
import type { Back, Dial, Downward } from "./messages.ts";
import { hashOf, initialModelState, type Model, type ModelState } from "./model.ts";
import { Pipe, type Receiver } from "./network.ts";
import type { Parts } from "./parts.ts";
import { LONG_MS, type MicroBatch, type Scenario } from "./scenario.ts";
import type { Scheduler } from "./scheduler.ts";
import { SimulatedStore } from "./simulated-store.ts";
import { Strikes } from "./strikes.ts";
import type { Surroundings } from "./surroundings.ts";
import { JOB_UID } from "./worker-links.ts";
import { WorkerNode } from "./worker-node.ts";

/** Moments at which the R that workers hold is looked at (S7). */
const CHECKS = 10;
/** Rounds from one checkpoint to the next. */
const CHECKPOINT_EVERY = 4;

export class World implements Surroundings {
  readonly scheduler: Scheduler;
  readonly parts: Parts;
  readonly invariants: Invariants;
  readonly store: SimulatedStore;
  readonly coordinator: CoordinatorNode;
  readonly #scenario: Scenario;
  readonly #launcher: Launcher;
  /** The coordinator's ends of sessions, by worker. */
  readonly #sessions = new Map<string, Pipe<Downward>>();
  readonly #restored = new Map<number, ModelState>();
  readonly #strikes: Strikes;
  #checkpoint: ModelState;
  /** By hash, states that are to be the next checkpoint once the round after them shows that all agree. */
  readonly #due = new Map<string, { readonly round: number; readonly state: ModelState }>();
  #diskFullUntilMs = 0;
  #stoppedAfter: number | undefined;

  constructor(scheduler: Scheduler, scenario: Scenario, parts: Parts) {
    this.scheduler = scheduler;
    this.parts = parts;
    this.#scenario = scenario;
    this.invariants = new Invariants(scenario.model);
    this.store = new SimulatedStore(scheduler, this.invariants);
    this.#checkpoint = initialModelState(scenario.model);
    this.coordinator = new CoordinatorNode(this, policyOf(scenario));
    this.#launcher = new Launcher(
      {
        scheduler,
        coordinator: this.coordinator,
        create: (number) => new WorkerNode(this, number),
        open: (worker) => {
          this.#open(worker);
        },
      },
      scenario.workers,
      scenario.spares,
    );
    this.#strikes = new Strikes({
      scheduler,
      coordinator: this.coordinator,
      launcher: this.#launcher,
      sessionOf: (workerId) => this.#sessions.get(workerId),
      usurp: () => {
        this.#usurp();
      },
      fillDisk: (forMs) => {
        this.#diskFullUntilMs = scheduler.nowMs + forMs;
      },
    });
  }

  get model(): Model {
    return this.#scenario.model;
  }

  get workers(): readonly WorkerNode[] {
    return this.#launcher.workers;
  }

  /** The round at whose edge a command ended training. */
  get stoppedAfter(): number | undefined {
    return this.#stoppedAfter;
  }

  /** What was done while the job ran, in order. */
  get struck(): readonly string[] {
    return this.#strikes.done;
  }

  /** The coordinator is ready: the launcher starts the workers, and time begins for what goes wrong. */
  leads(): void {
    const { faults, commands, strangersAtMs } = this.#scenario;
    this.#launcher.start();
    for (const { command, atMs } of commands)
      this.scheduler.after(atMs, () => {
        this.coordinator.happen({ kind: "asked", command });
      });
    for (let i = 0; i < CHECKS; i++)
      this.scheduler.after(this.scheduler.random.between(0, LONG_MS), () => {
        for (const worker of this.workers) worker.checkHeld();
      });
    for (const atMs of strangersAtMs)
      this.scheduler.after(atMs, () => {
        this.#disturb();
      });
    for (const fault of faults)
      this.scheduler.after(fault.atMs, () => {
        this.#strikes.strike(fault);
      });
  }

  scaled(replicas: number): void {
    this.#launcher.scaled(replicas);
  }

  declaredLost(workerId: string): void {
    this.#launcher.declaredLost(workerId);
  }

  exited(workerId: string): void {
    this.#launcher.exited(this.#find(workerId));
  }

  reopen(workerId: string): void {
    this.#open(this.#find(workerId));
  }

  dial(address: string, hello: Hello, reader: Receiver<Back>): void {
    const target = must(
      this.workers.find((worker) => worker.address === address),
      `a worker at ${address}`,
    );
    const back = new Pipe<Back>(this.scheduler, reader);
    const there = new Pipe<Dial>(this.scheduler, {
      receive: (dial) => {
        target.visit(dial);
      },
      closed: () => undefined,
    });
    there.send({ hello, back });
  }

  chunksFor(ranks: number): Chunks {
    const { chunkFloats, model } = this.#scenario;
    const vectorBytes = 4 * model.floats;
    if (chunkFloats === undefined || ranks === 1)
      return { isWhole: true, count: 1, chunkBytes: vectorBytes, vectorBytes, ranks };
    const chunkBytes = 4 * Math.min(chunkFloats, model.floats);
    return { isWhole: false, count: Math.ceil(vectorBytes / chunkBytes), chunkBytes, vectorBytes, ranks };
  }

  starts(generation: number, members: readonly string[], stateHash: string, round: number): void {
    if (!this.invariants.started(generation, members, stateHash)) return;
    if (this.#stoppedAfter !== undefined && this.#stoppedAfter >= round) this.#stoppedAfter = undefined;
    for (const [hash, due] of this.#due) if (due.round >= round) this.#due.delete(hash);
  }

  restored(generation: number): ModelState {
    const state = this.#restored.get(generation) ?? this.#checkpoint;
    this.#restored.set(generation, state);
    return state;
  }

  completes(round: number, before: string, state: ModelState): void {
    const due = this.#due.get(before);
    if (due !== undefined && round === due.round + 1 && this.scheduler.nowMs >= this.#diskFullUntilMs)
      this.#checkpoint = due.state;
    if (round % CHECKPOINT_EVERY === 0) this.#due.set(hashOf(state), { round, state });
  }

  stopsAfter(round: number): void {
    this.#stoppedAfter ??= round;
  }

  isPoison(round: number, lo: number, hi: number): boolean {
    return this.#isAt(this.#scenario.poison, "poison", round, { lo, hi });
  }

  isCorrupt(round: number, lo: number, hi: number): boolean {
    return this.#isAt(this.#scenario.corrupt, "corrupt-sample", round, { lo, hi });
  }

  #isAt(place: MicroBatch | undefined, what: string, round: number, { lo, hi }: TreeRange): boolean {
    const isIt = place?.round === round && lo <= place.microBatch && place.microBatch < hi;
    if (isIt) this.#strikes.done.push(what);
    return isIt;
  }

  #find(workerId: string): WorkerNode {
    return must(
      this.workers.find((worker) => worker.workerId === workerId),
      workerId,
    );
  }

  #open(worker: WorkerNode): void {
    if (!this.#launcher.living.includes(worker)) return;
    if (this.coordinator.broken !== undefined) {
      worker.sendAway();
      return;
    }
    const down = new Pipe<Downward>(this.scheduler, worker);
    this.#sessions.set(worker.workerId, down);
    worker.open(new Pipe(this.scheduler, this.coordinator.session(worker.comer, down)));
  }

  /** A second coordinator takes the lead and stores a generation of its own. */
  #usurp(): void {
    this.store.commit({ compares: [], operations: [{ kind: "delete", key: LEADER_KEY }] }, () => {
      this.store.commit({ compares: [], operations: [{ kind: "put", key: LEADER_KEY, value: "" }] }, (result) => {
        const token = result.kind === "committed" ? result.revision : 0;
        const write = generationWrite({ generation: this.coordinator.state.generation + 1 }, token);
        this.store.commit(this.parts.guarded({ key: LEADER_KEY, token }, write), () => undefined);
      });
    });
  }

  /** Somebody who does not belong here, and what an old life of a peer left under way. */
  #disturb(): void {
    const { random } = this.scheduler;
    const target = random.pick(this.workers);
    const { generation } = this.coordinator.state;
    // While a generation forms, workers are in the one before.
    const stranger = random.pick([
      { jobUid: JOB_UID, generation: Math.max(0, generation - 2), address: "memory:0" },
      { jobUid: "another job", generation, address: "memory:0" },
      { jobUid: JOB_UID, generation, address: "memory:stranger" },
    ]);
    this.dial(target.address, stranger, { receive: () => undefined, closed: () => undefined });
    target.sendStale();
  }
}

function policyOf({ workers, min, model }: Scenario): MembershipPolicy {
  const { microBatches } = model.program;
  return { ...DEFAULT_BUDGETS, loadingMs: 20_000, replicas: workers, min, microBatches, strictNumerics: true };
}
