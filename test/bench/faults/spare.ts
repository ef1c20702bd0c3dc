// Real computing, and a spare: how long nothing is committed when one of two workers is killed, however often, beside a step without faults.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { verifyRun } from "../../../cli/library/verify-run.ts";
import { ROOT } from "../support/environment.ts";
import { medianOf } from "../support/summary.ts";
import { killedRun } from "./killed-run.ts";

export interface SpareResult {
  /** After each kill, the longest time without a step. */
  readonly gapsMs: readonly number[];
  readonly stepMs: number;
  readonly verified: boolean;
}

const WORKERS = 2;
const STEPS_PER_EPOCH = 5;
/** The new spare has loaded its model by then. */
const KILL_EVERY_STEPS = 5 * STEPS_PER_EPOCH;
/** After an epoch's second step: far from the validation, which would count as a gap as well. */
const KILL_AFTER = 2;
const STEPS_AFTER = 2;
const SETTINGS = [
  "workers.spares=1",
  "workers.min=1",
  "training.batchSize=128",
  "training.microBatches=8",
  "training.features=off",
];

/** All layers of the quick start's network, so that each worker computes for a quarter of a second. */
export async function killedWithSpare(kills: number): Promise<SpareResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
  const runDir = path.join(folder, "run");
  const epochs = `training.phases.0.epochs=${Math.ceil(((kills + 1) * KILL_EVERY_STEPS) / STEPS_PER_EPOCH)}`;
  const options = { runDir, workers: WORKERS, set: [...SETTINGS, epochs] };
  const isTime = (step: number, killed: number): boolean => step % KILL_EVERY_STEPS === KILL_AFTER && killed < kills;
  try {
    const job = path.join(ROOT, "examples", "emoji-all-10x.yaml");
    const { committedMs, killedAfter } = await killedRun(job, options, isTime);
    const between = committedMs.slice(1).map((at, i) => at - (committedMs[i] ?? at));
    return {
      gapsMs: killedAfter.map((count) => Math.max(...between.slice(count - 1, count - 1 + STEPS_AFTER))),
      stepMs: medianOf(between),
      verified: (await verifyRun(runDir)).ok,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
