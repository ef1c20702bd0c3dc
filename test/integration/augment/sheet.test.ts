// The sheet of augmented samples.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import sharp from "sharp";
import { sheetSamples, writeAugmentationSheet } from "../../../worker/data/augment/sheet.ts";
import { EVERYTHING, NOTHING } from "../../unit/augment/cases.ts";
import { aDataSet, aFolder, aLoader, manifestOf } from "../data/pictures.ts";

const SIZE = { height: 100, width: 100 };

async function aSheet(t: TestContext, spec: typeof EVERYTHING, classes: number) {
  const root = await aDataSet(t, { classes, perClass: 3 });
  const manifest = await manifestOf(root);
  const file = join(await aFolder(t), "augmentation.png");
  const loader = aLoader(t, { root, manifest, ...SIZE });
  const samples = Int32Array.from(manifest.samples.keys());
  await writeAugmentationSheet({ loader, size: SIZE, manifest, samples, spec, seed: 1, file });
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const cell = (row: number, column: number): Uint8Array => {
    const [top, left] = [4 + row * 104, 4 + column * 104 + (column > 0 ? 10 : 0)];
    const lines = Array.from({ length: 100 }, (_, y) => ((top + y) * info.width + left) * 3);
    return Buffer.concat(lines.map((start) => data.subarray(start, start + 300)));
  };
  return { info, cell };
}

test("the sheet has a row of original and seven versions for each of six samples", async (t) => {
  const { info, cell } = await aSheet(t, EVERYTHING, 3);
  assert.deepEqual([info.width, info.height, info.channels], [4 + 8 * 104 + 10, 4 + 6 * 104, 3]);
  const cells = Array.from({ length: 48 }, (_, i) => Buffer.from(cell(Math.floor(i / 8), i % 8)).toString("base64"));
  assert.equal(new Set(cells).size, 48);
});

test("versions that change nothing look like the original", async (t) => {
  const { cell } = await aSheet(t, NOTHING, 2);
  for (let column = 1; column < 8; column++) assert.deepEqual(cell(0, column), cell(0, 0));
  assert.notDeepEqual(cell(1, 0), cell(0, 0));
});

test("the rows are of as many classes as possible, from the given samples only, another seed's are others", () => {
  const samples = Array.from({ length: 100 }, (_, id) => ({ path: "", class: id % 4, bytes: 1, identity: "" }));
  const allowed = Int32Array.from({ length: 50 }, (_, i) => 2 * i);
  const rows = sheetSamples({ samples }, allowed, 3);
  assert.equal(rows.length, 6);
  assert.ok(rows.every((id) => id % 2 === 0));
  const perClass = [0, 2].map((label) => rows.filter((id) => id % 4 === label).length);
  assert.deepEqual(perClass, [3, 3]);
  assert.notDeepEqual(sheetSamples({ samples }, allowed, 4), rows);
  assert.deepEqual([...sheetSamples({ samples }, Int32Array.of(5, 9), 3)], [5, 9]);
});
