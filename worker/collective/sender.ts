// The writing half of a link: a queue of frames that goes out as fast as the link takes it. What is queued is bounded by the round: a
// member sends each of its blocks once.
import type { Link } from "../links/link.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import type { Traffic } from "./traffic.ts";

/** Shorter payloads are copied with their header: a direct read, or the pipe and calls of lending, take longer than the copy. */
const LONG_BYTES = 131_072;

const NOTHING = new Uint8Array(0);

interface Queued {
  readonly frame: Frame;
  readonly payload: Uint8Array | undefined;
  /** Asked when the frame leaves: the first bytes need not wait for the checks of all others. */
  readonly checkOf: (() => number) | undefined;
}

export class Sender {
  readonly link: Link;
  #queue: Queued[] = [];
  #next = 0;
  #isEnding = false;
  readonly #traffic: Traffic;
  readonly #memory: ArrayBufferLike;
  #isReadDirectly = false;

  /** @param memory whose long payloads stay as they are until they have arrived */
  constructor(link: Link, memory: ArrayBufferLike, traffic: Traffic) {
    this.link = link;
    this.#memory = memory;
    this.#traffic = traffic;
  }

  /** Nothing waits to leave. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && !this.link.isFull;
  }

  /** Queues a frame; `pump` sends it. */
  push(frame: Frame, payload?: Uint8Array, checkOf?: () => number): void {
    this.#queue.push({ frame, payload, checkOf });
  }

  /** From now on the other side reads long payloads that lie in the memory for itself. */
  leavePayloads(): void {
    this.#isReadDirectly = true;
  }

  /** Hands frames to the link while it has room; goes on when the link's owner calls it at `drain`. */
  pump(): void {
    while (!this.link.isFull) {
      const next = this.#queue[this.#next];
      if (next === undefined) break;
      this.#next++;
      this.#send(next);
    }
    if (this.#next < this.#queue.length) return;
    this.#queue = [];
    this.#next = 0;
    if (this.#isEnding) this.link.end();
  }

  /** Forgets what has not begun to leave: frames of a generation that is over. */
  clear(): void {
    this.#queue = [];
    this.#next = 0;
  }

  /** Ends the link once the queue has left. */
  end(): void {
    this.#isEnding = true;
    this.pump();
  }

  #send({ frame: queued, payload = NOTHING, checkOf }: Queued): void {
    const isLong = payload.buffer === this.#memory && payload.length >= LONG_BYTES;
    const isDirect = isLong && this.#isReadDirectly;
    const offset = isDirect ? payload.byteOffset : queued.offset;
    const payloadCheck = checkOf?.() ?? queued.payloadCheck;
    const header = encodeFrame({ ...queued, offset, isDirect, payloadCheck });
    if (isLong && !isDirect) this.link.lend(header, payload);
    else this.link.send(isDirect || payload.length === 0 ? [header] : [header, payload]);
    this.#traffic.sentBytes += header.length + payload.length;
  }
}
