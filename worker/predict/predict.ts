// Predicts pictures in batches, in the order in which they come. One that can't be read or decoded is told and passed over.
import { indexOfLargest, softmax } from "../../common/metrics/classification.ts";
import { must } from "../../common/errors.ts";
import { decode, limitSharp } from "../data/decode.ts";
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

type Loaded =
  | Extract<Prediction, { kind: "failed" }>
  | { readonly kind: "pixels"; readonly input: string; readonly pixels: Uint8Array };

export async function* predictPictures(
  predictor: Predictor,
  inputs: AsyncIterable<PictureInput>,
): AsyncGenerator<Prediction> {
  limitSharp();
  let batch: Promise<Loaded>[] = [];
  for await (const input of inputs) {
    batch.push(load(input, predictor));
    if (batch.length < BATCH) continue;
    yield* predicted(predictor, await Promise.all(batch));
    batch = [];
  }
  yield* predicted(predictor, await Promise.all(batch));
}

async function load(input: PictureInput, { labels }: Predictor): Promise<Loaded> {
  const [height, width] = labels.preprocess.resize;
  const read = await input.read();
  if (read.kind === "missing") return { kind: "failed", input: input.input, reason: read.reason };
  const decoded = await decode(read.bytes, { height, width });
  return decoded.kind === "pixels"
    ? { kind: "pixels", input: input.input, pixels: decoded.pixels }
    : { kind: "failed", input: input.input, reason: `it doesn't decode: ${decoded.reason}` };
}

function predicted(predictor: Predictor, batch: readonly Loaded[]): readonly Prediction[] {
  const pictures = batch.flatMap((loaded) => (loaded.kind === "pixels" ? [loaded.pixels] : []));
  if (pictures.length === 0) return batch.flatMap((loaded) => (loaded.kind === "failed" ? [loaded] : []));
  const logits = predictor.logits(Buffer.concat(pictures));
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
