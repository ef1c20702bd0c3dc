// Brings everyone's bytes to everyone, round by round, in one generation: each member sends its payload to all others.
import { crc32 } from "node:zlib";
import type { StayAwake } from "./awake.ts";
import type { Frame } from "./frame.ts";
import { BLANK } from "./frame.ts";
import { Gathering } from "./gathering.ts";
import type { Placement } from "./receiver.ts";
import { NO_PAYLOAD } from "./receiver.ts";

/** How frames leave: `push` queues one, `pump` sends what is queued. `checkOf` gives the payload's check when the frame's turn has come. */
export interface Outlet {
  push(to: number, frame: Omit<Frame, "generation">, payload?: Uint8Array, checkOf?: () => number): void;
  pump(): void;
}

export interface GathererOptions {
  readonly rank: number;
  readonly ranks: number;
  readonly frameBytes: number;
  readonly outlet: Outlet;
  readonly stayAwake: StayAwake;
  /** A peer sent what it must not. */
  readonly refuse: (from: number, reason: string) => void;
}

interface Pending {
  readonly round: number;
  readonly resolve: (payloads: readonly Uint8Array[]) => void;
  readonly reject: (error: Error) => void;
}

/** The check of a part that is lent. */
const UNCHECKED = BLANK.payloadCheck;

export class Gatherer {
  readonly #options: GathererOptions;
  /** By round: the one that is pending, and the next, when peers are ahead. */
  readonly #rounds = new Map<number, Gathering>();
  #pending: Pending | undefined;
  #begun: number | undefined;

  constructor(options: GathererOptions) {
    this.#options = options;
  }

  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** The last round that was begun. */
  get begun(): number | undefined {
    return this.#begun;
  }

  /**
   * @param payloadFor what each rank gets; the same bytes for all, or each its own
   * @param isLent they stay as they are until everyone has been heard in a later round; whoever gets them checks the whole
   */
  begin(round: number, payloadFor: (rank: number) => Uint8Array, isLent = false): Promise<readonly Uint8Array[]> {
    this.#begun = round;
    // Everyone's payload may be here before ours has left, so it goes out from a copy: the caller may write to its own again.
    const outFor = isLent ? payloadFor : copied(payloadFor);
    this.#roundOf(round).addOwn(this.#options.rank, outFor(this.#options.rank));
    this.#send(round, outFor, isLent);
    return new Promise((resolve, reject) => {
      this.#pending = { round, resolve, reject };
      this.#end();
      this.#options.stayAwake(() => this.#pending?.round === round);
    });
  }

  whyNot(from: number, frame: Frame): string | undefined {
    return (this.#rounds.get(frame.round) ?? new Gathering(this.#options.ranks)).whyNot(from, partOf(frame));
  }

  /** Where an expected frame's payload goes. */
  place(from: number, frame: Frame): Placement {
    const bytes = this.#roundOf(frame.round).place(from, partOf(frame));
    return bytes.length === 0 ? NO_PAYLOAD : { kind: "into", bytes };
  }

  landed(from: number, frame: Frame): void {
    const gathering = this.#rounds.get(frame.round);
    if (gathering === undefined) return;
    if (frame.payloadCheck !== UNCHECKED && crc32(gathering.place(from, partOf(frame))) !== frame.payloadCheck) {
      this.#options.refuse(from, `a message of round ${frame.round} arrived otherwise than it was sent`);
      return;
    }
    gathering.landed(from, frame.payloadBytes);
    this.#end();
  }

  needs(rank: number): boolean {
    const round = this.#pending?.round;
    return round !== undefined && this.#roundOf(round).needs(rank);
  }

  fail(error: Error): void {
    this.#pending?.reject(error);
    this.#pending = undefined;
  }

  #roundOf(round: number): Gathering {
    let gathering = this.#rounds.get(round);
    if (gathering === undefined) this.#rounds.set(round, (gathering = new Gathering(this.#options.ranks)));
    return gathering;
  }

  #send(round: number, payloadFor: (rank: number) => Uint8Array, isLent: boolean): void {
    const { rank, ranks, frameBytes, outlet } = this.#options;
    for (let i = 1; i < ranks; i++) {
      const to = (rank + i) % ranks;
      const payload = payloadFor(to);
      for (let offset = 0; offset === 0 || offset < payload.length; offset += frameBytes) {
        const part = payload.subarray(offset, offset + frameBytes);
        const frame = { ...BLANK, kind: "gather", round, vectorLength: payload.length, offset } as const;
        outlet.push(to, { ...frame, payloadBytes: part.length }, part, isLent ? undefined : () => crc32(part));
      }
    }
    outlet.pump();
  }

  #end(): void {
    const pending = this.#pending;
    const payloads = pending === undefined ? undefined : this.#roundOf(pending.round).whole;
    if (pending === undefined || payloads === undefined) return;
    this.#pending = undefined;
    this.#rounds.delete(pending.round);
    pending.resolve(payloads);
  }
}

/** One copy of each payload, however many get it. */
function copied(payloadFor: (rank: number) => Uint8Array): (rank: number) => Uint8Array {
  const copies = new Map<Uint8Array, Uint8Array>();
  return (rank) => {
    const payload = payloadFor(rank);
    const copy = copies.get(payload) ?? payload.slice();
    copies.set(payload, copy);
    return copy;
  };
}

function partOf(frame: Frame) {
  // Of one that is read directly the header says where it lies.
  return { offset: frame.isDirect ? undefined : frame.offset, bytes: frame.payloadBytes, of: frame.vectorLength };
}
