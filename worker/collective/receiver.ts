// The reading half of a link: finds headers in the stream and brings each payload where its owner wants it. A long payload is read
// straight into its place; a header and what comes right after it go through a small buffer of the receiver's own.
import { type Frame, FRAME_BYTES, parseFrame } from "./frame.ts";
import type { Traffic } from "./traffic.ts";

/** First read of a frame: header and the start of the payload. */
const STAGE_BYTES = 4096;
/** A payload of which less is missing is read with what follows it: one read instead of two. */
const IN_PLACE_BYTES = 2048;

/** So much is still in the cache when it is checked. */
const FETCH_BYTES = 262_144;

export type Placement =
  /** Exactly as long as the payload. `filled` is told how many of its first bytes are there. */
  | { readonly kind: "into"; readonly bytes: Uint8Array; readonly filled?: (bytes: number) => void }
  /** Read over the payload. */
  | { readonly kind: "skip" }
  /** Not yet: read nothing until `resume`. The frame is asked about again. */
  | { readonly kind: "hold" }
  | { readonly kind: "refuse"; readonly reason: string };

export interface FrameOwner {
  /** A header has come. */
  place(frame: Frame): Placement;
  /** Fills the target with the bytes from `from` on of a payload that does not follow its header. False when they can't be had. */
  fetch(frame: Frame, from: number, target: Uint8Array): boolean;
  /** Its payload is whole; not for one that was skipped. */
  landed(frame: Frame): void;
  /** The stream makes no sense, or `place` refused: close it. */
  refused(reason: string): void;
}

const NOTHING = new Uint8Array(0);

export class Receiver {
  readonly #owner: FrameOwner;
  readonly #readBytes: number;
  readonly #stage = new Uint8Array(STAGE_BYTES);
  readonly #header = new Uint8Array(FRAME_BYTES);
  #headerBytes = 0;
  /** The frame whose payload comes in, and where to; undefined target: skipped. */
  #frame: Frame | undefined;
  #target: Uint8Array | undefined;
  #whenFilled: ((bytes: number) => void) | undefined;
  #filled = 0;
  /** Where the last `buffer` pointed: a read that is under way ends there, whatever has changed since. */
  #isInPlace = false;
  /** What was read behind a header that is held. */
  #held: Uint8Array | undefined;
  #isRefused = false;
  readonly #traffic: Traffic;

  constructor(owner: FrameOwner, readBytes: number, traffic: Traffic) {
    this.#owner = owner;
    this.#traffic = traffic;
    this.#readBytes = readBytes;
  }

  /** Whether bytes still go to a place that the owner gave. */
  get isFilling(): boolean {
    return this.#target !== undefined;
  }

  buffer(): Uint8Array {
    const target = this.#target;
    this.#isInPlace =
      target !== undefined && this.#held === undefined && target.length - this.#filled >= IN_PLACE_BYTES;
    if (target === undefined || !this.#isInPlace) return this.#stage;
    return target.subarray(this.#filled, Math.min(target.length, this.#filled + this.#readBytes));
  }

  /** @returns false to read no more for now. */
  read(bytes: number): boolean {
    this.#traffic.receivedBytes += bytes;
    if (this.#isRefused) return false;
    if (!this.#isInPlace) return this.#take(this.#stage.subarray(0, bytes));
    this.#filled += bytes;
    this.#whenFilled?.(this.#filled);
    if (this.#filled === this.#target?.length) this.#finish();
    return true;
  }

  /** A frame waits for the owner, and nothing is read meanwhile. */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Asks about the held frame again. @returns whether there is to be read on. */
  resume(): boolean {
    const rest = this.#held;
    if (rest === undefined || this.#frame === undefined) return false;
    this.#held = undefined;
    return this.#begin(this.#frame, rest) && this.#take(rest);
  }

  #take(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.#frame !== undefined) at += this.#takePayload(bytes.subarray(at));
      else {
        at += this.#takeHeader(bytes.subarray(at));
        if (this.#headerBytes === FRAME_BYTES && !this.#parse(bytes.subarray(at))) return false;
        if (this.#held !== undefined) return false;
      }
    }
    return true;
  }

  #takeHeader(bytes: Uint8Array): number {
    const count = Math.min(FRAME_BYTES - this.#headerBytes, bytes.length);
    this.#header.set(count === bytes.length ? bytes : bytes.subarray(0, count), this.#headerBytes);
    this.#headerBytes += count;
    return count;
  }

  #takePayload(bytes: Uint8Array): number {
    const length = this.#frame?.payloadBytes ?? 0;
    const count = Math.min(length - this.#filled, bytes.length);
    this.#target?.set(bytes.subarray(0, count), this.#filled);
    this.#filled += count;
    if (this.#filled === length) this.#finish();
    return count;
  }

  #parse(rest: Uint8Array): boolean {
    this.#headerBytes = 0;
    const parsed = parseFrame(this.#header);
    if (parsed.kind === "malformed") return this.#refuse(parsed.reason);
    return this.#begin(parsed.frame, rest);
  }

  /** @returns false when reading stops here. */
  #begin(frame: Frame, rest: Uint8Array): boolean {
    const placement = this.#owner.place(frame);
    if (placement.kind === "refuse") return this.#refuse(placement.reason);
    this.#frame = frame;
    this.#filled = 0;
    this.#target = placement.kind === "into" ? placement.bytes : undefined;
    this.#whenFilled = placement.kind === "into" ? placement.filled : undefined;
    if (placement.kind === "hold") {
      this.#held = rest.slice();
      return false;
    }
    if (frame.isDirect) return this.#fetch(frame);
    if (frame.payloadBytes === 0) this.#finish();
    return true;
  }

  /** At once, so that an end of the link or of the generation finds nothing half read. */
  #fetch(frame: Frame): boolean {
    const target = this.#target ?? NOTHING;
    for (let from = 0; from < target.length; from += FETCH_BYTES) {
      const piece = target.subarray(from, from + FETCH_BYTES);
      if (!this.#owner.fetch(frame, from, piece))
        return this.#refuse(`${frame.payloadBytes} bytes of the sender's memory can't be read`);
      this.#whenFilled?.(from + piece.length);
    }
    this.#traffic.receivedBytes += target.length;
    this.#finish();
    return true;
  }

  #finish(): void {
    const frame = this.#frame;
    const isWanted = this.#target !== undefined;
    this.#frame = undefined;
    this.#target = undefined;
    this.#whenFilled = undefined;
    if (frame !== undefined && isWanted) this.#owner.landed(frame);
  }

  #refuse(reason: string): false {
    this.#isRefused = true;
    this.#frame = undefined;
    this.#target = undefined;
    this.#owner.refused(reason);
    return false;
  }
}

/** The placement of a frame without payload that is wanted all the same. */
export const NO_PAYLOAD: Placement = { kind: "into", bytes: NOTHING };
