// The writing half of a link: a queue of frames that goes out as fast as the link takes it. What is queued is bounded by the round: a
// member sends each of its blocks once. Results overtake blocks: what was just summed is still in the cache.
import type { Link } from "../links/link.ts";
import { Fifo } from "./fifo.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import type { Traffic } from "./traffic.ts";

/** Shorter payloads come with their header in one read. */
const DIRECT_BYTES = 32_768;

interface Queued {
  readonly frame: Frame;
  readonly payload: Uint8Array | undefined;
  /** Asked when the frame leaves: the first bytes need not wait for the checks of all others. */
  readonly checkOf: (() => number) | undefined;
}

export class Sender {
  readonly link: Link;
  readonly #results = new Fifo<Queued>();
  readonly #others = new Fifo<Queued>();
  #isEnding = false;
  readonly #traffic: Traffic;
  #readable: ArrayBufferLike | undefined;

  constructor(link: Link, traffic: Traffic) {
    this.link = link;
    this.#traffic = traffic;
  }

  /** Nothing waits to leave. */
  get isIdle(): boolean {
    return this.#results.isEmpty && this.#others.isEmpty && !this.link.isFull;
  }

  /** Queues a frame; `pump` sends it. */
  push(frame: Frame, payload?: Uint8Array, checkOf?: () => number): void {
    (frame.kind === "result" ? this.#results : this.#others).push({ frame, payload, checkOf });
  }

  /** From now on the other side reads long payloads that lie in `memory` for itself. */
  leaveIn(memory: ArrayBufferLike): void {
    this.#readable = memory;
  }

  /** Hands frames to the link while it has room; goes on when the link's owner calls it at `drain`. */
  pump(): void {
    while (!this.link.isFull) {
      const next = this.#results.shift() ?? this.#others.shift();
      if (next === undefined) break;
      this.#send(next);
    }
    if (this.#isEnding && this.#results.isEmpty && this.#others.isEmpty) this.link.end();
  }

  /** Forgets what has not begun to leave: frames of a generation that is over. */
  clear(): void {
    this.#results.clear();
    this.#others.clear();
  }

  /** Ends the link once the queue has left. */
  end(): void {
    this.#isEnding = true;
    this.pump();
  }

  #send({ frame: queued, payload, checkOf }: Queued): void {
    const isDirect = payload !== undefined && payload.buffer === this.#readable && payload.length >= DIRECT_BYTES;
    const offset = isDirect ? payload.byteOffset : queued.offset;
    const payloadCheck = checkOf?.() ?? queued.payloadCheck;
    const header = encodeFrame({ ...queued, offset, isDirect, payloadCheck });
    this.link.send(isDirect || payload === undefined || payload.length === 0 ? [header] : [header, payload]);
    this.#traffic.sentBytes += header.length + (payload?.length ?? 0);
  }
}
