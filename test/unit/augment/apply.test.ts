// What is done to the pixels.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { sinCosOfDegrees } from "../../../worker/data/augment/affine.ts";
import { applyAugmentation, augmentInPieces, colourTable } from "../../../worker/data/augment/apply.ts";
import { planAugmentation } from "../../../worker/data/augment/plan.ts";
import { aPicture, aPlan, augmented, EVERYTHING, grey, NOTHING, rowsOf } from "./cases.ts";

const sizes = fc.tuple(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 17 }), fc.nat(1000));

test("no change asked for is no change of any byte", () => {
  fc.assert(
    fc.property(sizes, ([height, width, seed]) => {
      const picture = aPicture(height, width, seed);
      assert.deepEqual(augmented(planAugmentation(NOTHING, seed, 1, 2), picture, height, width), picture);
    }),
  );
});

test("mirroring twice gives the picture back, to the bit, whichever way", () => {
  const ways = fc.record({ flipHorizontal: fc.boolean(), flipVertical: fc.boolean() });
  fc.assert(
    fc.property(sizes, ways, ([height, width, seed], way) => {
      const picture = aPicture(height, width, seed);
      const once = augmented(aPlan(way), picture, height, width);
      assert.deepEqual(augmented(aPlan(way), once, height, width), picture);
    }),
  );
});

const corners = grey([
  [1, 2, 3],
  [4, 5, 6],
]);

test("flipHorizontal swaps left and right, flipVertical top and bottom", () => {
  assert.deepEqual(rowsOf(augmented(aPlan({ flipHorizontal: true }), corners, 2, 3), 3), [
    [3, 2, 1],
    [6, 5, 4],
  ]);
  assert.deepEqual(rowsOf(augmented(aPlan({ flipVertical: true }), corners, 2, 3), 3), [
    [4, 5, 6],
    [1, 2, 3],
  ]);
});

test("rotation by 90 degrees is clockwise and exact; four of them give the picture back", () => {
  const square = grey([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  const turned = augmented(aPlan({ rotate: 90 }), square, 3, 3);
  assert.deepEqual(rowsOf(turned, 3), [
    [7, 4, 1],
    [8, 5, 2],
    [9, 6, 3],
  ]);
  const quarters = [1, 2, 3, 4].reduce((picture) => augmented(aPlan({ rotate: 90 }), picture, 5, 5), aPicture(5, 5));
  assert.deepEqual(quarters, aPicture(5, 5));
  assert.deepEqual(augmented(aPlan({ rotate: -90 }), turned, 3, 3), square);
});

test("what a rotation brings in from outside is the edge's pixel", () => {
  const rows = grey([[10, 20, 30, 40]]);
  assert.deepEqual(rowsOf(augmented(aPlan({ rotate: 90 }), rows, 1, 4), 4), [[25, 25, 25, 25]]);
  const wide = grey([
    [10, 20, 30, 40],
    [50, 60, 70, 80],
  ]);
  assert.deepEqual(rowsOf(augmented(aPlan({ rotate: 90 }), wide, 2, 4), 4), [
    [60, 60, 20, 20],
    [70, 70, 30, 30],
  ]);
});

test("a crop enlarges the part that is kept, with straight lines between its pixels", () => {
  const ramp = grey([Array.from({ length: 8 }, (_, x) => 20 * x)]);
  const kept = augmented(aPlan({ crop: { top: 0, left: 0.5, size: 0.5 } }), ramp, 1, 8);
  assert.deepEqual(rowsOf(kept, 8), [[75, 85, 95, 105, 115, 125, 135, 140]]);
  const mirrored = augmented(aPlan({ flipHorizontal: true, crop: { top: 0, left: 0.5, size: 0.5 } }), ramp, 1, 8);
  assert.deepEqual(rowsOf(mirrored, 8), [[140, 135, 125, 115, 105, 95, 85, 75]]);
});

test("brightness multiplies, contrast stretches about the middle grey, both end at 0 and 255", () => {
  const value = (of: number, plan: { brightness?: number; contrast?: number }) =>
    colourTable({ brightness: 1, contrast: 1, ...plan })[of];
  assert.deepEqual(
    [0, 100, 250].map((of) => value(of, { brightness: 1.1 })),
    [0, 110, 255],
  );
  assert.deepEqual(
    [0, 100, 250].map((of) => value(of, { brightness: 0.9 })),
    [0, 90, 225],
  );
  assert.deepEqual(
    [0, 127, 128, 227].map((of) => value(of, { contrast: 1.5 })),
    [0, 127, 128, 255],
  );
  assert.deepEqual(
    [0, 127, 255].map((of) => value(of, { contrast: 0.5 })),
    [64, 127, 191],
  );
  assert.deepEqual(
    colourTable({ brightness: 1, contrast: 1 }),
    Uint8Array.from({ length: 256 }, (_, i) => i),
  );
});

test("a cutout is a grey square; what lies outside of the picture is cut off", () => {
  const white = new Uint8Array(6 * 9 * 3).fill(255);
  const covered = (y: number, x: number, size: number) =>
    rowsOf(augmented(aPlan({ cutout: { y, x, size } }), white, 6, 9), 9).map((row) =>
      row.map((value) => (value === 127 ? "#" : ".")).join(""),
    );
  assert.deepEqual(covered(0.5, 0.5, 0.34), [
    ".........",
    ".........",
    "....##...",
    "....##...",
    ".........",
    ".........",
  ]);
  assert.deepEqual(covered(0.99, 0.01, 0.5).slice(-2), ["##.......", "##......."]);
  assert.deepEqual(new Set(covered(0.5, 0.5, 0)), new Set(["........."]));
});

test("any plan fills all of the picture with values between its darkest and brightest", () => {
  const spec = { ...EVERYTHING, brightness: 0, contrast: 0, cutout: 0, rotate: 180 };
  fc.assert(
    fc.property(sizes, ([height, width, seed]) => {
      const picture = aPicture(height, width, seed).map((value) => 50 + (value % 100));
      const out = augmented(planAugmentation(spec, seed, 1, 2), picture, height, width);
      assert.ok(out.every((value) => value >= 50 && value < 150));
    }),
    { numRuns: 300 },
  );
});

test("a large picture is done in pieces of at most 131,072 pixels, to the same bytes", () => {
  const picture = aPicture(700, 600);
  const plan = planAugmentation(EVERYTHING, 1, 2, 3);
  const out = new Uint8Array(picture.length);
  const changed: number[] = [];
  let before = 0;
  const pieces = augmentInPieces(plan, picture, 700, 600, out);
  while (pieces.next().done !== true) {
    const written = out.length - out.toReversed().findIndex((byte) => byte !== 0);
    changed.push((written - before) / 3);
    before = written;
  }
  assert.equal(changed.length, 3);
  assert.ok(
    changed.every((pixels) => pixels > 100_000 && pixels <= 131_072),
    changed.join(),
  );
  assert.deepEqual(out, augmented(plan, picture, 700, 600));
});

test("the picture itself is not changed, and a buffer of another size is refused before anything is written", () => {
  const picture = aPicture(9, 7);
  augmented(planAugmentation(EVERYTHING, 1, 2, 3), picture, 9, 7);
  assert.deepEqual(picture, aPicture(9, 7));
  const small = new Uint8Array(5).fill(9);
  assert.throws(
    () => {
      applyAugmentation(aPlan({}), picture, 9, 7, small);
    },
    { name: "InvariantError" },
  );
  assert.deepEqual(small, new Uint8Array(5).fill(9));
});

test("sine and cosine are right to 1e-14 and exact at the quarters", () => {
  for (let degrees = -180; degrees <= 180; degrees += 0.37) {
    const { sin, cos } = sinCosOfDegrees(degrees);
    assert.ok(Math.abs(sin - Math.sin((degrees * Math.PI) / 180)) < 1e-14, String(degrees));
    assert.ok(Math.abs(cos - Math.cos((degrees * Math.PI) / 180)) < 1e-14, String(degrees));
  }
  for (const [degrees, sin, cos] of [
    [0, 0, 1],
    [90, 1, 0],
    [-90, -1, 0],
    [180, 0, -1],
  ] as const) {
    const found = sinCosOfDegrees(degrees);
    assert.ok(found.sin === sin && found.cos === cos, `${degrees}: ${found.sin}, ${found.cos}`);
  }
});

test("epochs differ, and the bytes of a few of them are these, on every machine", () => {
  const picture = aPicture(31, 45);
  const hashes = [0, 1, 2].map((epoch) => {
    const out = augmented(planAugmentation(EVERYTHING, 11, epoch, 5), picture, 31, 45);
    return createHash("sha256").update(out).digest("hex").slice(0, 16);
  });
  assert.deepEqual(hashes, ["397dfe15053eee59", "a76413bff5b0f6fb", "cb7f5b08c11fcd13"]);
});
