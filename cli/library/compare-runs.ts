// Several runs side by side: where their jobs differ, how training went, what came out.
import path from "node:path";
import { canonicalJson } from "../../common/job/canonical.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import { type BestPoint, type Curve, curvesOf } from "../report/curves.ts";
import { openRun, type Run } from "./open-run.ts";
import { readTestReport } from "./test-report.ts";

export interface ComparedRun {
  /** The folder's name; where two share it, the folder as it was given. */
  readonly name: string;
  readonly directory: string;
  readonly finished: boolean;
  readonly steps: number;
  /** Undefined while it is not over. */
  readonly seconds: number | undefined;
  /** Metrics of the test split by name; empty where it was not measured. */
  readonly test: Readonly<Record<string, number>>;
  /** Validation metrics by name, loss first. */
  readonly validation: readonly Curve[];
  readonly best: BestPoint | undefined;
  readonly weightsSha256: string | undefined;
}

export interface JobDifference {
  /** "spec.training.phases[0].epochs". */
  readonly key: string;
  /** One for each run; undefined where the job lacks the key. */
  readonly values: readonly unknown[];
}

export interface Comparison {
  readonly runs: readonly ComparedRun[];
  readonly differences: readonly JobDifference[];
  readonly states: StateComparison;
}

/** Whether the runs' states were the same, bit by bit. */
export interface StateComparison {
  /** Steps that all runs have. */
  readonly steps: number;
  /** The first of them after which the states are not the same. */
  readonly firstDifferent: number | undefined;
}

/** @throws UsageError for a folder that is no run, CorruptDataError for a torn test.json. */
export async function compareRuns(directories: readonly string[]): Promise<Comparison> {
  const opened = await Promise.all(directories.map((directory) => openRun(directory)));
  const tests = await Promise.all(directories.map((directory) => readTestReport(directory)));
  const names = namesOf(directories);
  const runs = opened.map(({ directory, job, finished, events }, index): ComparedRun => {
    const { lastStep, validation, best } = curvesOf(events, job);
    return {
      name: names[index] ?? directory,
      directory: path.resolve(directory),
      finished: finished !== undefined,
      steps: finished?.steps ?? lastStep,
      seconds: finished?.seconds,
      test: testMetrics(tests[index], finished?.test ?? undefined),
      validation,
      best,
      weightsSha256: finished?.weightsSha256,
    };
  });
  const differences = jobDifferences(opened.map(({ job }) => job));
  return { runs, differences, states: compareStates(opened.map(({ events }) => events)) };
}

/** A resumed run may have told a step twice; the last word counts. */
export function compareStates(runs: readonly Run["events"][]): StateComparison {
  const [first, ...others] = runs.map(
    (events) =>
      new Map(events.flatMap((event) => (event.event === "step" ? [[event.step, event.stateHash] as const] : []))),
  );
  const shared = [...(first?.keys() ?? [])]
    .filter((step) => others.every((hashes) => hashes.has(step)))
    .sort((a, b) => a - b);
  return {
    steps: shared.length,
    firstDifferent: shared.find((step) => others.some((hashes) => hashes.get(step) !== first?.get(step))),
  };
}

function namesOf(directories: readonly string[]): readonly string[] {
  const names = directories.map((directory) => path.basename(path.resolve(directory)));
  return names.map((name, index) =>
    names.filter((other) => other === name).length === 1 ? name : (directories[index] ?? name),
  );
}

function testMetrics(report: TestReport | undefined, inEvent: object | undefined): Readonly<Record<string, number>> {
  if (report === undefined) return finiteNumbers(inEvent ?? {});
  const { loss, accuracy, top5, macro } = report;
  return finiteNumbers({ accuracy, loss, top5, ...macro });
}

function finiteNumbers(values: object): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}

/** Every key whose value is not the same in all of them, in the order of the jobs. Pure. */
export function jobDifferences(jobs: readonly unknown[]): readonly JobDifference[] {
  const flat = jobs.map((job) => new Map(leaves(job, "")));
  const keys = new Set(flat.flatMap((leaf) => [...leaf.keys()]));
  return [...keys]
    .map((key) => ({ key, values: flat.map((leaf) => leaf.get(key)) }))
    .filter(({ values }) => new Set(values.map((value) => (value === undefined ? "" : canonicalJson(value)))).size > 1);
}

function leaves(value: unknown, key: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item: unknown, index) => leaves(item, `${key}[${index}]`));
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [[key, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, key === "" ? name : `${key}.${name}`));
}
