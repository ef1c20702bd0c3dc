import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Holder, type Interrupted, planFirstShares } from "../../../common/first-shares.ts";
import { planQuotas, sharesOf } from "../../../common/plan.ts";
import { blocksOf, type TreeRange } from "../../../common/tree.ts";

const range = (leaves: number): fc.Arbitrary<TreeRange> =>
  fc.tuple(fc.nat(leaves), fc.nat(leaves)).map(([a, b]) => ({ lo: Math.min(a, b), hi: Math.max(a, b) }));

/** Ranks may hold the same, too much, or nothing; the first one does not drain. */
const interrupted: fc.Arbitrary<Interrupted> = fc.integer({ min: 1, max: 200 }).chain((leaves) =>
  fc.record({
    leaves: fc.constant(leaves),
    mostRanges: fc.constantFrom(1, 2, 3),
    alone: fc.array(fc.nat(leaves - 1), { maxLength: 3 }),
    holders: fc
      .array(
        fc.record({ held: fc.array(range(leaves), { maxLength: 4 }), speed: fc.constantFrom(0, 0.25, 0.9, 1, 1, 1.1) }),
        { minLength: 1, maxLength: 7 },
      )
      .map(([first, ...others]): readonly Holder[] => [{ held: first?.held ?? [], speed: 1 }, ...others]),
  }),
);

test("ranges cover the round exactly once, at most so many a rank (H1, H3)", () => {
  fc.assert(
    fc.property(interrupted, (round) => {
      const shares = planFirstShares(round);
      assert.equal(shares.length, round.holders.length);
      assert.ok(shares.every((ranges) => ranges.length <= round.mostRanges));
      const all = shares.flat().sort((a, b) => a.lo - b.lo);
      let end = 0;
      for (const { lo, hi } of all) {
        assert.ok(lo === end && hi > lo, JSON.stringify(shares));
        end = hi;
      }
      assert.equal(end, round.leaves);
    }),
    { numRuns: 500 },
  );
});

test("a rank that drains has nothing but what it held (H4)", () => {
  fc.assert(
    fc.property(interrupted, (round) => {
      for (const [rank, ranges] of planFirstShares(round).entries()) {
        const { held, speed } = round.holders[rank] ?? { held: [], speed: 0 };
        if (speed === 0) assert.ok(ranges.every((one) => held.some((other) => same(one, other))));
      }
    }),
  );
});

/** As a generation leaves it: everyone has computed the beginning of its share, some ranks are gone, others are new. */
const afterDeaths = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.constantFrom(8, 16, 32, 48), fc.nat(2))
  .chain(([ranks, leaves, joined]) =>
    fc.record({
      leaves: fc.constant(leaves),
      joined: fc.constant(joined),
      done: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: ranks, maxLength: ranks }),
      dead: fc.nat(ranks - 1),
    }),
  )
  .map(({ leaves, joined, done, dead }) => {
    const shares = sharesOf(
      planQuotas(
        done.map(() => 1),
        leaves,
      ),
      leaves,
    );
    const beginnings = shares.map(({ lo, hi }, rank) => ({ lo, hi: lo + Math.floor((hi - lo) * (done[rank] ?? 0)) }));
    const survivors = beginnings.filter((_, rank) => rank !== dead);
    const held = [...survivors.map(({ lo, hi }) => (hi > lo ? [{ lo, hi }] : [])), ...new Array<[]>(joined).fill([])];
    return { leaves, ranks: done.length, holders: held.map((ranges) => ({ held: ranges, speed: 1 })), alone: [] };
  });

test("with three ranges a rank nothing that survivors hold is given up, and ranks have about the same to do", () => {
  fc.assert(
    fc.property(afterDeaths, (round) => {
      const shares = planFirstShares({ ...round, mostRanges: 3 });
      const extra = shares.map((ranges, rank) => {
        const held = round.holders[rank]?.held ?? [];
        for (const one of held)
          assert.ok(
            ranges.some((other) => same(one, other)),
            "H2",
          );
        return sizeOf(ranges) - sizeOf(held);
      });
      const even = Math.ceil(extra.reduce((sum, size) => sum + size, 0) / extra.length);
      assert.ok(Math.max(...extra) <= 1.5 * even + 1, String(extra));
    }),
    { numRuns: 300 },
  );
});

test("with two ranges a rank the round lasts no longer than one worker's share and the dead one's", () => {
  fc.assert(
    fc.property(afterDeaths, (round) => {
      const shares = planFirstShares({ ...round, mostRanges: 2 });
      const most = Math.max(...shares.map((ranges, rank) => sizeOf(ranges) - sizeOf(round.holders[rank]?.held ?? [])));
      assert.ok(most <= 2 * Math.ceil(round.leaves / round.ranks) + 1, String(most));
    }),
  );
});

test("a round of which nobody holds anything is cut into as few blocks as the quotas are", () => {
  for (const [ranks, leaves] of [
    [2, 16],
    [4, 32],
    [3, 16],
    [5, 32],
  ] as const) {
    const holders = new Array<Holder>(ranks).fill({ held: [], speed: 1 });
    const shares = planFirstShares({ leaves, holders, alone: [], mostRanges: 2 });
    const quotas = planQuotas(new Array<number>(ranks).fill(1), leaves);
    const few = sharesOf(quotas, leaves).reduce((sum, share) => sum + blocksOf(leaves, share).length, 0);
    assert.ok(
      shares.flat().reduce((sum, share) => sum + blocksOf(leaves, share).length, 0) <= few,
      `${ranks}, ${leaves}`,
    );
  }
});

test("a suspect micro-batch stands alone while there are ranges for it", () => {
  const holders = [
    { held: [{ lo: 0, hi: 4 }], speed: 1 },
    { held: [], speed: 1 },
    { held: [], speed: 1 },
  ];
  const shares = planFirstShares({ leaves: 16, holders, alone: [9], mostRanges: 2 });
  assert.ok(shares.flat().some(({ lo, hi }) => lo === 9 && hi === 10));
  const few = planFirstShares({ leaves: 16, holders: holders.slice(1, 2), alone: [3, 9], mostRanges: 1 });
  assert.deepEqual(few, [[{ lo: 0, hi: 16 }]]);
});

test("of two ranks that hold the same one keeps it, and small holdings go when they keep a rank from helping", () => {
  const twice = planFirstShares({
    leaves: 8,
    holders: [
      { held: [{ lo: 0, hi: 4 }], speed: 1 },
      { held: [{ lo: 0, hi: 4 }], speed: 1 },
    ],
    alone: [],
    mostRanges: 2,
  });
  assert.deepEqual(twice[0]?.[0], { lo: 0, hi: 4 });
  const burdened = planFirstShares({
    leaves: 32,
    holders: [
      { held: [{ lo: 0, hi: 1 }, { lo: 4, hi: 5 }], speed: 1 }, // biome-ignore format: one rank a line
      { held: [], speed: 1 },
    ],
    alone: [],
    mostRanges: 2,
  });
  const sizes = burdened.map(sizeOf);
  assert.ok(Math.max(...sizes) <= 17, String(sizes));
});

test("who begins later takes less, and nothing where the others are done before it begins", () => {
  const held = [0, 8, 16].map((lo) => ({ held: [{ lo, hi: lo + 8 }], speed: 40, busy: 0.01 }));
  const sizesWith = (busy: number, newcomer: number) => {
    const holders = [...held.map((one) => ({ ...one, busy })), { held: [], speed: 40, busy: newcomer }];
    return planFirstShares({ leaves: 32, holders, alone: [], mostRanges: 3 }).map(sizeOf);
  };
  assert.deepEqual(sizesWith(0.01, 0.1).at(-1), 0);
  assert.deepEqual(sizesWith(0.19, 0.1).at(-1), 5, "others hold something still");
  assert.deepEqual(sizesWith(0, 0), [10, 10, 10, 2]);
});

test("a plan for 64 ranks and a long evaluation takes far less than a second", () => {
  const shares = sharesOf(new Array<number>(64).fill(4), 1024);
  const holders = shares.slice(1).map(({ lo }) => ({
    held: [
      { lo, hi: lo + 3 },
      { lo: lo + 5, hi: lo + 7 },
    ],
    speed: 1,
  }));
  const began = performance.now();
  planFirstShares({ leaves: 1024, holders, alone: [], mostRanges: 3 });
  assert.ok(performance.now() - began < 1000);
});

function same(a: TreeRange, b: TreeRange): boolean {
  return a.lo === b.lo && a.hi === b.hi;
}

function sizeOf(ranges: readonly TreeRange[]): number {
  return ranges.reduce((sum, { lo, hi }) => sum + hi - lo, 0);
}
