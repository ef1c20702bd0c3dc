// One worker's part in the sum of one round: performs what the exchange decides, with values in a table where the real one has bytes in
// memory.
import { must } from "../../common/errors.ts";
import type { Round } from "../../common/program/rounds.ts";
import type { TreeRange } from "../../common/tree.ts";
import type { Effect, ExchangePlan } from "../../worker/collective/exchange.ts";
import type { SumTree } from "../../worker/collective/sum-tree.ts";
import type { Frame, Piece } from "./messages.ts";
import { type Model, type ModelState, samplesOf, textHash, treeSum } from "./model.ts";
import type { ExchangeCore } from "./parts.ts";

/** R by chunk; undefined where no micro-batch had samples. */
export type Result = Map<number, Piece | undefined>;

export interface ReductionOptions {
  readonly plan: ExchangePlan;
  readonly exchange: ExchangeCore;
  readonly send: (to: number, body: Frame["body"]) => void;
  /** The buffer for R. */
  readonly into: Result;
  readonly done: () => void;
  /** Two pieces of one sum hold the same micro-batch. */
  readonly overlapped: () => void;
}

export class Reduction {
  readonly #options: ReductionOptions;
  /** By byte offset. */
  readonly #memory = new Map<number, Piece>();
  #end = 0;

  constructor(options: ReductionOptions) {
    this.#options = options;
    options.into.clear();
  }

  start(): void {
    this.#perform(this.#options.exchange.start());
  }

  add(block: TreeRange, piece: Piece | undefined): void {
    const { exchange } = this.#options;
    this.#perform(exchange.addOwn(block, piece === undefined ? undefined : this.#placeInChunks(piece)));
  }

  /** Why the frame is refused; undefined when it was taken. */
  take(from: number, body: Frame["body"]): string | undefined {
    const { exchange, into } = this.#options;
    if (body.kind === "gather") return "not of a sum";
    if (body.kind === "result") {
      const reason = exchange.whyNotResult(from, body.chunk);
      if (reason !== undefined) return reason;
      into.set(body.chunk, body.piece);
      this.#perform(exchange.addResult(body.chunk, body.piece === undefined));
      return undefined;
    }
    const { block, chunk, piece } = body;
    const reason = exchange.whyNotBlock({ from, block, chunk, at: piece === undefined ? undefined : 0 });
    if (reason !== undefined) return reason;
    const at = piece === undefined ? undefined : this.#place(piece);
    this.#perform(exchange.addPeer({ from, block, chunk, at }));
    return undefined;
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) this.#performOne(effect);
  }

  #performOne(effect: Effect): void {
    const { send, done, plan, into } = this.#options;
    switch (effect.kind) {
      case "send-block":
        send(effect.to, { kind: "block", block: effect.block, chunk: effect.chunk, piece: this.#at(effect.at) });
        return;
      case "send-empty":
        send(effect.to, { kind: "block", block: effect.block, chunk: 0, piece: undefined });
        return;
      case "sum":
        into.set(effect.chunk, effect.tree === undefined ? undefined : this.#sum(effect.tree));
        for (const free of effect.free) this.#memory.delete(free);
        return;
      case "publish":
        for (let i = 1; i < plan.shares.length; i++)
          send((plan.rank + i) % plan.shares.length, {
            kind: "result",
            chunk: effect.chunk,
            piece: into.get(effect.chunk),
          });
        return;
      case "done":
        done();
        return;
    }
  }

  #sum(tree: SumTree): Piece {
    if (typeof tree === "number") return this.#at(tree);
    const [left, right] = [this.#sum(tree[0]), this.#sum(tree[1])];
    if ((left.microBatches & right.microBatches) !== 0) this.#options.overlapped();
    return {
      values: left.values.map((value, i) => value + (right.values[i] ?? 0)),
      microBatches: left.microBatches | right.microBatches,
    };
  }

  #placeInChunks({ values, microBatches }: Piece): number {
    const { count, chunkBytes } = this.#options.plan.chunks;
    const at = this.#end;
    for (let chunk = 0; chunk < count; chunk++) {
      const part = values.slice((chunk * chunkBytes) / 4, ((chunk + 1) * chunkBytes) / 4);
      this.#memory.set(at + chunk * chunkBytes, { values: part, microBatches });
    }
    this.#end += count * chunkBytes;
    return at;
  }

  #place(piece: Piece): number {
    const at = this.#end;
    this.#memory.set(at, piece);
    this.#end += piece.values.byteLength;
    return at;
  }

  #at(at: number): Piece {
    return must(this.#memory.get(at), `values at ${at}: they were freed too early, or never there`);
  }
}

/** The whole vector; undefined when no micro-batch had samples. */
export function vectorOf(result: ReadonlyMap<number, Piece | undefined>): Float32Array | undefined {
  const pieces = [...result].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  if (pieces.every((piece) => piece === undefined)) return undefined;
  return Float32Array.from(pieces.flatMap((piece) => [...(piece?.values ?? [])]));
}

export function sumHashOf(result: ReadonlyMap<number, Piece | undefined>): string {
  return textHash(JSON.stringify([...(vectorOf(result) ?? [])]));
}

/** A block that one worker has computed; undefined without samples. */
export function pieceOf(
  model: Model,
  state: ModelState,
  round: Extract<Round, { kind: "train" }>,
  block: TreeRange,
): Piece | undefined {
  const values = treeSum(model, state, round, block);
  if (values === undefined) return undefined;
  let microBatches = 0;
  for (let m = block.lo; m < block.hi; m++) if (samplesOf(model, round, m).length > 0) microBatches |= 1 << m;
  return { values, microBatches };
}
