// A worker's links to its peers: for each peer one that it dialed and reads from, and one that the peer dialed and it writes to.
import { must } from "../../common/errors.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import type { Back, Dial, Frame } from "./messages.ts";
import type { Pipe, Receiver } from "./network.ts";
import type { Surroundings } from "./surroundings.ts";

export const JOB_UID = "job";

export interface LinkOwner {
  /** All links stand. */
  linked(): void;
  frame(from: number, frame: Frame): void;
  lost(rank: number, reason: string): void;
}

export class WorkerLinks {
  readonly #world: Surroundings;
  readonly #address: string;
  readonly #owner: LinkOwner;
  readonly #writes = new Map<number, Pipe<Back>>();
  readonly #standing = new Set<number>();
  #visitors: Dial[] = [];
  #generation = 0;
  #addresses: readonly string[] = [];

  constructor(world: Surroundings, address: string, owner: LinkOwner) {
    this.#world = world;
    this.#address = address;
    this.#owner = owner;
  }

  join(generation: number, addresses: readonly string[]): void {
    this.#generation = generation;
    this.#addresses = addresses;
    const hello = { jobUid: JOB_UID, generation, address: this.#address };
    for (const [rank, address] of addresses.entries())
      if (address !== this.#address) this.#world.dial(address, hello, this.#reader(rank));
    const visitors = this.#visitors;
    this.#visitors = [];
    for (const visitor of visitors) this.visit(visitor);
    this.#check();
  }

  /** Somebody dialed. */
  visit(dial: Dial): void {
    const hall = { jobUid: JOB_UID, generation: this.#generation, addresses: this.#addresses };
    const verdict = this.#world.parts.judgeHello(dial.hello, hall);
    if (verdict.kind === "wait") {
      this.#visitors.push(dial);
      return;
    }
    if (verdict.kind === "refuse") {
      dial.back.send(verdict);
      dial.back.end();
      return;
    }
    this.#checkAccepted(dial.hello);
    dial.back.send({ kind: "accept" });
    this.#writes.set(verdict.rank, dial.back);
    this.#check();
  }

  send(to: number, frame: Omit<Frame, "generation">): void {
    const pipe = must(this.#writes.get(to), `a link to rank ${to}`);
    pipe.send({ kind: "frame", frame: { ...frame, generation: this.#generation } });
  }

  /** To all, as it is: what an older generation left. */
  sendStale(frame: Frame): void {
    for (const pipe of this.#writes.values()) pipe.send({ kind: "frame", frame });
  }

  /** After what was sent. */
  end(): void {
    for (const pipe of this.#writes.values()) pipe.end();
    for (const { back } of this.#visitors) back.end();
  }

  break(): void {
    for (const pipe of this.#writes.values()) pipe.break();
    for (const { back } of this.#visitors) back.break();
  }

  breakTo(address: string): void {
    this.#writes.get(this.#addresses.indexOf(address))?.break();
  }

  #reader(rank: number): Receiver<Back> {
    return {
      receive: (message) => {
        if (message.kind === "frame") this.#owner.frame(rank, message.frame);
        else if (message.kind === "refuse") this.#owner.lost(rank, message.reason);
        else {
          this.#standing.add(rank);
          this.#check();
        }
      },
      closed: () => {
        this.#owner.lost(rank, "the link closed");
      },
    };
  }

  #check(): void {
    const others = this.#addresses.length - 1;
    if (others >= 0 && this.#standing.size === others && this.#writes.size === others) this.#owner.linked();
  }

  /** S4. */
  #checkAccepted({ jobUid, generation, address }: Hello): void {
    if (jobUid !== JOB_UID || generation !== this.#generation || !this.#addresses.includes(address))
      this.#world.invariants.violated(
        "S4",
        `${this.#address} accepted ${address} of job ${jobUid}, generation ${generation}`,
      );
  }
}
