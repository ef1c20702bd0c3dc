// elastune predict RUN INPUT...: which class each picture, or each row of a CSV file, is.
import path from "node:path";
import { cacheDir } from "../../common/cache-dir.js";
import { UsageError } from "../../common/errors.ts";
import { pictureInputs } from "../../worker/predict/inputs.ts";
import { type Prediction, predictPictures, predictSamples } from "../../worker/predict/predict.ts";
import { openPredictor } from "../../worker/predict/predictor.ts";
import { rowInputs } from "../../worker/predict/rows.ts";
import { openFineTuned } from "../library/fine-tuned.ts";

export interface PredictFlags {
  readonly probabilities?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code: 1 when an input could not be predicted; the others are all the same. */
export async function predictCommand(target: string, inputs: readonly string[], flags: PredictFlags): Promise<number> {
  const { fineTuned, file, run } = await openFineTuned(target);
  const device = run?.job.spec.workers.device ?? "auto";
  const predictor = await openPredictor(fineTuned, { name: file, device, cacheDir: path.join(cacheDir(), "graphs") });
  const { classes } = fineTuned.labels;
  const write = flags.json === true ? jsonWriter(classes, flags) : tableWriter(classes, flags);
  const counts = { predicted: 0, failed: 0 };
  const { labels } = predictor;
  const predictions =
    "features" in labels
      ? predictSamples(predictor, rowInputs(inputs, process.stdin, labels.features))
      : predictPictures(predictor, pictureInputs(inputs, process.stdin));
  try {
    for await (const prediction of predictions) {
      counts[prediction.kind] += 1;
      write(prediction);
    }
  } finally {
    predictor.close();
  }
  if (counts.predicted + counts.failed === 0) throw new UsageError("there is nothing to predict: no input was given.");
  if (counts.failed > 0) process.stderr.write(`${counts.predicted} predicted, ${counts.failed} could not be\n`);
  return counts.failed === 0 ? 0 : 1;
}

type Write = (prediction: Prediction) => void;

function jsonWriter(classes: readonly string[], flags: PredictFlags): Write {
  return (prediction) => {
    process.stdout.write(
      `${JSON.stringify({ ...eventOf(prediction, classes, flags), time: new Date().toISOString() })}\n`,
    );
  };
}

function eventOf(
  prediction: Prediction,
  classes: readonly string[],
  flags: PredictFlags,
): Readonly<Record<string, unknown>> {
  const { input } = prediction;
  if (prediction.kind === "failed") {
    return { event: "error", code: "input-failed", message: `${input}: ${prediction.reason}`, input };
  }
  const { class: name, probability, probabilities } = prediction;
  const every = Object.fromEntries(classes.map((of, index) => [of, probabilities[index] ?? 0]));
  const rest = flags.probabilities === true ? { probabilities: every } : {};
  return { event: "prediction", input, class: name, probability, ...rest };
}

/** How many of the classes `--probabilities` shows in the table. */
const SHOWN = 5;

function tableWriter(classes: readonly string[], flags: PredictFlags): Write {
  const width = Math.max(5, ...classes.map((name) => name.length));
  process.stdout.write(`${"class".padEnd(width)}  probability  input\n`);
  return (prediction) => {
    if (prediction.kind === "failed") {
      process.stderr.write(`error: ${prediction.input}: ${prediction.reason}\n`);
      return;
    }
    const { input, probabilities } = prediction;
    const line = (name: string, probability: number, rest: string): string =>
      `${name.padEnd(width)}  ${probability.toFixed(4).padStart(11)}${rest}\n`;
    process.stdout.write(line(prediction.class, prediction.probability, `  ${input}`));
    if (flags.probabilities !== true) return;
    const ranked = classes.map((name, index) => ({ name, probability: probabilities[index] ?? 0 }));
    ranked.sort((a, b) => b.probability - a.probability);
    for (const { name, probability } of ranked.slice(1, SHOWN)) process.stdout.write(line(name, probability, ""));
  };
}
