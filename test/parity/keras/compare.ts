// Trains a case as the product does and holds its losses against Keras's.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "../../../common/errors.ts";
import { runJob } from "../../../cli/library/run-job.ts";
import { type CaseName, writeJob } from "./case.ts";
import { generatePictures, writePictures } from "./pictures.ts";

/** The fixture: what test/fixtures/keras/make_loss_curve.py writes. */
export interface Curve {
  /** Hash of the case that it was made from. */
  readonly case: string;
  readonly keras: string;
  readonly tensorflow: string;
  readonly losses: Readonly<Record<CaseName, readonly number[]>>;
  /** Of the same batches with the initial weights. */
  readonly untrained: Readonly<Record<CaseName, readonly number[]>>;
}

/** Largest difference between a loss of ours and Keras's. */
export const TOLERANCE = 1e-4;

const FIXTURE = new URL("../../../../test/fixtures/keras/loss-curve.json", import.meta.url);

export async function readCurve(): Promise<Curve> {
  return JSON.parse(await readFile(fileURLToPath(FIXTURE), "utf8")) as Curve;
}

/** A temporary folder with the pictures in it; `close` removes it. */
export async function openCaseFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-parity-"));
  await writePictures(generatePictures(), path.join(folder, "pictures"));
  return { folder, close: () => rm(folder, { recursive: true, force: true }) };
}

/** The losses of a run's first steps, and how it says that it computed them. */
export async function train(folder: string, name: CaseName, compute: "graph" | "eager", steps: number) {
  const losses: number[] = [];
  let computed: string | undefined;
  const runDir = path.join(folder, `${name}-${compute}`);
  const options = { runDir, eager: compute === "eager", set: [`training.limits.maxSteps=${steps}`] };
  for await (const event of runJob(await writeJob(folder, name), options)) {
    if (event.event === "step") losses.push(event.loss);
    if (event.event === "finished") computed = event.compute;
  }
  return { losses, compute: must(computed, "the end of the run") };
}

/** Of each step, without sign. */
export function differencesOf(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.map((loss, i) => Math.abs(loss - must(theirs[i], `a loss of step ${i + 1}`)));
}
