// spec.training: how the weights change. Phases are in phases.ts.
import { decimal, either, mapping, text, whole, word } from "./fields.ts";
import { phaseSchema } from "./phases.ts";
import { list } from "./fields.ts";
import { z } from "zod";

const sgd = mapping({
  momentum: decimal({ from: 0, below: 1 }).default(0).describe("Share of the last update that is kept; 0.9 is usual."),
  nesterov: z.boolean({ error: "true or false" }).default(false).describe("Look ahead along the momentum."),
  weightDecay: decimal({ from: 0 }).default(0).describe("Added to the gradient, times the weight (as in PyTorch)."),
});

const beta = (fallback: number) => decimal({ from: 0, below: 1 }).default(fallback);
const adamw = mapping({
  beta1: beta(0.9).describe("Decay of the mean of the gradients."),
  beta2: beta(0.999).describe("Decay of the mean of their squares."),
  epsilon: decimal({ above: 0 }).default(1e-8).describe("Keeps the division finite."),
  weightDecay: decimal({ from: 0 }).default(0.01).describe("Taken off the weight each step, times the learning rate."),
});

const optimizer = either("adamw, sgd, { adamw: { weightDecay: 0.01 } } or { sgd: { momentum: 0.9 } }", [
  z.literal("adamw").transform(() => ({ adamw: adamw.parse({}) })),
  z.literal("sgd").transform(() => ({ sgd: sgd.parse({}) })),
  mapping({ adamw: adamw.describe("AdamW: Adam with decoupled weight decay.") }),
  mapping({ sgd: sgd.describe("Stochastic gradient descent.") }),
]);

const metric = text(
  "a metric of the validation set, such as validation.loss",
  /^validation\.[A-Za-z][A-Za-z0-9-]{0,62}$/u,
);
const patience = (fallback: number) =>
  whole(1).default(fallback).describe("Validations without an improvement before it acts.");

const onPlateau = mapping({
  metric: metric
    .default("validation.loss")
    .describe("The metric that has to get better; its name says which way is better."),
  patience: patience(2),
  learningRate: mapping({
    times: decimal({ above: 0, below: 1 }).default(0.5).describe("The rate is multiplied by this."),
    min: decimal({ from: 0 }).default(0).describe("It does not go below this."),
  })
    .optional()
    .describe("Lower the learning rate."),
  batchSize: mapping({
    times: whole(2).default(2).describe("The batch size is multiplied by this."),
    max: whole(1).describe("It does not go above this."),
  })
    .optional()
    .describe("Grow the batch."),
});

const earlyStopping = mapping({
  metric: metric
    .default("validation.loss")
    .describe("The metric that has to get better; its name says which way is better."),
  patience: patience(3),
});

const validation = mapping({
  every: either("epoch or { steps: 200 }", [
    word(["epoch"]),
    mapping({ steps: whole(1).describe("Validate each time so many steps are done.") }),
  ])
    .optional()
    .describe(
      "`epoch` (the default) or `{ steps: N }`: when the validation set is measured, besides the end of each phase.",
    ),
  steps: whole(1).optional().describe("Short for `every: { steps: N }`."),
})
  .refine(({ every, steps }) => every === undefined || steps === undefined, { error: "every or steps, not both" })
  .transform(({ every, steps }) => ({ every: every ?? (steps === undefined ? ("epoch" as const) : { steps }) }));

const limits = mapping({
  maxSteps: whole(1).optional().describe("End training after so many steps; the model is still measured and saved."),
  maxSeconds: decimal({ above: 0 })
    .optional()
    .describe("End training after so many seconds; the model is still measured and saved."),
});

const classWeight = decimal({ above: 0 });
const loss = mapping({
  labelSmoothing: decimal({ from: 0, below: 1 })
    .default(0)
    .describe(
      "Share of each label that is spread evenly over all classes, so that the network is less sure; 0.1 is usual.",
    ),
  classWeights: either("balanced or { CLASS: NUMBER, ... }", [
    word(["balanced"]),
    z.record(text("the name of a class"), classWeight),
  ])
    .optional()
    .describe(
      "How much a sample of each class counts (as in PyTorch's CrossEntropyLoss): `balanced` lets all classes count the same however many samples they have, in a mapping the classes that are not named count 1. Left out: each sample counts 1.",
    ),
});

export const trainingSchema = mapping({
  seed: whole(0, 2 ** 32 - 1)
    .default(0)
    .describe(
      "All randomness follows from it: split, order, new weights, dropout. The same seed gives the same weights, bit for bit.",
    ),
  batchSize: whole(1, 2 ** 20)
    .default(32)
    .describe("Samples in one step, whatever the number of workers. Lower it when memory runs out."),
  microBatches: whole(1, 2 ** 16)
    .default(4)
    .describe(
      "Equal pieces that a step is cut into: the unit of work, of recovery and of the order of the sums. Divides batchSize; more of them need less memory.",
    ),
  optimizer: optimizer.prefault("adamw").describe("How a gradient becomes an update."),
  loss: loss
    .prefault({})
    .describe(
      "What training makes small: cross-entropy with these options. Validation and test always tell plain cross-entropy over the samples. A plugin's loss takes the place of all of it.",
    ),
  phases: list("phases", phaseSchema, 1, 64)
    .prefault([{}])
    .describe("Stages of training, one after the other, each with its own unfrozen layers and rates."),
  onPlateau: onPlateau
    .optional()
    .describe("When a metric stops getting better: lower the rate, grow the batch, or both."),
  earlyStopping: earlyStopping
    .optional()
    .describe("End a phase when a metric stops getting better, and go back to the best weights."),
  validation: validation.prefault({}).describe("How often the validation set is measured."),
  limits: limits.prefault({}).describe("Ends training early, whatever the phases say."),
  features: word(["auto", "off"])
    .default("auto")
    .describe(
      "Compute the output of a frozen trunk once per sample instead of once per epoch, where that changes nothing. `off` never does.",
    ),
  onNonFinite: word(["fail", "skip"])
    .default("fail")
    .describe("When a gradient is not finite: `fail` the job, or `skip` that update, say so and go on."),
  clipNorm: decimal({ above: 0 })
    .optional()
    .describe(
      "Scale the gradient down when its norm over all trained weights is larger than this. Left out: no clipping.",
    ),
});
