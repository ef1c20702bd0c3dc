// A link that a peer dialed and we write to: hears its hello, then carries our frames.
import type { Link, LinkEvents, Transport } from "../links/link.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import { greeting, type Hello, MAX_GREETING_BYTES, parseHello } from "./handshake.ts";
import { type FrameOwner, NO_PAYLOAD, type Placement, Receiver } from "./receiver.ts";
import { Sender } from "./sender.ts";
import type { Traffic } from "./traffic.ts";

const NOTHING = new Uint8Array(0);

export interface WriteLinkOwner {
  hello(link: WriteLink, hello: Hello): void;
  closed(link: WriteLink, reason: string): void;
  /** For the reason of a refusal: what a stale dialer must catch up to. */
  readonly generation: number;
  /** Where what is sent lies. */
  readonly memory: SentMemory;
}

/** A memory, and what tells a dialer how to read it directly: nothing where it can't. */
export interface SentMemory {
  readonly buffer: ArrayBufferLike;
  readonly offer: Uint8Array;
}

/** @param buffer the memory that a worker shares with its compute thread */
export function sentMemory(buffer: ArrayBufferLike, { direct }: Transport): SentMemory {
  return { buffer, offer: direct?.offer(new Uint8Array(buffer)) ?? NOTHING };
}

export class WriteLink implements LinkEvents, FrameOwner {
  readonly sender: Sender;
  readonly #link: Link;
  readonly #owner: WriteLinkOwner;
  readonly #receiver: Receiver;
  readonly #greeting = new Uint8Array(MAX_GREETING_BYTES);
  #heard: Hello | undefined;
  #isClosed = false;

  constructor(link: Link, owner: WriteLinkOwner, traffic: Traffic) {
    this.#link = link;
    this.#owner = owner;
    this.sender = new Sender(link, owner.memory.buffer, traffic);
    this.#receiver = new Receiver(this, MAX_GREETING_BYTES, traffic);
  }

  /** What the dialer said; undefined until then. */
  get heard(): Hello | undefined {
    return this.#heard;
  }

  get isOpen(): boolean {
    return !this.#isClosed;
  }

  accept(): void {
    const { offer } = this.#owner.memory;
    this.#link.send([encodeFrame(greeting("accept", this.#owner.generation, offer.length)), offer]);
  }

  /** Tells the dialer why, and closes. */
  refuse(reason: string): void {
    const payload = new TextEncoder().encode(reason).subarray(0, MAX_GREETING_BYTES);
    this.#link.send([encodeFrame(greeting("refuse", this.#owner.generation, payload.length)), payload]);
    this.#link.end();
  }

  destroy(reason: string): void {
    this.#link.destroy(reason);
    this.closed(reason);
  }

  buffer(): Uint8Array {
    return this.#receiver.buffer();
  }

  read(bytes: number): boolean {
    return !this.#isClosed && this.#receiver.read(bytes);
  }

  drain(): void {
    if (!this.#isClosed) this.sender.pump();
  }

  closed(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#owner.closed(this, reason);
  }

  place(frame: Frame): Placement {
    if (frame.kind === "direct" && this.#heard !== undefined && frame.payloadBytes === 0) return NO_PAYLOAD;
    if (frame.kind !== "hello" || this.#heard !== undefined)
      return { kind: "refuse", reason: `a frame of kind ${frame.kind} where a hello was expected` };
    if (frame.payloadBytes > MAX_GREETING_BYTES || frame.payloadBytes === 0)
      return { kind: "refuse", reason: `a hello of ${frame.payloadBytes} bytes` };
    return { kind: "into", bytes: this.#greeting.subarray(0, frame.payloadBytes) };
  }

  /** A dialer has nothing that we would read. */
  fetch(): boolean {
    return false;
  }

  landed(frame: Frame): void {
    if (frame.kind === "direct") {
      if (this.#owner.memory.offer.length > 0) this.sender.leavePayloads();
      return;
    }
    this.#heard = parseHello(frame, this.#greeting.subarray(0, frame.payloadBytes));
    this.#owner.hello(this, this.#heard);
  }

  refused(reason: string): void {
    if (this.#heard === undefined) this.refuse(reason);
    else this.destroy(reason);
  }
}
