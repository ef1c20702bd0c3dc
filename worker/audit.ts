// Audits. All workers add up the same gradients, so a wrong one leaves their states alike and nobody sees it. In every so many steps one
// micro-batch is therefore computed by two workers before the step is committed. Pure: all workers decide alike.
import type { TrainRound } from "../common/program/rounds.ts";
import { mix } from "../common/sampling/hash.ts";
import { must } from "../common/errors.ts";

export interface AuditPolicy {
  /** Every so many steps; 0 for never. */
  readonly every: number;
  readonly seed: number;
  /** Of a step. */
  readonly microBatches: number;
}

/** Tells these choices from others that are made with the job's seed. */
const PURPOSE = 0x61756469;

/** The micro-batch that is audited, one with samples, whoever computes it; undefined in a step without an audit. */
export function auditedMicroBatch(round: TrainRound, { every, seed, microBatches }: AuditPolicy): number | undefined {
  const { step, samples, batchSize } = round;
  if (every === 0 || step % every !== 0) return undefined;
  return mix(seed, PURPOSE, step) % Math.ceil(samples / (batchSize / microBatches));
}

/** The rank that computes it once more; undefined for an owner that is alone. */
export function auditorOf(owner: number, worldSize: number): number | undefined {
  return worldSize < 2 ? undefined : (owner + 1) % worldSize;
}

/** What a micro-batch came to on one worker. */
export interface Finding {
  readonly rank: number;
  readonly numbers: string;
}

export type Verdict =
  | { readonly kind: "alike" }
  /** Most findings are the same; these ranks found something else, at least once. */
  | { readonly kind: "wrong"; readonly ranks: readonly number[] }
  | { readonly kind: "unknown" };

export function judge(findings: readonly Finding[]): Verdict {
  const counts = new Map<string, number>();
  for (const { numbers } of findings) counts.set(numbers, (counts.get(numbers) ?? 0) + 1);
  if (counts.size < 2) return { kind: "alike" };
  const isRight = ({ numbers }: Finding): boolean => 2 * must(counts.get(numbers), "a count") > findings.length;
  if (!findings.some(isRight)) return { kind: "unknown" };
  const wrong = findings.filter((finding) => !isRight(finding)).map(({ rank }) => rank);
  return { kind: "wrong", ranks: [...new Set(wrong)].sort((a, b) => a - b) };
}
