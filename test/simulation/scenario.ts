// What a seed stands for: a job, its workers, and what goes wrong.
import type { TrainingProgram } from "../../common/program/program.ts";
import { CONSTANT } from "../../common/program/schedule.ts";
import type { Model } from "./model.ts";
import { Random } from "./random.ts";

export type Fault =
  | { readonly kind: "none" }
  /** A worker dies; its connections break. */
  | { readonly kind: "kill"; readonly worker: number; readonly atMs: number }
  /** A worker stops without a sign: its connections stay. */
  | { readonly kind: "hang"; readonly worker: number; readonly atMs: number }
  /** Two live workers lose a link between them. */
  | { readonly kind: "cut"; readonly worker: number; readonly other: number; readonly atMs: number }
  /** Another coordinator takes the lead in the store. */
  | { readonly kind: "usurp"; readonly atMs: number };

export interface Scenario {
  readonly model: Model;
  readonly workers: number;
  /** Floats of a chunk with one owner; undefined: everyone sums everything. */
  readonly chunkFloats: number | undefined;
  readonly fault: Fault;
  readonly commands: readonly { readonly command: "pause" | "resume" | "stop"; readonly atMs: number }[];
  /** When processes that do not belong here dial, and frames of an old generation arrive. */
  readonly strangersAtMs: readonly number[];
}

/** Within which most jobs are over. */
export const LONG_MS = 4000;

export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed ^ 0x5ce4a);
  const workers = 1 + random.below(6);
  return {
    model: { program: programOf(random, seed), floats: 1 + random.below(12) },
    workers,
    chunkFloats: random.chance(0.5) ? undefined : 1 + random.below(4),
    fault: faultOf(random, workers),
    commands: commandsOf(random),
    strangersAtMs: Array.from({ length: random.below(4) }, () => random.between(0, LONG_MS)),
  };
}

function programOf(random: Random, seed: number): TrainingProgram {
  const microBatches = random.pick([2, 4, 6, 8, 16]);
  const phase = (name: string) => ({
    name,
    epochs: 1 + random.below(2),
    learningRate: 0.01,
    schedule: CONSTANT,
    features: random.chance(0.3),
  });
  return {
    seed,
    microBatches,
    batchSize: microBatches * (1 + random.below(3)),
    samples: { train: 5 + random.below(60), validation: random.below(30), test: random.below(30) },
    phases: random.chance(0.5) ? [phase("head")] : [phase("head"), phase("top")],
    validation: random.chance(0.5) ? { every: "epoch" } : { every: "steps", steps: 1 + random.below(4) },
    maxSteps: random.chance(0.2) ? 1 + random.below(10) : undefined,
    earlyStopping: undefined,
    onPlateau: undefined,
  };
}

function faultOf(random: Random, workers: number): Fault {
  const atMs = random.between(0, LONG_MS);
  const worker = random.below(workers);
  const other = (worker + 1 + random.below(Math.max(1, workers - 1))) % workers;
  const kind = random.pick(["none", "none", "none", "kill", "kill", "hang", "cut", "usurp"] as const);
  if (kind === "none" || (kind === "cut" && other === worker)) return { kind: "none" };
  return { kind, worker, other, atMs };
}

function commandsOf(random: Random): Scenario["commands"] {
  const atMs = random.between(0, LONG_MS);
  if (random.chance(0.15)) return [{ command: "stop", atMs }];
  if (random.chance(0.2))
    return [
      { command: "pause", atMs },
      { command: "resume", atMs: atMs + random.between(0, 1000) },
    ];
  return [];
}
