// What a seed stands for: a job, its workers, and what goes wrong.
import type { TrainingProgram } from "../../common/program/program.ts";
import { CONSTANT } from "../../common/program/schedule.ts";
import type { Model } from "./model.ts";
import { Random } from "./random.ts";

export type Fault = { readonly atMs: number } & (
  | {
      /** docs/simulation.md says what happens. */
      readonly kind: WorkerFault;
      /** Of those that live, by turns. */
      readonly worker: number;
      readonly other: number;
      readonly forMs: number;
    }
  /** For a while no checkpoint can be written. */
  | { readonly kind: "full-disk"; readonly forMs: number }
  /** The job is to have so many workers. */
  | { readonly kind: "scale"; readonly replicas: number }
  /** Another coordinator takes the lead in the store. */
  | { readonly kind: "usurp" }
);

export const WORKER_FAULTS = [
  "kill",
  "kill-all",
  "hang",
  "pause",
  "stick",
  "throw",
  "cut",
  "swallow",
  "delay",
  "wrong-frame",
  "wrong-weights",
  "wrong-gradient",
  "cut-session",
  "swallow-session",
  "delay-session",
  "drain",
] as const;

export type WorkerFault = (typeof WORKER_FAULTS)[number];

/** A micro-batch of a round. */
export interface MicroBatch {
  readonly round: number;
  readonly microBatch: number;
}

export interface Scenario {
  readonly model: Model;
  /** That the job begins with. */
  readonly workers: number;
  /** With fewer it waits. */
  readonly min: number;
  /** Processes beyond those. */
  readonly spares: number;
  /** Floats of a chunk with one owner; undefined: everyone sums everything. */
  readonly chunkFloats: number | undefined;
  readonly faults: readonly Fault[];
  /** Whoever computes this dies. */
  readonly poison: MicroBatch | undefined;
  /** Whoever loads this finds a sample that does not decode. */
  readonly corrupt: MicroBatch | undefined;
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
    model: { program: programOf(random, seed), floats: 1 + random.below(12), auditEvery: random.pick([0, 0, 1, 2]) },
    workers,
    min: 1 + random.below(workers),
    spares: random.pick([0, 0, 1, 2]),
    chunkFloats: random.chance(0.5) ? undefined : 1 + random.below(4),
    faults: faultsOf(random),
    poison: random.chance(0.05) ? microBatchOf(random) : undefined,
    corrupt: random.chance(0.03) ? microBatchOf(random) : undefined,
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

function microBatchOf(random: Random): MicroBatch {
  return { round: random.below(12), microBatch: random.below(8) };
}

const KINDS = [...WORKER_FAULTS, "kill", "scale", "full-disk"] as const;

/** Most jobs go through several. Nothing can be said of a job that another coordinator has taken over. */
function faultsOf(random: Random): readonly Fault[] {
  if (random.chance(0.05)) return [{ kind: "usurp", atMs: random.between(0, LONG_MS) }];
  const count = random.pick([0, 1, 1, 2, 3, 5]);
  return Array.from({ length: count }, () => faultOf(random));
}

function faultOf(random: Random): Fault {
  const kind = random.pick(KINDS);
  const atMs = random.between(0, LONG_MS);
  if (kind === "scale") return { kind, atMs, replicas: 1 + random.below(6) };
  if (kind === "full-disk") return { kind, atMs, forMs: random.between(0, 2000) };
  return { kind, atMs, worker: random.below(6), other: random.below(6), forMs: random.between(0, 5000) };
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
