// Links within one process, for tests. They keep what a socket keeps: bytes are read from the sender's memory only when they are
// delivered (K1), a turn of the event loop after `send`, and a link is full before it has swallowed a large vector.
import { type Accept, FRAME_LIMITS, type Link, type LinkEvents, type Transport } from "./link.ts";
import { deliver } from "./stream-link.ts";

const SCHEME = "memory:";
/** Bytes under way before a link is full, and the most that arrive in one piece. */
const HIGH_WATER_BYTES = 65_536;
const PIECE_BYTES = 40_000;

/** Those who can reach each other. */
export class MemoryNetwork {
  readonly #listeners = new Map<string, Accept>();
  #count = 0;

  transport(): Transport {
    return {
      frameBytes: FRAME_LIMITS.memory,
      readBytes: 262_144,
      listen: (accept) => {
        const address = `${SCHEME}${this.#count++}`;
        this.#listeners.set(address, accept);
        return Promise.resolve({ address, close: () => Promise.resolve(void this.#listeners.delete(address)) });
      },
      dial: (address, events) => {
        const accept = this.#listeners.get(address);
        if (accept === undefined) return Promise.reject(new Error(`nobody listens on ${address}`));
        const [here, there] = [new MemoryLink(), new MemoryLink()];
        here.join(events, there);
        there.join(accept(there), here);
        return Promise.resolve(here);
      },
    };
  }
}

class MemoryLink implements Link {
  #events: LinkEvents | undefined;
  #peer: MemoryLink | undefined;
  readonly #outgoing: Uint8Array[] = [];
  #queuedBytes = 0;
  #isScheduled = false;
  #isPaused = false;
  #isEnding = false;
  #isClosed = false;

  join(events: LinkEvents, peer: MemoryLink): void {
    this.#events = events;
    this.#peer = peer;
    this.#schedule();
  }

  get isFull(): boolean {
    return this.#queuedBytes >= HIGH_WATER_BYTES;
  }

  send(parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      for (let at = 0; at < part.length; at += PIECE_BYTES) this.#outgoing.push(part.subarray(at, at + PIECE_BYTES));
      this.#queuedBytes += part.length;
    }
    this.#schedule();
  }

  lend(head: Uint8Array, payload: Uint8Array): void {
    this.send([head, payload]);
  }

  resume(): void {
    this.#isPaused = false;
    const peer = this.#peer;
    if (peer !== undefined) peer.#schedule();
  }

  end(): void {
    this.#isEnding = true;
    this.#schedule();
  }

  destroy(reason: string): void {
    this.#close(reason);
    const peer = this.#peer;
    if (peer !== undefined)
      setImmediate(() => {
        peer.#close("the other side closed the connection");
      });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#peer === undefined) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#deliverOne();
    });
  }

  #deliverOne(): void {
    const peer = this.#peer;
    if (this.#isClosed || peer === undefined || peer.#events === undefined || peer.#isPaused) return;
    const piece = this.#outgoing.shift();
    if (piece === undefined) {
      if (this.#isEnding) this.destroy("ended");
      return;
    }
    const queuedBefore = this.#queuedBytes;
    this.#queuedBytes -= piece.length;
    peer.#isPaused = !deliver(peer.#events, piece);
    if (queuedBefore >= HIGH_WATER_BYTES && this.#queuedBytes < HIGH_WATER_BYTES) this.#events?.drain();
    this.#schedule();
  }

  #close(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events?.closed(reason);
  }
}
