// What a validation decides: which weights are the best, whether the phase stops early, whether the rate is lowered or the batch
// grows. Pure: every worker decides the same from the same committed result.
import { largestBatch, type Phase, type TrainingProgram } from "./program.ts";
import type { MetricValues, PhaseState } from "./state.ts";

export interface Decision {
  readonly kind: "stop-early" | "lower-rate" | "grow-batch" | "restore-best";
  readonly reason: string;
}

export interface Judgement {
  readonly inPhase: PhaseState;
  /** The weights as they are now are the best so far and must be kept. */
  readonly keepBest: boolean;
  readonly decisions: readonly Decision[];
}

/** @param step of the weights that were validated */
export function judge(
  program: TrainingProgram,
  phase: Phase,
  before: PhaseState,
  metrics: MetricValues,
  step: number,
): Judgement {
  const best = judgeBest(program, before, metrics, step);
  const stopped = judgeStopping(program, best.inPhase);
  const plateau = judgePlateau(program, phase, stopped.inPhase, metrics);
  return { inPhase: plateau.inPhase, keepBest: best.keepBest, decisions: [...stopped.decisions, ...plateau.decisions] };
}

/** A metric's name says which way is better: a loss goes down, everything else up. */
export function isBetter(metric: string, value: number, than: number | undefined): boolean {
  if (!Number.isFinite(value)) return false;
  if (than === undefined) return true;
  return metric.endsWith("loss") ? value < than : value > than;
}

/** What the best weights are chosen by. */
export function bestMetric(program: Pick<TrainingProgram, "earlyStopping">): string {
  return program.earlyStopping?.metric ?? "loss";
}

function judgeBest(
  program: TrainingProgram,
  inPhase: PhaseState,
  metrics: MetricValues,
  step: number,
): { inPhase: PhaseState; keepBest: boolean } {
  const metric = bestMetric(program);
  const value = valueOf(metrics, metric);
  if (!isBetter(metric, value, inPhase.best?.value))
    return { inPhase: { ...inPhase, sinceBest: inPhase.sinceBest + 1 }, keepBest: false };
  return { inPhase: { ...inPhase, best: { value, step }, sinceBest: 0 }, keepBest: true };
}

function judgeStopping(
  program: TrainingProgram,
  inPhase: PhaseState,
): { inPhase: PhaseState; decisions: readonly Decision[] } {
  const policy = program.earlyStopping;
  if (policy === undefined || inPhase.over || inPhase.sinceBest < policy.patience) return { inPhase, decisions: [] };
  const reason = `validation.${policy.metric} has not improved for ${counted(inPhase.sinceBest)}; the best was ${describe(inPhase)}`;
  return { inPhase: { ...inPhase, over: true }, decisions: [{ kind: "stop-early", reason }] };
}

function judgePlateau(
  program: TrainingProgram,
  phase: Phase,
  inPhase: PhaseState,
  metrics: MetricValues,
): { inPhase: PhaseState; decisions: readonly Decision[] } {
  const policy = program.onPlateau;
  if (policy === undefined || inPhase.over) return { inPhase, decisions: [] };
  const value = valueOf(metrics, policy.metric);
  if (isBetter(policy.metric, value, inPhase.plateau.best))
    return { inPhase: { ...inPhase, plateau: { best: value, since: 0 } }, decisions: [] };
  const since = inPhase.plateau.since + 1;
  const waiting = { ...inPhase, plateau: { ...inPhase.plateau, since } };
  if (since < policy.patience) return { inPhase: waiting, decisions: [] };
  const why = `validation.${policy.metric} has not improved for ${counted(since)}`;
  const acted = growBatch(program, lowerRate(program, phase, { inPhase: waiting, decisions: [] }, why), why);
  return { ...acted, inPhase: { ...acted.inPhase, plateau: { ...acted.inPhase.plateau, since: 0 } } };
}

interface Acting {
  readonly inPhase: PhaseState;
  readonly decisions: readonly Decision[];
}

function lowerRate(program: TrainingProgram, phase: Phase, { inPhase, decisions }: Acting, why: string): Acting {
  const policy = program.onPlateau?.learningRate;
  if (policy === undefined) return { inPhase, decisions };
  const rateFactor = Math.max(
    inPhase.rateFactor * policy.times,
    Math.min(inPhase.rateFactor, policy.min / phase.learningRate),
  );
  if (rateFactor === inPhase.rateFactor) return { inPhase, decisions };
  const reason = `${why}: the rate goes from ${rate(phase, inPhase.rateFactor)} to ${rate(phase, rateFactor)}`;
  return { inPhase: { ...inPhase, rateFactor }, decisions: [...decisions, { kind: "lower-rate", reason }] };
}

function growBatch(program: TrainingProgram, { inPhase, decisions }: Acting, why: string): Acting {
  const policy = program.onPlateau?.batchSize;
  if (policy === undefined) return { inPhase, decisions };
  const batchSize = Math.min(inPhase.batchSize * policy.times, largestBatch(program));
  if (batchSize <= inPhase.batchSize) return { inPhase, decisions };
  const reason = `${why}: the batch grows from ${inPhase.batchSize} to ${batchSize}`;
  return { inPhase: { ...inPhase, batchSize }, decisions: [...decisions, { kind: "grow-batch", reason }] };
}

function valueOf(metrics: MetricValues, metric: string): number {
  return metrics[metric] ?? Number.NaN;
}

function counted(validations: number): string {
  return validations === 1 ? "1 validation" : `${validations} validations`;
}

/** "0.4321 at step 90". */
export function describe({ best }: PhaseState): string {
  return best === undefined ? "nothing yet" : `${Number(best.value.toPrecision(4))} at step ${best.step}`;
}

function rate(phase: Phase, factor: number): string {
  return String(Number((phase.learningRate * factor).toPrecision(4)));
}
