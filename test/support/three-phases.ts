// A fine-tuning with everything in it whose place must be found again after a crash: three phases, dropout, augmentation, an epoch that
// ends in half a step, validation in the middle of epochs, decisions. Small steps, evaluations of several rounds.
import type { Changes, Workshop } from "./workshop.ts";

export const THREE_PHASES = ["head", "top", "all"] as const;

/** 38 training samples in steps of 6: the last one holds two, so that its first micro-batch of 3 is short and its second empty. */
export const EPOCH_STEPS = 7;
export const VALIDATION_STEPS = 5;

/** How BatchNormalization is treated where it is unfrozen. */
const BATCH_NORMALIZATION = "train";

/** @param variants 0: pictures are drawn anew in each epoch; else that many of each, whose features are computed and stored. */
export async function threePhaseJob(workshop: Workshop, name: string, variants: number): Promise<string> {
  if (!workshop.exists("many")) await workshop.pictures("many", { a: 41, b: 42, c: 43 });
  return workshop.job(name, threePhases(variants));
}

function threePhases(variants: number): Changes {
  return {
    model: { head: [{ dropout: 0.3 }, { dense: { units: "classes" } }] },
    dataset: {
      source: "file:./many",
      split: { train: 0.3, validation: 0.5, test: 0.2 },
      augment: { flipHorizontal: true, crop: 0.2, brightness: 0.2, cutout: 0.2, variants },
    },
    training: {
      optimizer: { adamw: { weightDecay: 0.1 } },
      batchSize: 6,
      microBatches: 2,
      clipNorm: 1,
      validation: { every: { steps: VALIDATION_STEPS } },
      // An accuracy that is as good as it gets is a plateau.
      onPlateau: { metric: "validation.accuracy", patience: 1, learningRate: { times: 0.7 } },
      phases: [
        { name: "head", epochs: 2, unfreeze: ["head"], learningRate: 0.01 },
        {
          name: "top",
          epochs: 2,
          unfreeze: ["head", "project"],
          learningRate: { default: 0.003, head: 0.01 },
          schedule: { cosine: { warmupSamples: 8 } },
        },
        {
          name: "all",
          epochs: 2,
          unfreeze: ["*"],
          learningRate: { default: 0.001, head: 0.01 },
          batchNormalization: BATCH_NORMALIZATION,
        },
      ],
    },
    checkpoint: { everySteps: 4, keep: 2 },
  };
}
