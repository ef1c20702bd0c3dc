// elastune evaluate RUN: the metrics of a run's model on one of its splits, or on other data.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheDir } from "../../common/cache-dir.js";
import { systemClock } from "../../common/clock.ts";
import { UsageError } from "../../common/errors.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import type { Manifest } from "../../worker/data/manifest.ts";
import { readManifest } from "../../worker/data/manifest-file.ts";
import { dataSourceOf, readDataSet } from "../../worker/data/source.ts";
import { splitSamples } from "../../worker/data/split.ts";
import { evaluateSamples } from "../../worker/predict/evaluate.ts";
import { openPredictor } from "../../worker/predict/predictor.ts";
import { type Opened, openFineTuned } from "../library/fine-tuned.ts";
import type { Run } from "../library/open-run.ts";
import { metricsTable } from "../render/metrics-table.ts";

export interface EvaluateFlags {
  readonly data?: string;
  readonly split?: string;
  readonly json?: boolean;
}

const SPLITS = ["test", "validation", "train"] as const;
type SplitName = (typeof SPLITS)[number];

/** Samples of a data set, and where it lies. */
interface Chosen {
  readonly manifest: Manifest;
  readonly root: string;
  readonly samples: Int32Array;
  readonly split: string;
}

/** @returns the exit code. */
export async function evaluateCommand(target: string, flags: EvaluateFlags): Promise<number> {
  const split = splitOf(flags);
  const opened = await openFineTuned(target);
  const { fineTuned, file, run } = opened;
  const scratch = await mkdtemp(path.join(tmpdir(), "elastune-evaluate-"));
  try {
    const chosen =
      flags.data === undefined ? await ofRun(run, split, target) : await ofData(flags.data, opened, scratch);
    const device = run?.job.spec.workers.device ?? "auto";
    const predictor = await openPredictor(fineTuned, { name: file, device, cacheDir: path.join(cacheDir(), "graphs") });
    try {
      const corruptPolicy = run?.job.spec.dataset.corruptSamples ?? "fail";
      write(await evaluateSamples(predictor, { ...chosen, corruptPolicy, clock: systemClock }), flags);
    } finally {
      predictor.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return 0;
}

function splitOf({ data, split }: EvaluateFlags): SplitName {
  if (data !== undefined && split !== undefined) {
    throw new UsageError("--data measures on all samples: leave --split out.");
  }
  const known = SPLITS.find((name) => name === (split ?? "test"));
  if (known === undefined) throw new UsageError(`--split: expected ${SPLITS.join(", ")}, found ${split ?? ""}.`);
  return known;
}

async function ofRun(run: Run | undefined, split: SplitName, target: string): Promise<Chosen> {
  if (run === undefined)
    throw new UsageError(`${target} is a model, not a run: name pictures to measure it on by --data DIR.`);
  const { dataset, training } = run.job.spec;
  const manifest = await readManifest(path.join(run.directory, "manifest.json"));
  const samples = splitSamples(manifest, training.seed, dataset.split)[split];
  if (samples.length === 0) throw new UsageError(`the run has no ${split} split: its share is 0.`);
  return { manifest, root: dataSourceOf(dataset, run.directory).root, samples, split };
}

/** @param scratch a folder for the rows of a table */
async function ofData(data: string, { run, fineTuned }: Opened, scratch: string): Promise<Chosen> {
  const columns = run?.job.spec.dataset.columns;
  const rows = columns !== undefined && "features" in columns ? { file: path.resolve(data), ...columns } : undefined;
  if (rows === undefined && "features" in fineTuned.labels)
    throw new UsageError("a model of vectors does not say which column has the class: name its run, not the model.");
  const root = rows === undefined ? data : path.join(scratch, "rows.safetensors");
  const { manifest } = await readDataSet({ root, source: data, ...(rows !== undefined && { rows }) }, {});
  return { manifest, root, samples: Int32Array.from(manifest.samples.keys()), split: "all" };
}

function write(report: TestReport, { json }: EvaluateFlags): void {
  const time = new Date().toISOString();
  process.stdout.write(
    json === true ? `${JSON.stringify({ event: "evaluated", time, ...report })}\n` : metricsTable(report),
  );
}
