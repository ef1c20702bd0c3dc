// Performs what the exchange decides, in one generation: places what comes in, sends, adds up.
//   S7. Two result buffers take turns: a result stays whole until the next reduce has ended, in whatever generation that is.
//   R1. A finished sum does not mean that our own frames have left. Chunks of blocks go out from the caller's memory: the sum needs
//       their owners' results, so they have arrived. Blocks sent whole go out from copies, one set per parity: the second reduce after
//       begins when every peer has finished this one, so they have arrived. Results go out from the result buffer, which is written
//       again with blocks of a later round only, from peers that have all results of this one.
import { DivergedError, InvariantError, must } from "../../common/errors.ts";
import type { TreeRange } from "../../common/tree.ts";
import type { Kernels } from "../compute/kernels/kernels.ts";
import type { StayAwake } from "./awake.ts";
import { bytesOfChunk, type Chunks, chunksOf } from "./chunks.ts";
import { type Effect, Exchange, type Place } from "./exchange.ts";
import { BLANK, type Frame } from "./frame.ts";
import { whyNotFit } from "./frame-fit.ts";
import type { Outlet } from "./gatherer.ts";
import { Landings } from "./landings.ts";
import { type CheckedMemory, PayloadCheck } from "./payload-check.ts";
import { NO_PAYLOAD, type Placement } from "./receiver.ts";
import type { ReduceCall, Reduction } from "./reduction.ts";
import type { CollectivePlan, Region } from "./region.ts";
import { sumInto } from "./sum.ts";

/** Which of two buffers. */
export type Parity = 0 | 1;

export interface ReducerOptions {
  readonly rank: number;
  readonly ranks: number;
  readonly plan: CollectivePlan;
  readonly region: Region;
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  readonly frameBytes: number;
  readonly outlet: Outlet;
  readonly stayAwake: StayAwake;
  /** The result buffer of the last reduce that was completed, in a generation before. */
  readonly lastBuffer: Parity;
  /** A peer sent what it must not. */
  readonly refuse: (from: number, reason: string) => void;
  /** The round can't be completed. */
  readonly failed: (error: Error) => void;
}

interface Pending {
  readonly call: ReduceCall;
  readonly chunks: Chunks;
  readonly exchange: Exchange;
  /** State hashes by rank, as far as they are known. */
  readonly hashes: Map<number, string>;
  readonly resolve: (at: number | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** What of a frame depends on the block or the chunk. */
type Sent = Partial<Pick<Frame, "lo" | "hi" | "chunk">>;

/** A block or a result that is here. */
interface Arrived {
  readonly from: number;
  readonly frame: Frame;
  readonly at: number | undefined;
}

export class Reducer {
  readonly #options: ReducerOptions;
  readonly #bytes: Uint8Array;
  /** Last in, first out: the slot that was used last is still in the cache. */
  readonly #free: number[];
  readonly #landings: Landings;
  readonly #checked: CheckedMemory;
  /** Of the last chunk that was summed here. */
  #sumCheck = 0;
  /** Blocks that are here before their round has begun. */
  #early: Arrived[] = [];
  #pending: Pending | undefined;
  #begun: number | undefined;
  /** Of the last reduce that was completed, and of the one that is pending. */
  #lastBuffer: Parity;
  #parity: Parity = 0;
  #outboxUsed = 0;

  constructor(options: ReducerOptions) {
    this.#options = options;
    this.#bytes = new Uint8Array(options.memory.buffer);
    this.#checked = { kernels: options.kernels, buffer: options.memory.buffer };
    this.#landings = new Landings(this.#checked);
    this.#free = options.region.slots.toReversed();
    this.#lastBuffer = options.lastBuffer;
  }

  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** The result buffer of the last reduce that was completed. */
  get lastBuffer(): Parity {
    return this.#lastBuffer;
  }

  /** The last round that was begun. */
  get begun(): number | undefined {
    return this.#begun;
  }

  begin(call: ReduceCall): Reduction {
    const { rank, ranks, plan, frameBytes } = this.#options;
    if (call.floats < 1 || call.floats > plan.floats || call.leaves > plan.leaves)
      throw new InvariantError(`a reduce of ${call.floats} floats, ${call.leaves} micro-batches is beyond the plan`);
    const chunks = chunksOf(call.floats, ranks, frameBytes);
    const exchange = new Exchange({ rank, chunks, leaves: call.leaves, shares: call.shares });
    const done = new Promise<number | undefined>((resolve, reject) => {
      this.#pending = { call, chunks, exchange, hashes: new Map([[rank, call.stateHash]]), resolve, reject };
    });
    this.#begun = call.round;
    this.#parity = this.#lastBuffer === 0 ? 1 : 0;
    this.#outboxUsed = 0;
    this.#perform(exchange.start());
    this.#takeEarly();
    return {
      done,
      add: (block) => {
        this.#add(call.round, block, block.at);
      },
    };
  }

  /** Why a block's or a result's frame is not expected, its round apart; undefined when it is. */
  whyNot(from: number, frame: Frame): string | undefined {
    const misfit = whyNotFit(frame, this.#options);
    if (misfit !== undefined) return misfit;
    if (frame.round !== this.#pending?.call.round) return this.#whyNotEarly(frame);
    return this.#whyNotPending(this.#pending, from, frame);
  }

  place(from: number, frame: Frame): Placement {
    if (frame.isEmpty) return NO_PAYLOAD;
    const at = frame.kind === "result" ? this.#resultAt(frame.chunk) : this.#free.pop();
    if (at === undefined) return { kind: "refuse", reason: "more blocks than the plan allows" };
    return this.#landings.begin(from, frame, at);
  }

  landed(from: number, frame: Frame): void {
    const at = this.#landings.end(from, frame);
    if (at === "damaged") {
      this.#options.refuse(from, `chunk ${frame.chunk} of round ${frame.round} arrived otherwise than it was sent`);
      return;
    }
    const arrived: Arrived = { from, frame, at };
    if (frame.round === this.#pending?.call.round) this.#takeExpected(this.#pending, arrived);
    else this.#early.push(arrived);
  }

  needs(rank: number): boolean {
    return this.#pending?.exchange.needs(rank) ?? false;
  }

  fail(error: Error): void {
    this.#pending?.reject(error);
    this.#pending = undefined;
  }

  #whyNotEarly(frame: Frame): string | undefined {
    if (frame.kind === "result") return `the sum of round ${frame.round}, which has not begun here`;
    const waiting = this.#early[0]?.frame.round ?? frame.round;
    return waiting === frame.round ? undefined : `round ${frame.round} while blocks of ${waiting} wait`;
  }

  #whyNotPending({ call, exchange }: Pending, from: number, frame: Frame): string | undefined {
    const { lo, hi, chunk, vectorLength } = frame;
    if (vectorLength !== call.floats) return `a vector of ${vectorLength} floats, expected ${call.floats}`;
    if (frame.kind === "result") return exchange.whyNotResult(from, chunk);
    return exchange.whyNotBlock({ from, block: { lo, hi }, chunk, at: frame.isEmpty ? undefined : 0 });
  }

  #takeEarly(): void {
    const waiting = this.#early;
    this.#early = [];
    for (const arrived of waiting) {
      const pending = this.#pending;
      if (pending === undefined) return;
      if (arrived.frame.round === pending.call.round) this.#takeExpected(pending, arrived);
      else this.#options.refuse(arrived.from, `round ${arrived.frame.round} was left out`);
    }
  }

  /** Its header may have come before the round began, when nothing was known of what is expected. */
  #takeExpected(pending: Pending, arrived: Arrived): void {
    const refused = this.#whyNotPending(pending, arrived.from, arrived.frame);
    if (refused === undefined) this.#take(pending, arrived);
    else this.#options.refuse(arrived.from, refused);
  }

  #take(pending: Pending, { from, frame, at }: Arrived): void {
    if (!this.#agrees(pending, from, frame.stateHash)) return;
    const { lo, hi, chunk } = frame;
    this.#perform(
      frame.kind === "result"
        ? pending.exchange.addResult(chunk, frame.isEmpty)
        : pending.exchange.addPeer({ from, block: { lo, hi }, chunk, at }),
    );
  }

  /** All who add up must hold the same State (step 3.3 of the protocol). */
  #agrees({ call, hashes }: Pending, from: number, stateHash: string): boolean {
    hashes.set(from, stateHash);
    if (stateHash === call.stateHash) return true;
    const known = [...hashes].toSorted(([a], [b]) => a - b).map(([rank, hash]) => `rank ${rank} ${hash}`);
    const message = `Workers hold different weights in round ${call.round}: ${known.join(", ")}.`;
    this.#options.failed(new DivergedError(message));
    return false;
  }

  #add(round: number, { lo, hi }: TreeRange, at: number | undefined): void {
    const pending = this.#pending;
    if (pending?.call.round !== round) return; // it has failed, and `done` has told
    const isCopied = at !== undefined && pending.chunks.isWhole;
    this.#perform(pending.exchange.addOwn({ lo, hi }, isCopied ? this.#copyOf(at, pending.chunks.vectorBytes) : at));
    if (pending.chunks.isWhole) this.#options.stayAwake(() => this.#pending === pending);
  }

  #copyOf(at: number, bytes: number): number {
    const { region, kernels } = this.#options;
    const copy = region.outboxes[this.#parity] + this.#outboxUsed;
    this.#outboxUsed += Math.ceil(bytes / 64) * 64;
    kernels.copy(copy, at, bytes);
    return copy;
  }

  #perform(effects: readonly Effect[]): void {
    const pending = this.#pending;
    if (effects.length === 0 || pending === undefined) return;
    for (const effect of effects) this.#performOne(pending, effect);
    this.#options.outlet.pump();
  }

  #performOne(pending: Pending, effect: Effect): void {
    switch (effect.kind) {
      case "send-block":
        this.#send(pending, "block", effect.to, { ...effect.block, chunk: effect.chunk }, effect.at);
        return;
      case "send-empty":
        this.#send(pending, "block", effect.to, effect.block, undefined);
        return;
      case "publish":
        this.#publish(pending, effect.chunk, effect.isEmpty);
        return;
      case "sum":
        this.#sum(pending, effect);
        return;
      case "done":
        this.#pending = undefined;
        this.#lastBuffer = this.#parity;
        pending.resolve(effect.isEmpty ? undefined : this.#options.region.results[this.#parity]);
        return;
    }
  }

  #sum({ chunks }: Pending, { chunk, tree, free }: Effect & { readonly kind: "sum" }): void {
    const { kernels, region } = this.#options;
    const target = { at: this.#resultAt(chunk, chunks), bytes: bytesOfChunk(chunks, chunk), scratch: region.scratch };
    const check = this.#checkOf(target.at, target.bytes);
    if (tree !== undefined) {
      sumInto(kernels, target, tree, (bytes) => {
        check.advance(bytes);
      });
      this.#sumCheck = check.finish();
    }
    this.#free.push(...free);
  }

  #publish(pending: Pending, chunk: number, isEmpty: boolean): void {
    const { rank, ranks } = this.#options;
    const at = isEmpty ? undefined : this.#resultAt(chunk, pending.chunks);
    const check = this.#sumCheck; // this chunk was the last to be summed
    for (let i = 1; i < ranks; i++) this.#send(pending, "result", (rank + i) % ranks, { chunk }, at, check);
  }

  #checkOf(at: number, bytes: number): PayloadCheck {
    return new PayloadCheck(this.#checked, at, bytes);
  }

  /** @param check of the payload, where it is known already */
  #send(pending: Pending, kind: "block" | "result", to: number, what: Sent, at: Place, check?: number): void {
    const { outlet } = this.#options;
    const { round, stateHash, floats: vectorLength } = pending.call;
    const { lo = 0, hi = 0, chunk = 0 } = what;
    const isEmpty = at === undefined;
    const payloadBytes = isEmpty ? 0 : bytesOfChunk(pending.chunks, chunk);
    const frame = { ...BLANK, kind, round, lo, hi, stateHash, vectorLength, chunk, payloadBytes, isEmpty };
    if (isEmpty) outlet.push(to, frame);
    else {
      const checkOf = () => check ?? this.#checkOf(at, payloadBytes).finish();
      outlet.push(to, frame, this.#bytes.subarray(at, at + payloadBytes), checkOf);
    }
  }

  #resultAt(chunk: number, chunks: Chunks = must(this.#pending, "a reduce that is pending").chunks): number {
    return this.#options.region.results[this.#parity] + chunk * chunks.chunkBytes;
  }
}
