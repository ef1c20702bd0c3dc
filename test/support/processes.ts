// The processes of a run by several workers.
import { readFile } from "node:fs/promises";
import type { Elastune } from "./elastune.ts";

/** Those of the coordinator and the workers, as its events tell. */
export function pidsOf(running: Elastune): readonly number[] {
  const told = running.lines.filter(({ event }) => event === "worker" || event === "coordinator");
  return [...new Set(told.map(({ pid }) => Number(pid)))];
}

/** Not gone, and not merely waiting for its parent to take note of its end. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/\) Z /.test(stat);
}
