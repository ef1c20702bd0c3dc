// How fast workers are, and what a step's quotas make of it.
import { must } from "../../common/errors.ts";
import { planQuotas, type Quotas } from "../../common/plan.ts";
import { works } from "./participants.ts";
import type { Member } from "./state.ts";

/** Quotas differ from equal ones, or from those that hold, only for the sake of so much: speeds are measured, and never the same twice. */
const WORTH = 1.1;

/** One for each: of a worker whose speed is not known yet the median of the others, of one that drains 0 where others do not. */
export function speedsOf(members: readonly Member[]): readonly number[] {
  const known = members.flatMap(({ speed }) => (speed === undefined ? [] : [speed]));
  const typical = known.length === 0 ? 1 : medianOf(known);
  const isLeft = members.some(works);
  return members.map((member) => (isLeft && !works(member) ? 0 : (member.speed ?? typical)));
}

/** Of a step; 0 for a rank without speed. Where all drain there may be more of them than micro-batches: the first have one each. */
export function quotasFor(speeds: readonly number[], microBatches: number): Quotas {
  const working = speeds.filter((speed) => speed > 0).slice(0, microBatches);
  const equal = planQuotas(
    working.map(() => 1),
    microBatches,
  );
  const fitted = planQuotas(working, microBatches);
  const isWorth = durationOf(equal, working) > WORTH * durationOf(fitted, working);
  const quotas = [...(isWorth ? fitted : equal)];
  return speeds.map((speed) => (speed > 0 ? (quotas.shift() ?? 0) : 0));
}

/** Whether a step would be a good deal shorter with other quotas. */
export function isUnbalanced(quotas: Quotas, speeds: readonly number[], microBatches: number): boolean {
  return durationOf(quotas, speeds) > WORTH * durationOf(quotasFor(speeds, microBatches), speeds);
}

/** Of a step, in units of the speeds. */
function durationOf(quotas: Quotas, speeds: readonly number[]): number {
  return Math.max(...quotas.map((quota, rank) => (quota === 0 ? 0 : quota / must(speeds[rank], "a speed"))));
}

/** Of an even number of values the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (must(sorted[Math.floor(middle)], "a value") + must(sorted[Math.ceil(middle)], "a value")) / 2;
}
