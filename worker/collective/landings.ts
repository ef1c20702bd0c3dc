// The payloads of blocks and results that come in, at most one from each peer at a time: where each goes, and whether it is as it was sent.
import type { Frame } from "./frame.ts";
import { type CheckedMemory, PayloadCheck } from "./payload-check.ts";
import type { Placement } from "./receiver.ts";

interface Landing {
  readonly at: number;
  readonly check: PayloadCheck;
}

export class Landings {
  readonly #memory: CheckedMemory;
  readonly #bytes: Uint8Array;
  /** By rank. */
  readonly #under = new Map<number, Landing>();

  constructor(memory: CheckedMemory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  /** @param at byte offset of its place */
  begin(from: number, { payloadBytes }: Frame, at: number): Placement {
    const check = new PayloadCheck(this.#memory, at, payloadBytes);
    this.#under.set(from, { at, check });
    const filled = (bytes: number): void => {
      check.advance(bytes);
    };
    return { kind: "into", bytes: this.#bytes.subarray(at, at + payloadBytes), filled };
  }

  /** Where it lies; undefined for a frame without payload, "damaged" for what is not as it was sent. */
  end(from: number, frame: Frame): number | undefined | "damaged" {
    const landing = frame.isEmpty ? undefined : this.#under.get(from);
    this.#under.delete(from);
    if (landing === undefined) return undefined;
    return landing.check.finish() === frame.payloadCheck ? landing.at : "damaged";
  }
}
