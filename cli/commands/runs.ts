// elastune runs [DIR]: the runs in a folder, one a line.
import { UsageError } from "../../common/errors.ts";
import { listRuns, type ListedRun } from "../library/list-runs.ts";
import { duration, grouped, number, percent } from "../render/format.ts";
import { type Column, printable, tableLines } from "../render/table.ts";

const DEFAULT_FOLDER = "runs";

/** @throws UsageError when a folder was named and is not there. @returns the exit code. */
export async function runsCommand(folder: string | undefined, flags: { readonly json?: boolean }): Promise<number> {
  const runs = await listRuns(folder ?? DEFAULT_FOLDER);
  if (runs === undefined && folder !== undefined) throw new UsageError(`there is no folder ${folder}.`);
  const event = { event: "runs", time: new Date().toISOString(), runs: runs ?? [] };
  process.stdout.write(
    flags.json === true ? `${JSON.stringify(event)}\n` : textOf(runs ?? [], folder ?? DEFAULT_FOLDER),
  );
  return 0;
}

const COLUMNS: readonly Column[] = [
  { title: "run" },
  { title: "state" },
  { title: "steps", align: "right" },
  { title: "test accuracy", align: "right" },
  { title: "test loss", align: "right" },
  { title: "last event (UTC)" },
  { title: "time", align: "right" },
];

function textOf(runs: readonly ListedRun[], folder: string): string {
  if (runs.length === 0) return `There are no runs in ${folder}; elastune run JOB makes one.\n`;
  const notes = runs.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [`${printable(name)} can't be read: ${printable(reason)}`],
  );
  return `${[...tableLines(COLUMNS, runs.map(rowOf)), ...notes].join("\n")}\n`;
}

function rowOf({ name, state, steps, test, lastEvent, seconds }: ListedRun): readonly string[] {
  return [
    name,
    state,
    grouped(steps),
    test === null ? "-" : percent(test.accuracy),
    test === null ? "-" : number(test.loss),
    `${lastEvent.slice(0, 10)} ${lastEvent.slice(11, 16)}`,
    duration(seconds),
  ];
}
