// Builders of training programs for tests.
import type { Phase, TrainingProgram } from "../../../common/program/program.ts";
import { CONSTANT } from "../../../common/program/schedule.ts";

export function aPhase(overrides: Partial<Phase> = {}): Phase {
  return { name: "head", epochs: 1, learningRate: 0.01, schedule: CONSTANT, features: false, ...overrides };
}

export function aProgram(overrides: Partial<TrainingProgram> = {}): TrainingProgram {
  return {
    seed: 1,
    batchSize: 8,
    microBatches: 4,
    samples: { train: 20, validation: 6, test: 9 },
    phases: [aPhase()],
    validation: { every: "epoch" },
    maxSteps: undefined,
    earlyStopping: undefined,
    onPlateau: undefined,
    ...overrides,
  };
}
