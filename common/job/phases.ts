// spec.training.phases[]: which layers train, for how long and at what rate.
import { z } from "zod";
import { decimal, either, list, mapping, text, whole, word } from "./fields.ts";

const rate = decimal({ above: 0 });

const rateByPattern = z
  .object({ default: rate.describe("Rate of the layers that no pattern matches.") })
  .catchall(rate);
const learningRate = either("a number above 0, or { default: NUMBER, PATTERN: NUMBER, ... }", [
  rate.transform((number): z.output<typeof rateByPattern> => ({ default: number })),
  rateByPattern,
]);

const warmupSamples = whole(0).default(0).describe("The rate rises in a straight line over so many samples first.");
const end = decimal({ from: 0, to: 1 }).default(0).describe("Share of the rate that is left when the phase ends.");

const schedule = either("constant, { constant: ... }, { linear: ... }, { cosine: ... } or { step: ... }", [
  word(["constant"]),
  mapping({ constant: mapping({ warmupSamples }).describe("The same rate after a warm-up.") }),
  mapping({ linear: mapping({ warmupSamples, end }).describe("Down in a straight line.") }),
  mapping({ cosine: mapping({ warmupSamples, end }).describe("Down along half a cosine.") }),
  mapping({
    step: mapping({
      warmupSamples,
      everySamples: whole(1).describe("The rate is lowered each time so many samples were seen."),
      times: decimal({ above: 0, below: 1 }).default(0.1).describe("It is multiplied by this."),
    }).describe("Down in steps."),
  }),
]);

export const phaseSchema = mapping({
  name: text("a name of at most 63 letters, digits, - and _", /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/u)
    .default("head")
    .describe("Its name in events and files; no two phases share one."),
  unfreeze: list("layer names or patterns", text("the name of a layer, or a pattern such as block_16*"), 1)
    .default(["head"])
    .describe(
      "Which layers train, by name or picomatch pattern; `head` stands for all new layers, `*` for every layer. The others stay as they are.",
    ),
  epochs: whole(1, 1_000_000).default(5).describe("Passes over the training samples; each sample counts once in each."),
  learningRate: learningRate
    .prefault(1e-3)
    .describe(
      "Step size at its highest. A number, or a mapping with `default` and a number for each layer name or pattern (`head` for all new layers); where several match, the longest pattern counts.",
    ),
  schedule: schedule
    .default("constant")
    .describe("How the rate changes over the phase, as a function of the samples seen."),
  batchNormalization: word(["frozen", "affine", "train"])
    .default("frozen")
    .describe(
      "In unfrozen layers: `frozen` leaves gamma, beta and statistics, `affine` trains gamma and beta, `train` normalizes with each micro-batch's statistics and moves the averages.",
    ),
});
