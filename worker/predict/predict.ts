// Predicts pictures or rows in batches, in the order in which they come. One that can't be read or decoded is told and passed over.
import { indexOfLargest, softmax } from "../../common/metrics/classification.ts";
import { InvariantError, must } from "../../common/errors.ts";
import { decode } from "../data/decode.ts";
import type { PictureLabels } from "../model/labels.ts";
import type { PictureInput } from "./inputs.ts";
import type { Predictor } from "./predictor.ts";

export type Prediction =
  | {
      readonly kind: "predicted";
      readonly input: string;
      readonly class: string;
      /** Of that class. */
      readonly probability: number;
      /** In the order of the model's classes. */
      readonly probabilities: Float64Array;
    }
  | { readonly kind: "failed"; readonly input: string; readonly reason: string };

/** Large enough for the network to run at full speed, small enough to hold decoded. */
const BATCH = 32;

export type LoadedSample =
  | Extract<Prediction, { kind: "failed" }>
  /** Pixels of a decoded picture, or the bytes of a vector of float32. */
  | { readonly kind: "sample"; readonly input: string; readonly bytes: Uint8Array };

/** Decodes pictures, as many at once as are predicted at once. */
export async function* predictPictures(
  predictor: Predictor,
  inputs: AsyncIterable<PictureInput>,
): AsyncGenerator<Prediction> {
  const { labels } = predictor;
  if (!("preprocess" in labels)) throw new InvariantError("pictures for a model of vectors");
  yield* predictSamples(predictor, loads(inputs, labels));
}

async function* loads(
  inputs: AsyncIterable<PictureInput>,
  labels: PictureLabels,
): AsyncGenerator<() => Promise<LoadedSample>> {
  for await (const input of inputs) yield () => load(input, labels);
}

/** @param samples each is called once, those of a batch at the same time */
export async function* predictSamples(
  predictor: Predictor,
  samples: AsyncIterable<() => LoadedSample | Promise<LoadedSample>>,
): AsyncGenerator<Prediction> {
  let batch: Promise<LoadedSample>[] = [];
  for await (const sample of samples) {
    batch.push(Promise.resolve(sample()));
    if (batch.length < BATCH) continue;
    yield* predicted(predictor, await Promise.all(batch));
    batch = [];
  }
  yield* predicted(predictor, await Promise.all(batch));
}

async function load(input: PictureInput, labels: PictureLabels): Promise<LoadedSample> {
  const [height, width] = labels.preprocess.resize;
  const read = await input.read();
  if (read.kind === "missing") return { kind: "failed", input: input.input, reason: read.reason };
  const decoded = await decode(read.bytes, { height, width });
  return decoded.kind === "pixels"
    ? { kind: "sample", input: input.input, bytes: decoded.pixels }
    : { kind: "failed", input: input.input, reason: `it doesn't decode: ${decoded.reason}` };
}

function predicted(predictor: Predictor, batch: readonly LoadedSample[]): readonly Prediction[] {
  const samples = batch.flatMap((loaded) => (loaded.kind === "sample" ? [loaded.bytes] : []));
  if (samples.length === 0) return batch.flatMap((loaded) => (loaded.kind === "failed" ? [loaded] : []));
  const logits = predictor.logits(new Uint8Array(Buffer.concat(samples)));
  const { classes } = predictor.labels;
  let row = 0;
  return batch.map((loaded): Prediction => {
    if (loaded.kind === "failed") return loaded;
    const own = logits.subarray(row * classes.length, (row + 1) * classes.length);
    row++;
    const probabilities = softmax(own);
    const best = indexOfLargest(own);
    const { input } = loaded;
    return {
      kind: "predicted",
      input,
      class: must(classes[best], "a class"),
      probability: probabilities[best] ?? 0,
      probabilities,
    };
  });
}
