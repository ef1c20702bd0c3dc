// From a run's events to what its charts show. Pure.
import type { RunEvent } from "../../common/events.ts";
import type { Job } from "../../common/job/schema.ts";
import { isBetter } from "../../common/program/decisions.ts";

export interface Point {
  readonly step: number;
  readonly value: number;
}

export interface Curve {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface PhaseBand {
  readonly name: string;
  /** Steps `from` (not included) to `to` belong to it. */
  readonly from: number;
  readonly to: number;
  readonly trainableParameters: number;
}

export interface Decision {
  readonly kind: string;
  readonly step: number;
  readonly reason: string;
}

export interface BestPoint extends Point {
  readonly metric: string;
}

export interface Curves {
  readonly lastStep: number;
  readonly epochs: number;
  readonly loss: readonly Point[];
  readonly learningRate: readonly Point[];
  readonly batchSize: readonly Point[];
  readonly samplesPerSecond: readonly Point[];
  /** Validation metrics by name, loss first. */
  readonly validation: readonly Curve[];
  readonly phases: readonly PhaseBand[];
  readonly decisions: readonly Decision[];
  readonly best: BestPoint | undefined;
}

type EventOf<Name extends RunEvent["event"]> = RunEvent & { readonly event: Name };

/** Of events in order, as metrics.jsonl holds them. */
export function curvesOf(events: readonly RunEvent[], job: Job): Curves {
  const steps = ofKind(events, "step");
  const validation = validationCurves(ofKind(events, "validation"));
  const lastStep = Math.max(0, ...events.slice(-1000).map((event) => ("step" in event ? event.step : 0)));
  return {
    lastStep,
    epochs: steps.at(-1)?.epoch ?? 0,
    loss: pointsOf(steps, ({ loss }) => loss),
    learningRate: pointsOf(steps, ({ learningRate }) => learningRate),
    batchSize: pointsOf(steps, ({ batchSize }) => batchSize),
    samplesPerSecond: pointsOf(steps, ({ samplesPerSecond }) => samplesPerSecond),
    validation,
    phases: phaseBands(ofKind(events, "phase"), lastStep),
    decisions: ofKind(events, "decision").map(({ kind, step, reason }) => ({ kind, step, reason })),
    best: bestPoint(validation, watchedMetric(job)),
  };
}

/** The events of one name. */
export function ofKind<Name extends RunEvent["event"]>(
  events: readonly RunEvent[],
  name: Name,
): readonly EventOf<Name>[] {
  return events.filter((event): event is EventOf<Name> => event.event === name);
}

/** A value that is not finite is null in a file: it has no place in a chart. */
function pointsOf<T extends { readonly step: number }>(
  events: readonly T[],
  valueOf: (event: T) => unknown,
): readonly Point[] {
  return events.flatMap((event) => {
    const value = valueOf(event);
    return typeof value === "number" && Number.isFinite(value) ? [{ step: event.step, value }] : [];
  });
}

function validationCurves(events: readonly EventOf<"validation">[]): readonly Curve[] {
  const names = new Set(events.flatMap((event) => Object.keys(event)));
  for (const other of ["event", "step", "time"]) names.delete(other);
  return [...names]
    .map((name) => ({ name, points: pointsOf(events, (event) => new Map(Object.entries(event)).get(name)) }))
    .filter(({ points }) => points.length > 0);
}

/** A resumed run tells its phase again; that is no new band. */
function phaseBands(events: readonly EventOf<"phase">[], lastStep: number): readonly PhaseBand[] {
  const entered = events.filter(({ phase }, index) => phase !== events[index - 1]?.phase);
  return entered.map(({ phase, step, trainableParameters }, index) => ({
    name: phase,
    from: step,
    to: entered[index + 1]?.step ?? lastStep,
    trainableParameters,
  }));
}

/** The metric that decides which weights are kept, without its "validation.". */
function watchedMetric(job: Job): string {
  return (job.spec.training.earlyStopping?.metric ?? "validation.loss").replace(/^validation\./, "");
}

function bestPoint(validation: readonly Curve[], metric: string): BestPoint | undefined {
  const points = validation.find(({ name }) => name === metric)?.points ?? [];
  const best = points.reduce<Point | undefined>(
    (found, point) => (isBetter(metric, point.value, found?.value) ? point : found),
    undefined,
  );
  return best === undefined ? undefined : { ...best, metric };
}

/**
 * Exponential mean over about `span` points, without the pull towards zero that its start would have.
 * @returns as many points as it is given.
 */
export function smoothed(points: readonly Point[], span: number): readonly Point[] {
  const keep = 1 - 1 / Math.max(1, span);
  let [sum, weight] = [0, 0];
  return points.map(({ step, value }) => {
    sum = keep * sum + value;
    weight = keep * weight + 1;
    return { step, value: sum / weight };
  });
}

/** At most about `most` points, with every peak: of each stretch its lowest and its highest, in order. */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const size = Math.ceil((points.length * 2) / most);
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += size) {
    const stretch = points.slice(from, from + size).sort((a, b) => a.value - b.value);
    const ends = [stretch[0], stretch.at(-1)].filter((point) => point !== undefined);
    kept.push(...[...new Set(ends)].sort((a, b) => a.step - b.step));
  }
  return kept;
}
