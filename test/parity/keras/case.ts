// What both sides train in the comparison with Keras: the quick start's network and pictures made here. The job for us; the same
// as plain data for test/fixtures/keras/make_loss_curve.py, which knows nothing of how we order samples or draw initial weights.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sampleAt } from "../../../common/sampling/order.ts";
import { initialValues } from "../../../worker/model/initial-values.ts";
import { generatePictures, type GeneratedPicture, SIZE } from "./pictures.ts";

export const STEPS = 20;
/** `norm` trains all layers with BatchNormalization in mode `train`, `all` leaves it frozen. */
export const CASES = ["head", "all", "norm"] as const;
export type CaseName = (typeof CASES)[number];

const SEED = 11;
const BATCH_SIZE = 16;
/** BatchNormalization's statistics are each micro-batch's own, in Keras the batch's. */
const MICRO_BATCHES = { head: 4, all: 4, norm: 1 } as const;
const MOMENTUM = 0.9;
const CUT_AT = "global_average_pooling2d";
/**
 * With all layers trained, two correct programs part ways quickly: a rounding in the last bit flips single ReLU6 masks, which changes
 * some gradients by 1e-3 of their size, and training amplifies that (Keras with oneDNN and without differs by 0.05 after 10 steps at a
 * rate of 3e-5). At this rate the steps still move the loss by a thousand times the tolerance; with BatchNormalization training, which
 * has less to learn at first, by 20 times (at 1e-6 Keras with oneDNN and without are 4e-4 apart).
 */
const RATES = { head: 3e-3, all: 1e-7, norm: 1e-7 } as const;
/** What the trunk ends in: MobileNetV2's last layer has 1280 channels. */
const FEATURES = 1280;

/** Where `npm run quickstart` and `npm test` put the model. */
const MODEL_FILE = fileURLToPath(new URL("../../../../examples/data/dog_breed_mobilenetv2.h5", import.meta.url));

/** Writes the case's job into `folder`, beside its pictures in `folder`/pictures. */
export async function writeJob(folder: string, name: CaseName): Promise<string> {
  const unfreeze = name === "head" ? "[head]" : '["*"]';
  const batchNormalization = name === "norm" ? "train" : "frozen";
  const job = `apiVersion: elastune.dev/v1alpha1
kind: FineTuneJob
metadata: { name: keras-${name} }
spec:
  model:
    source: file:${MODEL_FILE}
    cutAt: ${CUT_AT}
    head: [ { dense: { units: classes } } ]
  dataset:
    source: file:./pictures
    split: { train: 1, validation: 0, test: 0 }
    preprocess: { resize: [${SIZE}, ${SIZE}], scale: [-1, 1] }
  training:
    seed: ${SEED}
    batchSize: ${BATCH_SIZE}
    microBatches: ${MICRO_BATCHES[name]}
    optimizer: { sgd: { momentum: ${MOMENTUM} } }
    phases:
      - { name: ${name}, unfreeze: ${unfreeze}, epochs: 99, learningRate: ${RATES[name]}, batchNormalization: ${batchNormalization} }
    limits: { maxSteps: ${STEPS} }
    features: off
`;
  const file = path.join(folder, `${name}.yaml`);
  await writeFile(file, job);
  return file;
}

/** Everything that decides the losses but the model file, as plain data. */
export interface ExportedCase {
  readonly cutAt: string;
  readonly size: number;
  readonly scale: readonly [number, number];
  readonly momentum: number;
  readonly cases: Readonly<Record<CaseName, { readonly learningRate: number }>>;
  /** Pictures in the order of sample ids. */
  readonly files: readonly string[];
  readonly labels: readonly number[];
  /** sha256 over all pixels, in the order of sample ids. */
  readonly pixelsSha256: string;
  /** Sample ids of each step; the last step of an epoch has fewer. */
  readonly steps: readonly (readonly number[])[];
  /** Row by row, 1280 x classes. */
  readonly headKernel: readonly number[];
  readonly headBias: readonly number[];
}

export function exportCase(pictures: readonly GeneratedPicture[] = generatePictures()): ExportedCase {
  const labels = pictures.map((picture) => Number(picture.path.slice(1, picture.path.indexOf("/"))));
  const classes = Math.max(...labels) + 1;
  const pixels = createHash("sha256");
  for (const picture of pictures) pixels.update(picture.pixels);
  const place = { layer: "head_dense", weight: "kernel", shape: [FEATURES, classes] };
  return {
    cutAt: CUT_AT,
    size: SIZE,
    scale: [-1, 1],
    momentum: MOMENTUM,
    cases: {
      head: { learningRate: RATES.head },
      all: { learningRate: RATES.all },
      norm: { learningRate: RATES.norm },
    },
    files: pictures.map((picture) => picture.path),
    labels,
    pixelsSha256: pixels.digest("hex"),
    steps: sampleIdsOfSteps(pictures.length),
    headKernel: [...initialValues(SEED, place)],
    headBias: Array.from({ length: classes }, () => 0),
  };
}

/** Names the case in the fixture: a test that fails because the case has changed says so. */
export function hashOfCase(exported: ExportedCase): string {
  return createHash("sha256").update(JSON.stringify(exported)).digest("hex");
}

/** Epoch after epoch in batches, the last of each epoch being what is left. */
function sampleIdsOfSteps(samples: number): number[][] {
  const stepsPerEpoch = Math.ceil(samples / BATCH_SIZE);
  return Array.from({ length: STEPS }, (_, step) => {
    const epoch = Math.floor(step / stepsPerEpoch);
    const first = (step % stepsPerEpoch) * BATCH_SIZE;
    const size = Math.min(BATCH_SIZE, samples - first);
    return Array.from({ length: size }, (_, i) => sampleAt(SEED, epoch, samples, first + i));
  });
}
