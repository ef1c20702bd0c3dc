import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import { planQuotas, sharesOf } from "../../../common/plan.ts";
import { blocksOf, childrenOf, type TreeRange, rangesIn } from "../../../common/tree.ts";
import { maxBlocksOf } from "../../../worker/collective/block-bound.ts";
import { chunksOf } from "../../../worker/collective/chunks.ts";
import { type Effect, Exchange } from "../../../worker/collective/exchange.ts";
import type { SumTree } from "../../../worker/collective/sum-tree.ts";

/** Blocks are named by numbers that stand for places; a sum is written out, so that two can be compared. */
interface Round {
  readonly leaves: number;
  readonly shares: readonly (readonly TreeRange[])[];
  readonly empty: ReadonlySet<number>;
}

/** Shares as an ordinary round has them, or, after a worker was lost, with pieces of its share given to the others. */
const anyRound: fc.Arbitrary<Round> = fc
  .record({
    speeds: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
    leaves: fc.integer({ min: 6, max: 20 }),
    empty: fc.uniqueArray(fc.nat({ max: 19 }), { maxLength: 20 }),
    count: fc.integer({ min: 0, max: 20 }),
    lost: fc.boolean(),
  })
  .map(({ speeds, leaves, empty, count, lost }) => {
    const shares = sharesOf(planQuotas(speeds, leaves), count).map(rangesIn);
    return { leaves: count, shares: lost && shares.length > 2 ? withoutLast(shares) : shares, empty: new Set(empty) };
  });

/** The last rank's micro-batches go to the others, one each in turn: ranges of their own, next to what they have. */
function withoutLast(shares: readonly (readonly TreeRange[])[]): readonly (readonly TreeRange[])[] {
  const others = shares.slice(0, -1).map((ranges) => [...ranges]);
  for (const { lo, hi } of shares.at(-1) ?? [])
    for (let leaf = lo; leaf < hi; leaf++) others[leaf % others.length]?.push({ lo: leaf, hi: leaf + 1 });
  return others;
}

const CHUNK = 64;
const placeOf = ({ lo, hi }: TreeRange): number => 1_000_000 * (lo * 100 + hi);

/** Delivers everything in an order that `pick` chooses; the sums of each chunk that each rank ended with. */
function exchangeAll(round: Round, floats: number, pick: (length: number) => number): string[][] {
  const ranks = round.shares.length;
  const chunks = chunksOf(floats, ranks, CHUNK);
  const members = round.shares.map((_, rank) => new Exchange({ rank, chunks, ...round }));
  const sums = members.map(() => new Array<string>(chunks.count).fill("missing"));
  const done = members.map(() => 0);
  const events: (() => void)[] = [];
  const perform = (rank: number, effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.kind === "sum")
        must(sums[rank], "sums")[effect.chunk] = written(effect.tree, effect.chunk, chunks.chunkBytes);
      else if (effect.kind === "done") done[rank] = (done[rank] ?? 0) + 1;
      else if (effect.kind === "publish") publish(rank, effect);
      else
        events.push(() => {
          perform(effect.to, receive(rank, effect));
        });
    }
  };
  const receive = (
    from: number,
    effect: Effect & { readonly kind: "send-block" | "send-empty" },
  ): readonly Effect[] => {
    const at = effect.kind === "send-block" ? placeOf(effect.block) + effect.chunk * chunks.chunkBytes : undefined;
    const arrival = { from, block: effect.block, chunk: effect.kind === "send-block" ? effect.chunk : 0, at };
    const to = must(members[effect.to], "a member");
    assert.equal(to.whyNotBlock(arrival), undefined);
    return to.addPeer(arrival);
  };
  const publish = (from: number, { chunk, isEmpty }: Effect & { readonly kind: "publish" }): void => {
    for (const [to, member] of members.entries()) {
      if (to === from) continue;
      events.push(() => {
        assert.equal(member.whyNotResult(from, chunk), undefined);
        must(sums[to], "sums")[chunk] = must(sums[from]?.[chunk], "a sum");
        perform(to, member.addResult(chunk, isEmpty));
      });
    }
  };
  for (const [rank, member] of members.entries()) {
    events.push(() => {
      perform(rank, member.start());
    });
    const share = must(round.shares[rank], "a share");
    for (const block of share.flatMap((range) => blocksOf(round.leaves, range))) {
      const at = isEmpty(round, block) ? undefined : placeOf(block);
      events.push(() => {
        perform(rank, member.addOwn(block, at));
      });
    }
  }
  while (events.length > 0) must(events.splice(pick(events.length), 1)[0], "an event")();
  assert.deepEqual(
    done,
    members.map(() => 1),
  );
  for (const member of members) assert.ok(members.every((_, rank) => !member.needs(rank)));
  return sums;
}

function isEmpty(round: Round, { lo, hi }: TreeRange): boolean {
  for (let i = lo; i < hi; i++) if (!round.empty.has(i)) return false;
  return true;
}

function written(tree: SumTree | undefined, chunk: number, chunkBytes: number): string {
  if (tree === undefined) return "nothing";
  if (typeof tree === "number") return String(tree - chunk * chunkBytes);
  return `(${written(tree[0], chunk, chunkBytes)} + ${written(tree[1], chunk, chunkBytes)})`;
}

/** The same by the definition alone. */
function expectedSum(round: Round): string {
  const all = round.shares.flat().flatMap((range) => blocksOf(round.leaves, range));
  const visit = (node: TreeRange): string | undefined => {
    if (all.some(({ lo, hi }) => lo === node.lo && hi === node.hi))
      return isEmpty(round, node) ? undefined : String(placeOf(node));
    const [left, right] = must(childrenOf(node), "children").map(visit);
    return left === undefined || right === undefined ? (left ?? right) : `(${left} + ${right})`;
  };
  return (round.leaves === 0 ? undefined : visit({ lo: 0, hi: round.leaves })) ?? "nothing";
}

test("in any order of events every member ends once, with the tree's sum for every chunk (S1, S2)", () => {
  fc.assert(
    fc.property(anyRound, fc.constantFrom(16, 40_000), fc.infiniteStream(fc.nat()), (round, floats, picks) => {
      const pick = (length: number): number => must(picks.next().value as number | undefined, "a pick") % length;
      const few = floats === 16 ? floats : 24_576 / (round.shares.length - 1) + 97;
      for (const sums of exchangeAll(round, Math.floor(few), pick))
        for (const sum of sums) if (sum !== expectedSum(round)) assert.equal(sum, expectedSum(round));
    }),
    { numRuns: 30 },
  );
});

test("a round does not end before every member has entered it, even one without a micro-batch (S3)", () => {
  const shares = [[{ lo: 0, hi: 1 }], []];
  const chunks = chunksOf(4, 2, CHUNK);
  const member = new Exchange({ rank: 0, chunks, leaves: 1, shares });
  assert.ok(!member.addOwn({ lo: 0, hi: 1 }, 0).some(({ kind }) => kind === "done"));
  assert.ok(member.needs(1));
  const sign = { from: 1, block: { lo: 0, hi: 0 }, chunk: 0, at: undefined };
  assert.ok(member.addPeer(sign).some(({ kind }) => kind === "done"));
});

test("foreign blocks, other ranks' chunks and repetitions are refused with a reason", () => {
  const shares = [[{ lo: 0, hi: 2 }], [{ lo: 2, hi: 4 }]];
  const chunks = chunksOf(100_000, 2, 65_536);
  const member = new Exchange({ rank: 0, chunks, leaves: 4, shares });
  const arrival = { from: 1, block: { lo: 2, hi: 4 }, chunk: 0, at: 64 };
  assert.match(String(member.whyNotBlock({ ...arrival, block: { lo: 0, hi: 2 } })), /not rank 1's/);
  assert.match(String(member.whyNotBlock({ ...arrival, chunk: 1 })), /another rank/);
  assert.match(String(member.whyNotResult(1, 0)), /not awaited/);
  assert.equal(member.whyNotBlock(arrival), undefined);
  member.addPeer(arrival);
  assert.match(String(member.whyNotBlock(arrival)), /twice/);
});

test("no share has more blocks than memory is planned for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat({ max: 300 }), fc.nat({ max: 300 }), (leaves, a, b) => {
      const share = { lo: Math.min(a, b, leaves), hi: Math.min(Math.max(a, b), leaves) };
      assert.ok(blocksOf(leaves, share).length <= maxBlocksOf(leaves, 1));
    }),
  );
});
test("a block without samples is told to those who own a chunk, and to no one else: they may be through with the round", () => {
  const chunks = chunksOf(1639, 16, 262_144);
  assert.equal(chunks.count, 15);
  const shares = Array.from({ length: 16 }, (_, rank) => [{ lo: rank, hi: rank + 1 }]);
  const effects = new Exchange({ rank: 3, chunks, leaves: 16, shares }).addOwn({ lo: 3, hi: 4 }, undefined);
  const told = effects.flatMap((effect) => (effect.kind === "send-empty" ? [effect.to] : []));
  assert.deepEqual(
    told.sort((a, b) => a - b),
    Array.from({ length: 15 }, (_, rank) => rank).filter((rank) => rank !== 3),
  );
});
