import assert from "node:assert/strict";
import { test } from "node:test";
import { applyPlugins, augmentsOf } from "../../../worker/plugins/augment.ts";
import type { PluginPicture } from "../../../worker/plugins/types.ts";
import { aPlugin, failsWith } from "./plugins.ts";

function applied(
  applies: readonly ((picture: PluginPicture) => unknown)[],
  place: { readonly seed?: number; readonly epoch?: number; readonly sampleId?: number } = {},
): Uint8Array {
  // As training has it: one picture in the middle of shared memory.
  const memory = new Uint8Array(new SharedArrayBuffer(30));
  const pixels = memory.subarray(9, 21);
  pixels.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const plugins = augmentsOf(applies.map((apply) => aPlugin({ augment: { apply } })));
  applyPlugins(plugins, { pixels, height: 2, width: 2, seed: 7, epoch: 0, sampleId: 0, ...place });
  assert.ok(memory.subarray(0, 9).every((byte) => byte === 0) && memory.subarray(21).every((byte) => byte === 0));
  return pixels;
}

test("a plugin changes the picture in place, and the next one goes on with what it left", () => {
  const pixels = applied([
    (picture) => picture.pixels.reverse(),
    ({ pixels: given, height, width }) => {
      given[0] = height * 10 + width;
    },
  ]);
  assert.deepEqual([...pixels], [22, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("a plugin's picture is memory of its own: what it keeps and writes later changes nothing", () => {
  let kept = new Uint8Array();
  const pixels = applied([
    (picture) => {
      kept = picture.pixels as Uint8Array<ArrayBuffer>;
    },
  ]);
  assert.ok(!(kept.buffer instanceof SharedArrayBuffer));
  kept.fill(0);
  assert.equal(pixels[0], 1);
});

test("the seed is a function of job seed, epoch, sample and the plugin's place", () => {
  const seedOf = (place: Parameters<typeof applied>[1], index = 0): string => {
    const seeds: string[] = [];
    const note = (picture: PluginPicture): void => {
      seeds.push(picture.seed.join());
    };
    applied([note, note], place);
    return seeds[index] ?? "";
  };
  assert.equal(seedOf({ epoch: 3, sampleId: 5 }), seedOf({ epoch: 3, sampleId: 5 }));
  const all = [seedOf({}), seedOf({ epoch: 1 }), seedOf({ sampleId: 1 }), seedOf({ seed: 8 }), seedOf({}, 1)];
  assert.equal(new Set(all).size, all.length);
  assert.match(all[0] ?? "", /^-?\d+,-?\d+$/);
});

test("a plugin that throws, is asynchronous or returns a new picture fails the job, naming module and function", () => {
  const apply = "augment.apply";
  const boom = (): never => {
    throw new RangeError("out");
  };
  assert.throws(() => applied([boom]), failsWith(apply, "threw: RangeError: out"));
  assert.throws(() => applied([() => Promise.reject(new Error("late"))]), failsWith(apply, "promise"));
  assert.throws(() => applied([({ pixels }) => pixels.slice()]), failsWith(apply, "in place"));
});
