// One member's part in the sum of one round, as a pure machine: no bytes, no sockets, no clock. In: own blocks and what peers sent. Out:
// what to send, what to add up, and the end.
//   X1. A chunk is summed once every member has sent every block of its share, empty ones included (S2, S3).
//   X2. The sum follows the tree over micro-batch numbers: neither the order of arrival nor who computed what changes a bit.
//   X3. What nobody expects (a foreign block, a chunk of someone else's, the same twice) is refused with a reason and changes nothing.
import { InvariantError, must } from "../../common/errors.ts";
import { blocksOf, type TreeRange } from "../../common/tree.ts";
import { type Chunks, ownedBy, owns } from "./chunks.ts";
import { type SumTree, sumTreeOf } from "./sum-tree.ts";

export interface ExchangePlan {
  readonly rank: number;
  readonly chunks: Chunks;
  readonly leaves: number;
  /** Ranges of micro-batches by rank, each summed on its own; none for a rank that computes nothing. */
  readonly shares: readonly (readonly TreeRange[])[];
}

/** A byte offset; undefined for a block without samples. */
export type Place = number | undefined;

export type Effect =
  /** One chunk of an own block to a rank. */
  | {
      readonly kind: "send-block";
      readonly to: number;
      readonly block: TreeRange;
      readonly chunk: number;
      readonly at: number;
    }
  /** An own block without samples, or the sign of a member without a block: for all chunks of that rank. */
  | { readonly kind: "send-empty"; readonly to: number; readonly block: TreeRange }
  /** Add up a chunk (undefined: it has no samples); the peers' places are free afterwards. */
  | {
      readonly kind: "sum";
      readonly chunk: number;
      readonly tree: SumTree | undefined;
      readonly free: readonly number[];
    }
  /** Tell all others the sum of a chunk. */
  | { readonly kind: "publish"; readonly chunk: number; readonly isEmpty: boolean }
  | { readonly kind: "done"; readonly isEmpty: boolean };

/** What a peer sent of one block. */
export interface Arrival {
  readonly from: number;
  readonly block: TreeRange;
  readonly chunk: number;
  readonly at: Place;
}

interface OwnedChunk {
  /** By "lo:hi"; empty blocks are here too. */
  readonly places: Map<string, Place>;
  readonly borrowed: number[];
  isSummed: boolean;
}

export class Exchange {
  readonly #plan: ExchangePlan;
  /** Blocks of each rank, by rank, as keys. */
  readonly #blocks: readonly ReadonlyMap<string, TreeRange>[];
  readonly #expected: number;
  readonly #owned = new Map<number, OwnedChunk>();
  readonly #missingResults = new Set<number>();
  #isEmpty = true;
  #isDone = false;

  constructor(plan: ExchangePlan) {
    checkShares(plan);
    this.#plan = plan;
    this.#blocks = plan.shares.map(
      (share, rank) => new Map(expectedOf(plan.leaves, share).map((block) => [keyOf(block, rank), block])),
    );
    this.#expected = this.#blocks.reduce((sum, blocks) => sum + blocks.size, 0);
    for (const chunk of ownedBy(plan.chunks, plan.rank))
      this.#owned.set(chunk, { places: new Map(), borrowed: [], isSummed: false });
    for (let chunk = 0; chunk < plan.chunks.count; chunk++)
      if (!this.#owned.has(chunk)) this.#missingResults.add(chunk);
  }

  /** A member without a micro-batch in this round says so: a round completes only when every member has entered it. */
  start(): readonly Effect[] {
    const share = must(this.#plan.shares[this.#plan.rank], "the own share");
    return share.length > 0 ? [] : this.addOwn(NO_BLOCK, undefined);
  }

  /** An own block is final. */
  addOwn(block: TreeRange, at: Place): readonly Effect[] {
    const { rank } = this.#plan;
    const refused = this.whyNotBlock({ from: rank, block, chunk: 0, at: undefined });
    if (refused !== undefined) throw new InvariantError(refused);
    const effects = at === undefined ? this.#sendEmpty(block) : this.#sendChunks(block, at);
    for (const chunk of this.#owned.keys())
      effects.push(
        ...this.#arrive(
          chunk,
          keyOf(block, rank),
          at === undefined ? undefined : at + chunk * this.#plan.chunks.chunkBytes,
        ),
      );
    return effects;
  }

  /** Why a peer's frame of a block is not expected; undefined when it is. */
  whyNotBlock({ from, block, chunk, at }: Arrival): string | undefined {
    if (this.#isDone) return "the round is complete";
    const key = keyOf(block, from);
    if (this.#blocks[from]?.has(key) !== true) return `block ${key} is not rank ${from}'s`;
    const concerned = at === undefined ? [...this.#owned.keys()] : [chunk];
    for (const one of concerned) {
      const owned = this.#owned.get(one);
      if (owned === undefined) return `chunk ${one} belongs to another rank`;
      if (owned.places.has(key)) return `block ${key} of chunk ${one} came twice`;
    }
    return undefined;
  }

  /** A peer's block is here; for an empty one the chunk does not matter. Call only when `whyNotBlock` has no reason. */
  addPeer(arrival: Arrival): readonly Effect[] {
    const chunks = arrival.at === undefined ? [...this.#owned.keys()] : [arrival.chunk];
    return chunks.flatMap((chunk) => {
      if (arrival.at !== undefined) must(this.#owned.get(chunk), "an own chunk").borrowed.push(arrival.at);
      return this.#arrive(chunk, keyOf(arrival.block, arrival.from), arrival.at);
    });
  }

  /** Why the sum of a chunk is not expected from a rank; undefined when it is. */
  whyNotResult(from: number, chunk: number): string | undefined {
    if (!this.#missingResults.has(chunk)) return `chunk ${chunk} is not awaited`;
    return owns(this.#plan.chunks, from, chunk) ? undefined : `chunk ${chunk} is not rank ${from}'s`;
  }

  /** The owner's sum of a chunk lies in the result buffer. */
  addResult(chunk: number, isEmpty: boolean): readonly Effect[] {
    this.#missingResults.delete(chunk);
    if (!isEmpty) this.#isEmpty = false;
    return this.#end();
  }

  /** Whether anything is still to come from a rank. */
  needs(rank: number): boolean {
    if (this.#isDone) return false;
    const blocks = must(this.#blocks[rank], "a rank's blocks");
    for (const { places } of this.#owned.values()) for (const key of blocks.keys()) if (!places.has(key)) return true;
    for (const chunk of this.#missingResults) if (owns(this.#plan.chunks, rank, chunk)) return true;
    return false;
  }

  /** A rank without a chunk sums nothing: it may be through with the round before such a frame arrives, and would refuse it. */
  #sendEmpty(block: TreeRange): Effect[] {
    const { isWhole, count } = this.#plan.chunks;
    const owners = this.#others().filter((to) => isWhole || to < count);
    return owners.map((to) => ({ kind: "send-empty", to, block }));
  }

  /** Every rank begins with the rank after it, so that no owner gets everything at once. */
  #sendChunks(block: TreeRange, at: number): Effect[] {
    const { isWhole, count, chunkBytes, ranks } = this.#plan.chunks;
    const others = this.#others();
    if (isWhole) return others.map((to) => ({ kind: "send-block", to, block, chunk: 0, at }));
    const effects: Effect[] = [];
    for (let first = 0; first < count; first += ranks) {
      for (const to of others) {
        const chunk = first + to;
        if (chunk < count) effects.push({ kind: "send-block", to, block, chunk, at: at + chunk * chunkBytes });
      }
    }
    return effects;
  }

  #others(): readonly number[] {
    const { rank, shares } = this.#plan;
    return Array.from({ length: shares.length - 1 }, (_, i) => (rank + 1 + i) % shares.length);
  }

  #arrive(chunk: number, key: string, at: Place): Effect[] {
    const owned = must(this.#owned.get(chunk), "an own chunk");
    owned.places.set(key, at);
    if (owned.places.size < this.#expected) return [];
    return this.#sum(chunk, owned);
  }

  #sum(chunk: number, owned: OwnedChunk): Effect[] {
    const { places } = owned;
    const tree = sumTreeOf(this.#plan.leaves, (node) => {
      const key = keyOf(node, this.#plan.rank);
      return places.has(key) ? places.get(key) : "none";
    });
    owned.isSummed = true;
    const isEmpty = tree === undefined;
    if (!isEmpty) this.#isEmpty = false;
    const effects: Effect[] = [{ kind: "sum", chunk, tree, free: owned.borrowed }];
    if (!this.#plan.chunks.isWhole) effects.push({ kind: "publish", chunk, isEmpty });
    return [...effects, ...this.#end()];
  }

  #end(): Effect[] {
    if (this.#missingResults.size > 0 || this.#isDone) return [];
    for (const { isSummed } of this.#owned.values()) if (!isSummed) return [];
    this.#isDone = true;
    return [{ kind: "done", isEmpty: this.#isEmpty }];
  }
}

/** Two members without a micro-batch may both say so at the same place, so their signs are told apart by rank. */
function keyOf(block: TreeRange, rank: number): string {
  return block.hi > block.lo ? `${block.lo}-${block.hi}` : `none of rank ${rank}`;
}

/** The sign of a member without a micro-batch. */
const NO_BLOCK: TreeRange = { lo: 0, hi: 0 };

/** A share's blocks; for an empty share the one sign that its owner has entered the round. */
function expectedOf(leaves: number, share: readonly TreeRange[]): readonly TreeRange[] {
  return share.length === 0 ? [NO_BLOCK] : share.flatMap((range) => blocksOf(leaves, range));
}

function checkShares({ shares, leaves, chunks }: ExchangePlan): void {
  let end = 0;
  for (const { lo, hi } of shares.flat().toSorted((a, b) => a.lo - b.lo)) {
    if (lo !== end || hi <= lo) throw new InvariantError(`shares do not cover a round: ${JSON.stringify(shares)}`);
    end = hi;
  }
  if (end !== leaves || shares.length !== chunks.ranks)
    throw new InvariantError(`${shares.length} shares of ${end} micro-batches, expected ${chunks.ranks} of ${leaves}`);
}
