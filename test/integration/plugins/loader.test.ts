// The picture loader with a plugin's augmentation: bytes of a train round and of evaluation.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import { type Augmentation, type Loader, openLoader } from "../../../worker/data/loader.ts";
import { buildManifest } from "../../../worker/data/manifest.ts";
import { writePictureFolder } from "../../support/picture-folders.ts";

const AS_IT_IS: Augmentation["spec"] = {
  flipHorizontal: false,
  flipVertical: false,
  crop: 0,
  rotate: 0,
  brightness: 0,
  contrast: 0,
  cutout: 0,
  variants: 0,
};
let root: string;
let loader: Loader;

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), "elastune-plugin-loader-"));
  await writePictureFolder(root, { a: 2, b: 2 });
  const { manifest } = await buildManifest({ root, source: root });
  loader = openLoader({ manifest, root, height: 16, width: 16, corruptPolicy: "fail", clock: systemClock });
});
after(async () => {
  await loader.close();
  await rm(root, { recursive: true });
});

async function pixelsOf(augmentation?: Augmentation): Promise<Uint8Array> {
  const pixels = new Uint8Array(4 * 16 * 16 * 3);
  const buffers = { pixels, labels: new Int32Array(4), weights: new Float32Array(4) };
  await loader.prepare(Int32Array.of(0, 1, 2, 3), buffers, augmentation);
  return pixels;
}

function by(apply: (pixels: Uint8Array) => void, spec = AS_IT_IS): Augmentation {
  const augment = {
    apply: ({ pixels }: { readonly pixels: Uint8Array }) => {
      apply(pixels);
    },
  };
  return { spec, seed: 1, epoch: 0, plugins: [{ file: "/own.mjs", sha256: "", augment }] };
}

const invert = (pixels: Uint8Array): void => {
  pixels.forEach((value, i) => (pixels[i] = 255 - value));
};

test("a plugin changes the pictures of a train round; evaluation sees them as they are, before and after", async () => {
  const before = await pixelsOf();
  assert.deepEqual(
    await pixelsOf(by(invert)),
    before.map((value) => 255 - value),
  );
  assert.deepEqual(await pixelsOf(), before);
});

test("a plugin comes after the job's own augmentation", async () => {
  const flipped = { ...AS_IT_IS, flipHorizontal: true, flipVertical: true, rotate: 20 };
  const own = await pixelsOf({ spec: flipped, seed: 1, epoch: 0 });
  assert.deepEqual(
    await pixelsOf(by(invert, flipped)),
    own.map((value) => 255 - value),
  );
});
