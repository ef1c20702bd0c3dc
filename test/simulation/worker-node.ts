// A worker in a simulation: one life from its registration to its end.
import { must } from "../../common/errors.ts";
import type { Comer } from "../../coordinator/membership/events.ts";
import type { Order } from "../../coordinator/membership/state.ts";
import { Computing } from "./computing.ts";
import type { Dial, Downward, Upward } from "./messages.ts";
import type { Pipe, Receiver } from "./network.ts";
import { type End, type Life, Process } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";
import { WorkerLinks } from "./worker-links.ts";
import { WorkerRounds } from "./worker-rounds.ts";

const HEARTBEAT_MS = 250;

type Start = Extract<Order, { kind: "start" }>;

export class WorkerNode implements Receiver<Downward> {
  readonly address: string;
  /** What faults are done to. */
  readonly process: Process;
  readonly links: WorkerLinks;
  readonly computing: Computing;
  readonly rounds: WorkerRounds;
  readonly #born: Comer;
  readonly #world: Surroundings;
  #session: Pipe<Upward> | undefined;
  #token = 0;
  /** The newest that was wanted. */
  #generation = 0;
  #start: Start | undefined;
  #isReady = false;
  #drains = false;
  /** What is said again on a new session. */
  #inHand: Upward | undefined;
  /** Of the generation. */
  #said: Upward[] = [];

  constructor(world: Surroundings, number: number) {
    const workerId = `worker-${number}`;
    this.#world = world;
    this.#born = { workerId, order: number, host: "host", pid: number };
    this.address = `memory:${number}`;
    const process = new Process(world.scheduler, workerId);
    this.process = process;
    this.computing = new Computing(world, process, {
      run: (lo, hi, { number: round }, done) => {
        const run: Upward = { kind: "run", run: { round, lo, hi }, done };
        this.#inHand = done ? undefined : run;
        this.#say(run);
      },
      died: () => {
        this.kill();
      },
      failed: (reason) => {
        this.#finish(reason, "failed");
      },
      refused: (reason) => {
        this.#say({ kind: "failed", message: reason });
      },
    });
    this.links = new WorkerLinks(world, this.address, {
      run: (act) => {
        process.run(act);
      },
      linked: () => {
        world.scheduler.note(`${workerId}: linked in generation ${this.#generation}`);
        this.rounds.start();
      },
      frame: (from, frame) => {
        world.invariants.landed(workerId, this.#generation, frame.generation);
        this.rounds.take(from, frame);
      },
      lost: (rank) => {
        this.#tellIfNeeded(rank);
      },
      relinked: (rank) => {
        this.#tellLost(rank);
      },
    });
    this.rounds = this.#roundsOf(process);
  }

  get workerId(): string {
    return this.#born.workerId;
  }

  /** As it says when a session opens. */
  get comer(): Comer {
    const start = this.#start;
    if (start === undefined || start.generation < this.#generation) return this.#born;
    return { ...this.#born, started: { generation: start.generation, planHash: start.plan.hash } };
  }

  get life(): Life {
    return this.process.life;
  }

  get session(): Pipe<Upward> | undefined {
    return this.#session;
  }

  /** A session: the first one, or another after one that broke. */
  open(session: Pipe<Upward>): void {
    this.process.run(() => {
      this.#opened(session);
    });
  }

  #opened(session: Pipe<Upward>): void {
    const isFirst = this.#session === undefined;
    this.#session = session;
    this.#say({ kind: "opened" });
    this.#sayAgain();
    if (!isFirst) return;
    this.process.after(this.#world.scheduler.random.between(0, 1000), () => {
      this.#isReady = true;
      this.#sayAgain();
    });
    this.#beat();
  }

  visit(dial: Dial): void {
    if (this.process.hasEnded) dial.back.break();
    else
      this.process.run(() => {
        this.links.visit(dial);
      });
  }

  /** An order of the coordinator. */
  receive(message: Downward): void {
    this.process.run(() => {
      this.#obey(message);
    });
  }

  /** The session is gone. It is opened again; a coordinator that leads no more sends this worker away then. */
  closed(): void {
    this.process.after(this.#world.scheduler.random.between(50, 300), () => {
      this.#world.reopen(this.workerId);
    });
  }

  sendAway(): void {
    this.process.run(() => {
      this.#leave("sent away");
    });
  }

  kill(): void {
    if (!this.process.hasEnded) this.#leave("dead");
  }

  /** It is asked to end. */
  drain(): void {
    this.process.run(() => {
      this.#drains = true;
      this.#sayAgain();
    });
  }

  /** Frames that an older generation left on the standing links. */
  sendStale(): void {
    const body = { kind: "gather", offset: 0, bytes: new Uint8Array(1), of: 1 } as const;
    const generation = (this.#start?.generation ?? 0) - 1;
    this.links.sendStale({ generation, round: this.rounds.exchange, stateHash: "", body });
  }

  /** S7. */
  checkHeld(): void {
    if (this.process.isRunning) this.#world.invariants.holds(this.workerId, this.rounds.holdings.sumHash);
  }

  #roundsOf(process: Process): WorkerRounds {
    return new WorkerRounds(this.#world, process, this.computing, {
      send: (to, frame) => {
        if (process.isRunning) this.links.send(to, frame);
      },
      begun: () => {
        const ranks = this.#start?.plan.members.length ?? 0;
        for (let rank = 0; rank < ranks; rank++)
          if (rank !== this.#start?.rank && this.links.isLost(rank)) this.#tellIfNeeded(rank);
      },
      completed: (isFirst) => {
        if (isFirst && this.#start?.plan.quotas[this.#start.rank] === 0) this.#finish("drained", "drained");
      },
      ended: () => {
        this.#say({ kind: "trained" });
        this.#finish(undefined, "done");
      },
      diverged: (reason) => {
        this.#sayOfGeneration({ kind: "diverged", generation: this.#generation, reason });
      },
      wrongNumbers: (rank, reason) => {
        const peer = must(this.#start?.plan.members[rank], "a member").workerId;
        this.#sayOfGeneration({ kind: "wrong-numbers", peer, generation: this.#generation, reason });
      },
      failed: (reason) => {
        this.#say({ kind: "failed", message: reason });
      },
    });
  }

  #obey({ token, order }: Downward): void {
    if (token < this.#token) return; // S5: a leader with a lower token is obeyed by nobody
    this.#token = token;
    switch (order.kind) {
      case "reconfigure":
        this.#world.invariants.ordered(this.workerId, order.generation);
        this.#reconfigure(order.generation);
        return;
      case "start":
        this.#world.invariants.ordered(this.workerId, order.generation);
        this.#join(order);
        return;
      case "command":
        this.rounds.command(order.command);
        return;
      case "shutdown":
        this.#leave("sent away");
    }
  }

  /** Told again, it answers again. */
  #reconfigure(generation: number): void {
    if (generation < this.#generation || this.#start?.generation === generation) return;
    this.#generation = generation;
    this.#said = [];
    this.links.interrupt();
    this.rounds.interrupt();
    const report = this.rounds.report(generation);
    this.#world.scheduler.note(`${this.workerId}: ${JSON.stringify(report)}`);
    this.#say({ kind: "reported", report });
  }

  #join(start: Start): void {
    if (start.generation < this.#generation || this.#start?.generation === start.generation) return;
    this.#start = start;
    const { generation, rank, plan } = start;
    this.rounds.enter({ workerId: this.workerId, generation, rank, plan });
    this.links.join(
      generation,
      plan.members.map(({ address }) => address),
    );
  }

  /** A peer that has left without owing anything is at its end, as this one soon will be. */
  #tellIfNeeded(rank: number): void {
    if (this.#start?.generation === this.#generation && this.rounds.needs(rank)) this.#tellLost(rank);
  }

  #tellLost(rank: number): void {
    const peer = this.#start?.plan.members[rank];
    if (peer === undefined) return;
    this.#sayOfGeneration({ kind: "peer-lost", peer: peer.workerId, generation: this.#generation });
  }

  #sayOfGeneration(message: Upward): void {
    this.#said.push(message);
    this.#say(message);
  }

  #finish(reason: string | undefined, life: End): void {
    this.#say({ kind: "left", reason });
    this.#leave(life);
  }

  #leave(life: End): void {
    if (this.process.hasEnded) return;
    this.process.end(life);
    if (life === "dead") {
      this.links.break();
      this.#session?.break();
    } else {
      this.links.end();
      this.#session?.end();
    }
    this.#world.exited(this.workerId);
  }

  #say(message: Upward): void {
    if (this.process.isRunning) this.#session?.send(message);
  }

  /** What holds, on a new session. */
  #sayAgain(): void {
    if (this.#isReady) this.#say({ kind: "ready", info: { address: this.address, device: "cpu", numerics: {} } });
    if (this.#drains) this.#say({ kind: "drain", reason: "it was asked to end" });
    if (this.#inHand !== undefined) this.#say(this.#inHand);
    for (const message of this.#said) this.#say(message);
  }

  #beat(): void {
    this.#say({ kind: "heartbeat" });
    if (this.rounds.exchange > 5) this.#say({ kind: "speed", perSecond: 1000 / this.computing.msPerMicroBatch });
    this.process.after(HEARTBEAT_MS, () => {
      this.#beat();
    });
  }
}
