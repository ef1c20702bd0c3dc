// What came out of several runs, as the rows of a table. Pure.
import { duration, grouped, metricText } from "../render/format.ts";
import type { ComparedRun } from "./compare-runs.ts";

const MISSING = "-";

/** A title and a text for each run. */
export function resultRows(runs: readonly ComparedRun[]): readonly (readonly string[])[] {
  const metrics = [...new Set(runs.flatMap(({ test }) => Object.keys(test)))];
  const row = (title: string, textOf: (run: ComparedRun) => string | undefined): readonly string[] => [
    title,
    ...runs.map((run) => textOf(run) ?? MISSING),
  ];
  return [
    ...metrics.map((name) => row(`test ${name}`, ({ test }) => metric(name, test[name]))),
    row("best validation", bestOf),
    row("steps", ({ steps }) => grouped(steps)),
    row("time", ({ seconds }) => (seconds === undefined ? "not finished" : duration(seconds))),
    row("weights sha256", ({ weightsSha256 }) => weightsSha256?.slice(0, 12)),
  ];
}

function bestOf({ best }: ComparedRun): string | undefined {
  return best === undefined
    ? undefined
    : `${best.metric} ${metricText(best.metric, best.value)} at ${grouped(best.step)}`;
}

function metric(name: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : metricText(name, value);
}
