// Small data sets of real pictures in temporary folders.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { TestContext } from "node:test";
import sharp, { type Sharp } from "sharp";
import type { Clock } from "../../../common/clock.ts";
import { type LoaderOptions, openLoader } from "../../../worker/data/loader.ts";
import { buildManifest, type Manifest } from "../../../worker/data/manifest.ts";

/** An empty folder that goes with the test. */
export async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "elastune-data-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files, with their folders. */
export async function write(root: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** One colour; noise, from the seed alone, where a picture must not compress. */
export function aPicture(red: number, green: number, blue: number, width = 12, height = 8): Sharp {
  return sharp({ create: { width, height, channels: 3, background: { r: red, g: green, b: blue } } });
}

export function aNoisyPicture(seed: number, width = 96, height = 64): Sharp {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0, x = seed + 1; i < pixels.length; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    pixels[i] = x >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Classes c0, c1, ... of noisy jpegs: c0/0.jpg, ... */
export async function aDataSet(t: TestContext, { classes = 2, perClass = 4, width = 96, height = 64 } = {}) {
  const root = await aFolder(t);
  for (let index = 0; index < classes; index++) {
    for (let i = 0; i < perClass; i++) {
      const bytes = await aNoisyPicture(index * 1000 + i, width, height)
        .jpeg()
        .toBuffer();
      await write(root, { [`c${index}/${i}.jpg`]: bytes });
    }
  }
  return root;
}

export async function manifestOf(root: string): Promise<Manifest> {
  return (await buildManifest({ root, source: "file:./data" })).manifest;
}

/** A clock that doesn't wait: it notes the pauses, and `onSleep` may change the world meanwhile. */
export function aClock(onSleep: () => Promise<void> = () => Promise.resolve()) {
  const pausesMs: number[] = [];
  const clock: Clock = {
    now: () => 0,
    monotonicMs: () => 0,
    sleep: async (ms) => {
      pausesMs.push(ms);
      await onSleep();
    },
  };
  return { clock, pausesMs };
}

type LoaderSettings = Partial<LoaderOptions> & Pick<LoaderOptions, "root" | "manifest">;

/** A loader of 16 x 16 pictures, closed with the test. */
export function aLoader(t: TestContext, settings: LoaderSettings) {
  const defaults = { height: 16, width: 16, corruptPolicy: "fail", clock: aClock().clock } as const;
  const loader = openLoader({ ...defaults, ...settings });
  t.after(() => loader.close());
  return loader;
}

/** Buffers as the compute thread shares them, full of what must be overwritten. */
export function buffersFor(size: number, sampleBytes = 16 * 16 * 3) {
  return {
    pixels: new Uint8Array(new SharedArrayBuffer(size * sampleBytes)).fill(77),
    labels: new Int32Array(new SharedArrayBuffer(size * 4)).fill(77),
    weights: new Float32Array(new SharedArrayBuffer(size * 4)).fill(77),
    digests: new BigUint64Array(new SharedArrayBuffer(size * 8)).fill(77n),
  };
}

/**
 * How often timers and I/O got their turn while `work` went on: no time, which a busy machine stretches, but whether the work is done
 * in pieces.
 */
export async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  let done = false;
  const count = async (): Promise<void> => {
    while (!done) {
      await setImmediate();
      turns++;
    }
  };
  const counting = count();
  await work();
  done = true;
  await counting;
  return turns;
}
