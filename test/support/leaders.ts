// What the events of a run tell of those who lead it.
import type { Line } from "./elastune.ts";

export const isLeader = ({ event, state }: Line): boolean => event === "coordinator" && state === "leader";

/** In turn. */
export function leaders(lines: readonly Line[]): readonly Line[] {
  return lines.filter(isLeader);
}

export function stepFrom(least: number): (line: Line) => boolean {
  return ({ event, step }) => event === "step" && Number(step) >= least;
}

/** Steps that were committed between two moments, whenever they were told: by how long each took. */
export function stepsBetween(lines: readonly Line[], from: Line, to: Line): number {
  const [fromMs, toMs] = [from, to].map(({ time }) => Date.parse(String(time))) as [number, number];
  const steps = lines.filter(({ event }) => event === "step");
  const first = steps.findIndex(({ time }) => Date.parse(String(time)) > fromMs);
  let [endMs, count] = [fromMs, 0];
  for (const { stepMs } of first < 0 ? [] : steps.slice(first)) {
    endMs += Number(stepMs);
    if (endMs > toMs) break;
    count++;
  }
  return count;
}
