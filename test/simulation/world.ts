// Everything in one simulation: the processes, what connects them, and what is done to them.
import { DEFAULT_BUDGETS, type MembershipPolicy } from "../../coordinator/membership/policy.ts";
import { must } from "../../common/errors.ts";
import { generationWrite } from "../../coordinator/store/generations.ts";
import type { Chunks } from "../../worker/collective/chunks.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import { CoordinatorNode } from "./coordinator-node.ts";
import { Invariants, LEADER_KEY } from "./invariants.ts";
import type { Back, Dial, Downward } from "./messages.ts";
import type { Model } from "./model.ts";
import { Pipe, type Receiver } from "./network.ts";
import type { Parts } from "./parts.ts";
import { type Fault, LONG_MS, type Scenario } from "./scenario.ts";
import type { Scheduler } from "./scheduler.ts";
import { SimulatedStore } from "./simulated-store.ts";
import type { Surroundings } from "./surroundings.ts";
import { JOB_UID } from "./worker-links.ts";
import { WorkerNode } from "./worker-node.ts";

/** Moments at which the R that workers hold is looked at (S7). */
const CHECKS = 10;

export class World implements Surroundings {
  readonly scheduler: Scheduler;
  readonly parts: Parts;
  readonly invariants: Invariants;
  readonly store: SimulatedStore;
  readonly coordinator: CoordinatorNode;
  readonly workers: WorkerNode[] = [];
  readonly #scenario: Scenario;
  #stoppedAfter: number | undefined;
  #isFaulty = false;

  constructor(scheduler: Scheduler, scenario: Scenario, parts: Parts) {
    this.scheduler = scheduler;
    this.parts = parts;
    this.#scenario = scenario;
    this.invariants = new Invariants(scenario.model);
    this.store = new SimulatedStore(scheduler, this.invariants);
    const { workers, model } = scenario;
    this.coordinator = new CoordinatorNode(this, policyOf(workers, model));
  }

  get model(): Model {
    return this.#scenario.model;
  }

  /** The round at whose edge a command ended training. */
  get stoppedAfter(): number | undefined {
    return this.#stoppedAfter;
  }

  /** Whether something was done that may fail the job. */
  get isFaulty(): boolean {
    return this.#isFaulty;
  }

  /** The coordinator is ready: the launcher starts the workers, and time begins for what goes wrong. */
  leads(): void {
    const { workers, fault, commands, strangersAtMs } = this.#scenario;
    for (let number = 0; number < workers; number++) {
      this.workers.push(new WorkerNode(this, number));
      this.scheduler.after(this.scheduler.random.between(0, 300), () => {
        this.#open(number);
      });
    }
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
    if (fault.kind !== "none")
      this.scheduler.after(fault.atMs, () => {
        this.#strike(fault);
      });
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

  stopsAfter(round: number): void {
    this.#stoppedAfter ??= round;
  }

  #open(number: number): void {
    const worker = must(this.workers[number], "a worker");
    const down = new Pipe<Downward>(this.scheduler, worker);
    const member = { workerId: worker.workerId, order: number, host: "host", pid: number };
    worker.open(new Pipe(this.scheduler, this.coordinator.session(member, down)));
  }

  #strike(fault: Exclude<Fault, { kind: "none" }>): void {
    if (this.coordinator.isOver) return;
    if (fault.kind !== "usurp" && this.coordinator.state.members.length < this.workers.length) {
      // A worker that dies before its session is open is the launcher's business, who is not here.
      this.scheduler.after(50, () => {
        this.#strike(fault);
      });
      return;
    }
    this.#isFaulty = true;
    this.scheduler.note(`fault: ${fault.kind}`);
    if (fault.kind === "usurp") {
      this.#usurp();
      return;
    }
    const worker = must(this.workers[fault.worker], "a worker");
    if (fault.kind === "kill") worker.kill();
    else if (fault.kind === "hang") worker.hang();
    else worker.cut(must(this.workers[fault.other], "another worker").address);
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
    const stranger = random.pick([
      { jobUid: JOB_UID, generation: Math.max(0, generation - 1), address: "memory:0" },
      { jobUid: "another job", generation, address: "memory:0" },
      { jobUid: JOB_UID, generation, address: "memory:stranger" },
    ]);
    this.dial(target.address, stranger, { receive: () => undefined, closed: () => undefined });
    target.sendStale();
  }
}

/** All are waited for: in this version nobody joins later. */
function policyOf(workers: number, { program }: Model): MembershipPolicy {
  const { microBatches } = program;
  return { ...DEFAULT_BUDGETS, replicas: workers, min: workers, microBatches, strictNumerics: true };
}
