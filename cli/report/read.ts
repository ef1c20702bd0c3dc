// Reads what a report shows from a run's folder, be the run over or not. What can't be had is said, not thrown: only a folder without a
// readable job.yaml has no report.
import { createRequire } from "node:module";
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { messageOf } from "../../common/errors.ts";
import type { FinishedEvent } from "../../common/events.ts";
import type { Job } from "../../common/job/schema.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import { parseCheckpointManifest } from "../../worker/checkpoint/manifest.ts";
import { readManifest } from "../../worker/data/manifest-file.ts";
import { dataSourceOf } from "../../worker/data/source.ts";
import { runPlaces } from "../../worker/run-places.ts";
import { openRun } from "../library/open-run.ts";
import { readText } from "../library/run-folder.ts";
import { readTestReport } from "../library/test-report.ts";
import type { ReportData, TestOutcome } from "./data.ts";
import { augmentationSheet, withPictures } from "./pictures.ts";

const { version } = createRequire(import.meta.url)("../../../package.json") as { version: string };

/** @throws UsageError when there is no run in the folder, ConfigError when its job.yaml is not a job. */
export async function readReportData(runDir: string): Promise<ReportData> {
  const directory = path.resolve(runDir);
  const { job, events, finished } = await openRun(directory);
  const test = await readTest(directory, job, finished);
  return {
    run: path.basename(directory),
    job,
    jobText: (await readText(path.join(directory, "job.yaml"))) ?? "",
    events,
    finished,
    test,
    mostWrong: test.kind === "measured" ? await mostWrong(test.report, job, directory) : [],
    augmentation: await augmentationSheet(directory),
    dataset: await readDataset(path.join(directory, "manifest.json")),
    fingerprint: await readFingerprint(runPlaces(job, directory).checkpointDir),
    elastuneVersion: version,
    madeAt: new Date(systemClock.now()).toISOString(),
  };
}

async function mostWrong(report: TestReport, { spec }: Job, directory: string): Promise<ReportData["mostWrong"]> {
  const { root, rows } = dataSourceOf(spec.dataset, directory);
  if (rows === undefined) return withPictures(report.mostWrong, root);
  return report.mostWrong.map((sample) => ({ ...sample, picture: { kind: "none" } }));
}

async function readTest(directory: string, job: Job, finished: FinishedEvent | undefined): Promise<TestOutcome> {
  try {
    const report = await readTestReport(directory);
    if (report !== undefined) return { kind: "measured", report };
  } catch (error) {
    return { kind: "missing", reason: messageOf(error) };
  }
  return { kind: "missing", reason: whyNotTested(job, finished) };
}

function whyNotTested(job: Job, finished: FinishedEvent | undefined): string {
  if (job.spec.dataset.split.test === 0) return "The job keeps no samples for a test (spec.dataset.split.test is 0).";
  if (finished === undefined) return "The run is not finished; the test split is measured once, at its end.";
  if (finished.test === null) return "The test split turned out empty: too few samples to take a share of.";
  return "The run folder has no test.json, so there are no numbers by class.";
}

async function readDataset(file: string): Promise<ReportData["dataset"]> {
  try {
    const { samples, classes } = await readManifest(file);
    return { samples: samples.length, classes: classes.length };
  } catch {
    return undefined; // the page then leaves two numbers out; `elastune verify` is the one to complain
  }
}

async function readFingerprint(folder: string): Promise<ReportData["fingerprint"]> {
  try {
    const latest = JSON.parse((await readText(path.join(folder, "latest.json"))) ?? "{}") as { manifest?: unknown };
    if (typeof latest.manifest !== "string") return undefined;
    const text = await readText(path.join(folder, path.basename(latest.manifest)));
    return text === undefined ? undefined : parseCheckpointManifest(text, latest.manifest).numerics;
  } catch {
    return undefined; // a damaged checkpoint is the resume's concern; the page says that there is no fingerprint
  }
}
