// From a job and the sizes of its splits to the program that training follows.
import type { JobSpec } from "../job/schema.ts";
import type { Patience, Phase, PlateauPolicy, TrainingProgram } from "./program.ts";
import { CONSTANT, type Schedule } from "./schedule.ts";

type JobPhase = JobSpec["training"]["phases"][number];

/** Its phases train on features as far as the job wants it; `withPossibleFeatures` takes out those that cannot. */
export function programOf(spec: JobSpec, samples: TrainingProgram["samples"]): TrainingProgram {
  const { training } = spec;
  const { every } = training.validation;
  return {
    seed: training.seed,
    batchSize: training.batchSize,
    microBatches: training.microBatches,
    samples,
    phases: training.phases.map((phase) => ({ ...phaseOf(phase), features: training.features === "auto" })),
    validation: every === "epoch" ? { every: "epoch" } : { every: "steps", steps: every.steps },
    maxSteps: training.limits.maxSteps,
    earlyStopping: training.earlyStopping === undefined ? undefined : patienceOf(training.earlyStopping),
    onPlateau: training.onPlateau === undefined ? undefined : plateauOf(training.onPlateau),
  };
}

/** @param possible by phase: whether its network has a frozen trunk whose outputs never change */
export function withPossibleFeatures(program: TrainingProgram, possible: readonly boolean[]): TrainingProgram {
  return {
    ...program,
    phases: program.phases.map((phase, index) => ({ ...phase, features: phase.features && possible[index] === true })),
  };
}

function phaseOf({ name, epochs, learningRate, schedule }: JobPhase): Omit<Phase, "features"> {
  return { name, epochs, learningRate: learningRate.default, schedule: scheduleOf(schedule) };
}

function scheduleOf(schedule: JobPhase["schedule"]): Schedule {
  if (schedule === "constant") return CONSTANT;
  if ("constant" in schedule) return { ...CONSTANT, ...schedule.constant };
  if ("linear" in schedule) return { ...CONSTANT, kind: "linear", ...schedule.linear };
  if ("cosine" in schedule) return { ...CONSTANT, kind: "cosine", ...schedule.cosine };
  return { ...CONSTANT, kind: "step", ...schedule.step };
}

/** Metrics are named with their split in the job: validation.loss. */
function patienceOf({ metric, patience }: { readonly metric: string; readonly patience: number }): Patience {
  return { metric: metric.replace(/^validation\./, ""), patience };
}

function plateauOf(policy: NonNullable<JobSpec["training"]["onPlateau"]>): PlateauPolicy {
  return { ...patienceOf(policy), learningRate: policy.learningRate, batchSize: policy.batchSize };
}
