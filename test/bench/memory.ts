// npm run bench:memory: does a worker's resident memory stay flat over epochs, and does a data set of 100,000 pictures fit within 2 GiB:
// its manifest, one pass of decoding (96 x 96, the cache at its default) and 200 steps of the quick start's network, head only?
//   [--pictures 100000] [--only epochs | --only large] [--json] [--out FILE]      writes about 400 MB below the folder for temporary files, removed at the end
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { must } from "../../common/errors.ts";
import type { EpochMemory, LargeMemory } from "./memory-run.ts";
import { ROOT } from "./support/environment.ts";
import { LineProcess } from "./support/line-process.ts";
import { Report } from "./support/report.ts";
import { summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    pictures: { type: "string", default: "100000" },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const JOB = path.join(ROOT, "examples", "emoji.yaml");
const SMALL_DATA = path.join(ROOT, "examples", "data", "emoji");
const CLASSES = 10;
/** Pictures that differ in what they show; the others differ in a comment. */
const DISTINCT = 300;
const AT_MOST_MIB = 2048;
/** From the second epoch on: in the first the pictures come into memory and TensorFlow makes room. */
const GROWTH_AT_MOST_MIB = 64;

const report = new Report("memory", { json: flags.json, out: flags.out });
const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
try {
  const flat = flags.only === "large" || (await measureAllEpochs());
  const fits = flags.only === "epochs" || (await measureLarge(Number(flags.pictures)));
  process.exitCode = flat && fits ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureAllEpochs(): Promise<boolean> {
  const onFeatures = await measureEpochs("head", "auto");
  const onPictures = await measureEpochs("head", "off");
  const allLayers = await measureEpochs("*", "off");
  return onFeatures && onPictures && allLayers;
}

/** @returns whether memory stays flat over five epochs of the quick start. */
async function measureEpochs(unfreeze: string, features: "auto" | "off"): Promise<boolean> {
  const set = [
    "training.phases.0.epochs=5",
    `training.phases.0.unfreeze=["${unfreeze}"]`,
    "training.phases.0.learningRate=1e-4",
    `training.features=${features}`,
  ];
  const { afterEpochs, peak } = (await inChild(
    "epochs",
    `epochs-${unfreeze === "*" ? "all" : "head"}-${features}`,
    SMALL_DATA,
    set,
  )) as EpochMemory;
  const growth = must(afterEpochs.at(-1), "an epoch") - must(afterEpochs[1], "an epoch");
  const what = { what: "growth from the second epoch's end to the fifth's", trains: unfreeze, features };
  report.add({ case: what, unit: "MiB", ...summaryOf([growth]), atMost: GROWTH_AT_MOST_MIB, afterEpochs, peak });
  return growth <= GROWTH_AT_MOST_MIB;
}

async function measureLarge(pictures: number): Promise<boolean> {
  const data = path.join(folder, "data");
  await writePictures(data, pictures);
  const set = [
    "dataset.split={ train: 0.99, validation: 0.005, test: 0.005 }",
    "training.limits.maxSteps=200",
    "training.features=off",
  ];
  const { training, ...more } = (await inChild("large", "large", data, set)) as LargeMemory;
  const { peak, ...trained } = training;
  const what = { what: "peak", of: "manifest, one pass of decoding, 200 steps", pictures };
  report.add({ case: what, unit: "MiB", ...summaryOf([peak]), atMost: AT_MOST_MIB, ...more, training: trained });
  return peak <= AT_MOST_MIB;
}

async function inChild(mode: string, name: string, data: string, set: readonly string[]): Promise<unknown> {
  const worker = path.join(import.meta.dirname, "memory-run.js");
  const args = [worker, mode, JOB, path.join(folder, name), path.join(folder, "cache"), data, ...set];
  const child = new LineProcess(process.execPath, args, {}, true);
  const answer = must(await child.next(), `what ${mode} came to`);
  await child.close();
  return answer;
}

/** DIR/<class>/<number>.jpg: small pictures whose bytes all differ. */
async function writePictures(root: string, count: number): Promise<void> {
  const distinct = await Promise.all(Array.from({ length: DISTINCT }, (_, i) => encoded(i)));
  for (let c = 0; c < CLASSES; c++) await mkdir(path.join(root, `class-${c}`), { recursive: true });
  for (let first = 0; first < count; first += 200) {
    const numbers = Array.from({ length: Math.min(200, count - first) }, (_, i) => first + i);
    await Promise.all(
      numbers.map((number) => {
        const file = path.join(root, `class-${number % CLASSES}`, `${number}.jpg`);
        return writeFile(file, withComment(must(distinct[number % DISTINCT], "a picture"), String(number)));
      }),
    );
  }
}

/** 32 x 32, of a colour that tells its class and noise of its own. */
function encoded(seed: number): Promise<Buffer> {
  let state = seed + 1;
  const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 25 * (seed % CLASSES) * ((at % 3) / 2) + (state >>> 27);
  });
  return sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } })
    .jpeg()
    .toBuffer();
}

/** A JPEG file with a comment segment behind its first marker. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text), jpeg.subarray(2)]);
}
