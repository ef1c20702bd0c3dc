// elastune compare RUN RUN...: where their jobs differ, how they went, what came out.
import { writeFile } from "node:fs/promises";
import { ConfigError, messageOf, UsageError } from "../../common/errors.ts";
import { compareRuns, type ComparedRun, type Comparison } from "../library/compare-runs.ts";
import { resultRows } from "../library/result-rows.ts";
import { metricText } from "../render/format.ts";
import { type Column, printable, sparkline, tableLines } from "../render/table.ts";
import { differenceRow, renderComparison } from "../report/comparison.ts";

export interface CompareFlags {
  readonly json?: boolean;
  /** File to write the comparison to as a page. */
  readonly html?: string;
}

/** @throws UsageError for fewer than two runs or a folder that is none. @returns the exit code. */
export async function compareCommand(directories: readonly string[], flags: CompareFlags): Promise<number> {
  if (directories.length < 2) throw new UsageError("compare needs two runs or more: elastune compare RUN RUN...");
  const comparison = await compareRuns(directories);
  if (flags.html !== undefined) await writePage(flags.html, comparison);
  const event = { event: "compared", time: new Date().toISOString(), ...comparison };
  process.stdout.write(flags.json === true ? `${JSON.stringify(event)}\n` : textOf(comparison));
  return 0;
}

async function writePage(file: string, comparison: Comparison): Promise<void> {
  try {
    await writeFile(file, renderComparison(comparison));
  } catch (cause) {
    throw new ConfigError(file, [{ path: "", message: `can't be written: ${messageOf(cause)}` }], { cause });
  }
}

function textOf(comparison: Comparison): string {
  const results = tableLines(runColumns(comparison, "result"), resultRows(comparison.runs));
  const parts = [differenceLines(comparison), [stateLine(comparison)], results, ...curveLines(comparison)];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function runColumns({ runs }: Comparison, first: string): readonly Column[] {
  return [{ title: first }, ...runs.map(({ name }) => ({ title: name, align: "right" as const }))];
}

function differenceLines(comparison: Comparison): readonly string[] {
  const { differences } = comparison;
  if (differences.length === 0) return ["The jobs are the same."];
  return tableLines(runColumns(comparison, "job"), differences.map(differenceRow));
}

function stateLine({ states: { steps, firstDifferent } }: Comparison): string {
  if (steps === 0) return "They have no step in common.";
  return firstDifferent === undefined
    ? "Every step that they have in common gave the same weights, bit by bit."
    : `Their weights differ from step ${firstDifferent} on.`;
}

/** A table for each validation metric: all runs on one scale. */
function curveLines({ runs }: Comparison): readonly (readonly string[])[] {
  const names = [...new Set(runs.flatMap(({ validation }) => validation.map(({ name }) => name)))];
  return names.map((name) => {
    const curves = runs.map((run) => valuesOf(run, name));
    const all = curves.flat();
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const text = (value: number | undefined): string => (value === undefined ? "-" : metricText(name, value));
    const rows = curves.map((values, index) => [
      runs[index]?.name ?? "",
      text(values[0]),
      sparkline(values, low, high),
      text(values.at(-1)),
    ]);
    return tableLines(curveColumns(name), rows);
  });
}

function curveColumns(name: string): readonly Column[] {
  return [
    { title: `validation ${printable(name)}` },
    { title: "first", align: "right" },
    { title: "" },
    { title: "last", align: "right" },
  ];
}

function valuesOf({ validation }: ComparedRun, name: string): readonly number[] {
  return validation.find((curve) => curve.name === name)?.points.map(({ value }) => value) ?? [];
}
