// A worker's links to its peers: for each peer one that it dialed and reads from, and one that the peer dialed and it writes to. Links to
// peers that stay are kept from generation to generation: frames of a newer one wait in them, those of an older one are read over.
import { must } from "../../common/errors.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import type { Back, Dial, Frame } from "./messages.ts";
import type { Pipe, Receiver } from "./network.ts";
import type { Surroundings } from "./surroundings.ts";

export const JOB_UID = "job";

/** A link on which nothing has come for so long is given up (worker/collective/pulse.ts). */
const QUIET_MS = 1500;

export interface LinkOwner {
  /** All links of the generation stand. */
  linked(): void;
  frame(from: number, frame: Frame): void;
  /** A rank of the generation can't be reached. */
  lost(rank: number): void;
  /** It has linked anew: what was sent to it before may not have arrived. */
  relinked(rank: number): void;
  /** Runs what came over a link, now or when the process goes on. */
  run(act: () => void): void;
}

interface Reading {
  readonly address: string;
  /** That the hello spoke of. */
  readonly generation: number;
  isStanding: boolean;
  isClosed: boolean;
  frames: Frame[];
}

export class WorkerLinks {
  readonly #world: Surroundings;
  readonly #address: string;
  readonly #owner: LinkOwner;
  readonly #writes = new Map<string, Pipe<Back>>();
  readonly #reads = new Map<string, Reading>();
  readonly #spoiled = new Set<string>();
  #visitors: Dial[] = [];
  #generation = 0;
  #addresses: readonly string[] = [];
  /** "over": a newer generation is wanted; "begun": frames of this one are passed on. */
  #phase: "over" | "joining" | "begun" = "over";

  constructor(world: Surroundings, address: string, owner: LinkOwner) {
    this.#world = world;
    this.#address = address;
    this.#owner = owner;
  }

  /** The generation is over; who is in the next one is not known yet. */
  interrupt(): void {
    this.#phase = "over";
  }

  join(generation: number, addresses: readonly string[]): void {
    this.#generation = generation;
    this.#addresses = addresses;
    this.#phase = "joining";
    for (const [address, pipe] of this.#writes) {
      if (addresses.includes(address)) continue;
      pipe.break();
      this.#writes.delete(address);
    }
    for (const address of this.#reads.keys()) if (!addresses.includes(address)) this.#reads.delete(address);
    for (const address of addresses)
      if (address !== this.#address && this.#reads.get(address)?.isClosed !== false) this.#dial(address);
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
    const address = must(this.#addresses[verdict.rank], "an address");
    const before = this.#writes.get(address);
    this.#writes.set(address, dial.back);
    before?.break();
    if (before !== undefined && this.#phase === "begun") this.#owner.relinked(verdict.rank);
    this.#check();
  }

  send(to: number, frame: Omit<Frame, "generation">): void {
    const address = must(this.#addresses[to], "an address");
    const isSpoiled = this.#spoiled.delete(address);
    this.#writes.get(address)?.send({ kind: "frame", frame: { ...frame, generation: this.#generation }, isSpoiled });
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
    this.#writes.get(address)?.break();
    this.#writes.delete(address);
  }

  /** What goes to a peer from now on disappears. */
  swallow(address: string): void {
    this.#writes.get(address)?.break(QUIET_MS);
  }

  /** What goes to a peer from now on takes so long. */
  delay(address: string, ms: number): void {
    if (ms < QUIET_MS) this.#writes.get(address)?.holdUp(ms);
    else this.swallow(address);
  }

  /** The next frame to a peer has a wrong bit. */
  spoil(address: string): void {
    this.#spoiled.add(address);
  }

  /** Whether what a rank sends can't come any more. */
  isLost(rank: number): boolean {
    return this.#reads.get(must(this.#addresses[rank], "an address"))?.isClosed === true;
  }

  #dial(address: string): void {
    const generation = this.#generation;
    const reading: Reading = { address, generation, isStanding: false, isClosed: false, frames: [] };
    this.#reads.set(address, reading);
    const hello = { jobUid: JOB_UID, generation, address: this.#address };
    this.#world.dial(address, hello, {
      receive: (message) => {
        this.#owner.run(() => {
          this.#hear(reading, message);
        });
      },
      closed: () => {
        this.#owner.run(() => {
          this.#closed(reading);
        });
      },
    } satisfies Receiver<Back>);
  }

  #hear(reading: Reading, message: Back): void {
    if (this.#reads.get(reading.address) !== reading || reading.isClosed) return;
    switch (message.kind) {
      case "accept":
        reading.isStanding = true;
        this.#check();
        return;
      case "frame":
        if (message.isSpoiled === true) {
          this.#closed(reading);
          return;
        }
        reading.frames.push(message.frame);
        this.#pass(reading);
        return;
      case "refuse":
        // It is in another generation: this one is over, or its own link is to be dialed anew.
        reading.isClosed = true;
        if (reading.generation < this.#generation) this.#dial(reading.address);
    }
  }

  #closed(reading: Reading): void {
    if (reading.isClosed || this.#reads.get(reading.address) !== reading) return;
    reading.isClosed = true;
    const rank = this.#addresses.indexOf(reading.address);
    if (rank >= 0) this.#owner.lost(rank);
  }

  #check(): void {
    if (this.#phase !== "joining") return;
    const others = this.#addresses.filter((address) => address !== this.#address);
    if (!others.every((address) => this.#writes.has(address) && this.#reads.get(address)?.isStanding === true)) return;
    this.#phase = "begun";
    this.#owner.linked();
    for (const reading of this.#reads.values()) this.#pass(reading);
  }

  /** In order; those of a newer generation wait for it. */
  #pass(reading: Reading): void {
    while (
      this.#phase === "begun" &&
      reading.frames[0] !== undefined &&
      reading.frames[0].generation <= this.#generation
    ) {
      const [frame, ...rest] = reading.frames;
      reading.frames = rest;
      const rank = this.#addresses.indexOf(reading.address);
      if (this.#world.parts.isCurrent(frame.generation, this.#generation)) this.#owner.frame(rank, frame);
    }
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
