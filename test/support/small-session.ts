// Requests for the compute session over the small Keras model, and pictures for it: for tests that drive training by hand.
import { inputViews } from "../../worker/compute/arena.ts";
import { PLAIN_LOSS } from "../../worker/compute/loss.ts";
import type { LoadRequest, PreparedMicroBatch } from "../../worker/compute/protocol.ts";
import type { Session } from "../../worker/compute/session.ts";

const MICRO_BATCH = 4;
const CLASSES = ["a", "b", "c", "d"];

/** One micro-batch of 4 pictures a step, no dropout, AdamW, one phase that trains the head. */
export function smallRequest(folder: { readonly modelFile: string; readonly cacheDir: string }): LoadRequest {
  return {
    ...folder,
    cutAt: undefined,
    weights: "pretrained",
    head: [{ dense: { units: "classes" } }],
    classes: CLASSES,
    seed: 3,
    resize: [16, 16],
    scale: [-1, 1],
    phases: [{ name: "head", unfreeze: ["head"], learningRate: 0.01, batchNormalization: "frozen" }],
    optimizer: { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 },
    clipNorm: undefined,
    loss: PLAIN_LOSS,
    largestMicroBatch: MICRO_BATCH,
    microBatches: 1,
    ranks: 1,
    keepBest: false,
    towers: 1,
    formats: [],
    compute: "graph",
    device: "cpu",
  };
}

/** Fills an input buffer with `samples` pictures, from number `first` on: each a function of its number, the rest padding. */
export function fillWithPictures(
  session: Session,
  place: { readonly input: number; readonly microBatchSize: number },
  first: number,
  samples = place.microBatchSize,
): PreparedMicroBatch {
  const bytesPerSample = 16 * 16 * 3;
  const { pixels, labels, sampleWeights } = inputViews(session.loaded.arena, place.input, {
    microBatchSize: place.microBatchSize,
    bytesPerSample,
  });
  for (let i = 0; i < place.microBatchSize; i++) {
    const picture = pixels.subarray(i * bytesPerSample, (i + 1) * bytesPerSample);
    picture.forEach((_, at) => (picture[at] = Math.imul(at + 1, 2654435761 + first + i) >>> 24));
    labels[i] = (first + i) % CLASSES.length;
    sampleWeights[i] = i < samples ? 1 : 0;
  }
  return { input: place.input, seed: [first, 1] };
}
