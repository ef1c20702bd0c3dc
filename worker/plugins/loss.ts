// A plugin's loss over a micro-batch: each sample's loss and the gradient that the backward pass begins with. Pure but for the plugin.
import { must } from "../../common/errors.ts";
import type { LoadedPlugin } from "./check.ts";
import { called, finiteFrom, pluginFailed, type PluginPart } from "./failure.ts";
import type { PluginLoss } from "./types.ts";

/** What the host made of a micro-batch's logits. */
export interface HostLosses {
  /** Of each sample; 0 for one that does not count. */
  readonly losses: Float32Array;
  /** size x classes: of each sample's loss with respect to its logits, not weighted; 0 for one that does not count. */
  readonly gradient: Float32Array;
}

/** A loss that is computed by this thread, not by TensorFlow. */
export interface HostLoss {
  compute(microBatch: CountedSamples, logits: Float32Array): HostLosses;
}

interface CountedSamples {
  readonly labels: Int32Array;
  readonly sampleWeights: Float32Array;
}

/** @returns undefined for a plugin without a loss */
export function hostLossOf({ file, plugin }: LoadedPlugin): HostLoss | undefined {
  const { loss } = plugin;
  if (loss === undefined) return undefined;
  const name = loss.name === undefined ? "loss.compute" : `loss.compute (${loss.name})`;
  return { compute: (microBatch, logits) => lossesOf({ file, name }, loss, microBatch, logits) };
}

function lossesOf(part: PluginPart, loss: PluginLoss, samples: CountedSamples, logits: Float32Array): HostLosses {
  const { labels, sampleWeights } = samples;
  const classes = logits.length / labels.length;
  const losses = new Float32Array(labels.length);
  const gradient = new Float32Array(logits.length);
  labels.forEach((label, i) => {
    if (must(sampleWeights[i], "sample weight") === 0) return;
    const row = gradient.subarray(i * classes, (i + 1) * classes);
    losses[i] = sampleLoss(part, loss, logits.slice(i * classes, (i + 1) * classes), label, row);
  });
  return { losses, gradient };
}

/** @param logits a copy, which the plugin may spoil */
function sampleLoss(
  part: PluginPart,
  loss: PluginLoss,
  logits: Float32Array,
  label: number,
  into: Float32Array,
): number {
  // What is left as it was can then be told from what was written.
  into.fill(Number.NaN);
  // Training has run away: no fault of the loss, and the job says what to do about it (training.onNonFinite).
  if (!logits.every(Number.isFinite)) return Number.NaN;
  const value = finiteFrom(
    part,
    called(part, () => loss.compute(logits, label, logits.length, into)),
  );
  const wrong = into.findIndex((element) => !Number.isFinite(element));
  if (wrong < 0) return value;
  throw pluginFailed(
    part,
    `left the gradient's element ${wrong} at ${into[wrong] ?? Number.NaN}; expected a finite number in each of ${into.length}`,
  );
}
