// A job of rows of numbers for simulated computing: reading one costs next to nothing.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { writeVectorModel } from "../../support/keras-file.ts";
import { NUMBERS, numberTable } from "../../support/number-table.ts";

export const SEED = 3;

export interface SimulatedJob {
  readonly microBatches: number;
  readonly batchSize: number;
  /** Of the training split. */
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  readonly everySteps: number;
  /** Samples that validate, and as many for the test. Left out: one sixth as many as are trained on. */
  readonly measured?: number;
}

/** @returns the job's file */
export async function writeSimulatedJob(folder: string, job: SimulatedJob): Promise<string> {
  const trained = job.stepsPerEpoch * job.batchSize;
  const measured = job.measured ?? Math.ceil(trained / 6);
  const rows = trained + 2 * measured;
  const split = { train: trained / rows, validation: measured / rows, test: measured / rows };
  await writeVectorModel(path.join(folder, "vectors.h5"), NUMBERS.length);
  await writeFile(path.join(folder, "numbers.csv"), numberTable(rows));
  const file = path.join(folder, "simulated.yaml");
  await writeFile(file, JSON.stringify(jobOf(job, split), undefined, 2));
  return file;
}

function jobOf({ microBatches, batchSize, epochs, everySteps }: SimulatedJob, split: object): object {
  const spec = {
    model: { source: "file:./vectors.h5" },
    dataset: {
      source: "file:./numbers.csv",
      format: "csv",
      columns: { features: NUMBERS, label: "kind" },
      split,
    },
    training: {
      seed: SEED,
      batchSize,
      microBatches,
      features: "off",
      phases: [{ epochs, unfreeze: ["*"], learningRate: 0.001 }],
    },
    checkpoint: { everySteps },
    workers: { threads: 1 },
  };
  return { apiVersion: "elastune.dev/v1alpha1", kind: "FineTuneJob", metadata: { name: "simulated" }, spec };
}
