// A worker in a simulation: one life from its registration to its end. It can be killed, and it can hang.
import type { Order } from "../../coordinator/membership/state.ts";
import type { Dial, Downward, Upward } from "./messages.ts";
import type { Pipe, Receiver } from "./network.ts";
import { WorkerLinks } from "./worker-links.ts";
import { WorkerRounds } from "./worker-rounds.ts";
import type { Surroundings } from "./surroundings.ts";

const HEARTBEAT_MS = 250;

export type Life = "alive" | "done" | "sent away" | "dead" | "hung";

export class WorkerNode implements Receiver<Downward> {
  readonly workerId: string;
  readonly address: string;
  readonly #world: Surroundings;
  readonly #links: WorkerLinks;
  readonly #rounds: WorkerRounds;
  /** Ranks whose link has closed, and why. */
  readonly #left = new Map<number, string>();
  #session: Pipe<Upward> | undefined;
  #life: Life = "alive";
  #token = 0;
  #generation = 0;
  #order: Extract<Order, { kind: "start" }> | undefined;
  #isRunning = false;

  constructor(world: Surroundings, number: number) {
    this.#world = world;
    this.workerId = `worker-${number}`;
    this.address = `memory:${number}`;
    this.#links = new WorkerLinks(world, this.address, {
      linked: () => {
        this.#run();
      },
      frame: (from, frame) => {
        if (!this.#isAlive) return;
        if (!this.#world.parts.isCurrent(frame.generation, this.#generation)) return; // read over
        this.#world.invariants.landed(this.workerId, this.#generation, frame.generation);
        this.#rounds.take(from, frame);
      },
      lost: (rank, reason) => {
        this.#left.set(rank, reason);
        this.#tellIfNeeded(rank);
      },
    });
    this.#rounds = new WorkerRounds(world, {
      send: (to, frame) => {
        this.#links.send(to, frame);
      },
      begun: () => {
        for (const rank of this.#left.keys()) this.#tellIfNeeded(rank);
      },
      ended: () => {
        this.#finish();
      },
      failed: (reason) => {
        this.#say({ kind: "failed", message: reason });
      },
    });
  }

  get life(): Life {
    return this.#life;
  }

  get stateHash(): string {
    return this.#rounds.stateHash;
  }

  open(session: Pipe<Upward>): void {
    this.#session = session;
    const { scheduler } = this.#world;
    this.#say({ kind: "opened" });
    scheduler.after(scheduler.random.between(0, 1000), () => {
      this.#say({ kind: "ready", info: { address: this.address, device: "cpu", numerics: {} } });
    });
    this.#beat();
  }

  visit(dial: Dial): void {
    if (this.#isAlive) this.#links.visit(dial);
    else if (this.#life !== "hung") dial.back.break();
  }

  /** An order of the coordinator. */
  receive({ token, order }: Downward): void {
    if (!this.#isAlive || token < this.#token) return; // S5: a leader with a lower token is obeyed by nobody
    this.#token = token;
    switch (order.kind) {
      case "reconfigure":
        this.#world.invariants.ordered(this.workerId, order.generation);
        this.#generation = order.generation;
        this.#report();
        return;
      case "start":
        this.#world.invariants.ordered(this.workerId, order.generation);
        this.#join(order);
        return;
      case "command":
        this.#rounds.command(order.command);
        return;
      case "shutdown":
        this.#leave("sent away");
    }
  }

  /** The coordinator's session is gone: in this version nobody works without it. */
  closed(): void {
    if (this.#isAlive) this.#leave("sent away");
  }

  kill(): void {
    if (this.#isAlive) this.#leave("dead");
  }

  hang(): void {
    if (!this.#isAlive) return;
    this.#life = "hung";
    this.#rounds.stop();
    this.#world.scheduler.note(`${this.workerId}: hung`);
  }

  /** The link on which this one writes to another breaks. */
  cut(address: string): void {
    this.#links.breakTo(address);
  }

  /** Frames that an older generation left on the standing links. */
  sendStale(): void {
    const body = { kind: "gather", offset: 0, bytes: new Uint8Array(1), of: 1 } as const;
    this.#links.sendStale({ generation: this.#generation - 1, round: this.#rounds.number, stateHash: "", body });
  }

  /** S7. */
  checkHeld(): void {
    if (this.#isAlive) this.#world.invariants.holds(this.workerId, this.#rounds.heldSumHash);
  }

  get #isAlive(): boolean {
    return this.#life === "alive";
  }

  #say(message: Upward): void {
    if (this.#isAlive) this.#session?.send(message);
  }

  #report(): void {
    const { number: round, stateHash } = this.#rounds;
    this.#say({
      kind: "reported",
      report: { generation: this.#generation, round, stateHash, fresh: false, leaves: 0, held: [] },
    });
  }

  #join(order: Extract<Order, { kind: "start" }>): void {
    if (this.#order?.generation === order.generation) return; // told again
    this.#order = order;
    const { generation, rank, plan } = order;
    const { members, quotas } = plan;
    const ids = members.map(({ workerId }) => workerId);
    this.#world.invariants.started(generation, ids, this.#rounds.number);
    this.#rounds.enter({ workerId: this.workerId, generation, rank, quotas });
    this.#links.join(
      generation,
      members.map(({ address }) => address),
    );
  }

  #run(): void {
    if (!this.#isAlive || this.#isRunning) return;
    this.#isRunning = true;
    this.#rounds.start();
  }

  /** A peer that has left without owing anything is at its end, as this one soon will be; else the job can't go on. */
  #tellIfNeeded(rank: number): void {
    if (!this.#isAlive || !this.#rounds.needs(rank)) return;
    const { scheduler } = this.#world;
    scheduler.note(`${this.workerId}: lost rank ${rank}`);
    // If the peer is gone the coordinator sees it itself; if only the link is, it has to be told.
    scheduler.after(3000, () => {
      this.#say({ kind: "failed", message: `rank ${rank} is lost: ${this.#left.get(rank) ?? ""}` });
    });
  }

  #finish(): void {
    if (this.#order?.rank === 0) this.#say({ kind: "trained" });
    this.#say({ kind: "left", reason: undefined });
    this.#leave("done");
  }

  #leave(life: "done" | "sent away" | "dead"): void {
    this.#life = life;
    this.#rounds.stop();
    this.#world.scheduler.note(`${this.workerId}: ${life}`);
    if (life === "dead") {
      this.#links.break();
      this.#session?.break();
    } else {
      this.#links.end();
      this.#session?.end();
    }
  }

  #beat(): void {
    if (!this.#isAlive) return;
    this.#say({ kind: "heartbeat" });
    this.#world.scheduler.after(HEARTBEAT_MS, () => {
      this.#beat();
    });
  }
}
