// The charts of a run: loss, validation metrics, learning rate, and the batch size where it changed.
import { grouped, number, percent } from "../render/format.ts";
import { type Chart, renderChart, type Series } from "./chart.ts";
import { type BestPoint, type Curve, type Curves, type Point, smoothed, thinned } from "./curves.ts";
import { type Content, type Html, html } from "./html.ts";
import { linearScale, logScale, type Scale, tightScale } from "./scale.ts";

/** More points than a wide screen has pixels show nothing more. */
const MOST_POINTS = 800;
/** The smoothed loss is a mean over this share of the run. */
const SMOOTHED_SHARE = 1 / 40;
const LEAST_SPAN = 5;
/** From this ratio of highest to lowest on, a learning rate is drawn on a logarithmic axis. */
const LOG_RATIO = 20;
/** So that a constant is not drawn along the upper edge. */
const HEADROOM = 1.15;

type Common = Pick<Chart, "x" | "phases" | "decisions">;

export function renderCharts(curves: Curves): Html {
  const common: Common = { x: tightScale(0, curves.lastStep), phases: curves.phases, decisions: curves.decisions };
  const charts = [
    lossChart(curves, common),
    metricsChart(curves, common),
    rateChart(curves, common),
    batchChart(curves, common),
  ].filter((chart) => chart !== undefined);
  return html`<section aria-labelledby="training"><h2 id="training">Training</h2>
${charts.length === 0 ? html`<p class="note">No step is done yet.</p>` : html`<div class="charts">${charts.map(renderChart)}</div>`}
${phasesTable(curves)}${decisionsTable(curves)}${validationTable(curves)}</section>`;
}

function lossChart(curves: Curves, common: Common): Chart | undefined {
  const { loss, validation, best } = curves;
  const validated = validation.find(({ name }) => name === "loss")?.points ?? [];
  if (loss.length + validated.length === 0) return undefined;
  const mean = smoothed(loss, Math.max(LEAST_SPAN, Math.round(loss.length * SMOOTHED_SHARE)));
  const series: Series[] = [
    { name: "training, each step", kind: "faint", colour: 1, points: thinned(loss, MOST_POINTS) },
    { name: "training, smoothed", kind: "line", colour: 1, points: thinned(mean, MOST_POINTS) },
    { name: "validation", kind: "points", colour: 2, points: validated },
  ];
  // Single steps that stick out would press all else flat: the axis fits the mean and most of the steps.
  const y = scaleOf([...mean, ...validated].map(valueOf).concat(middle(loss)));
  return {
    id: "loss",
    title: "Loss",
    summary: `${fromTo("Training loss", mean)} ${fromTo("Validation loss", validated)}`.trim(),
    ...common,
    series: series.filter(({ points }) => points.length > 0),
    y,
    format: number,
    formatTick: plain,
    best: of(best, "loss"),
  };
}

function metricsChart({ validation, best }: Curves, common: Common): Chart | undefined {
  const shares = validation.filter(({ name }) => name !== "loss");
  if (shares.length === 0) return undefined;
  return {
    id: "metrics",
    title: "Validation",
    summary: shares.map(({ name, points }) => fromTo(name, points)).join(" "),
    ...common,
    series: shares.map(({ name, points }, index) => ({ name, kind: "points", colour: (index % 5) + 2, points })),
    y: scaleOf(shares.flatMap(({ points }) => points.map(valueOf))),
    ...shareFormats(shares),
    ...(best !== undefined && best.metric !== "loss" ? { best } : {}),
  };
}

/** Metrics of elastune are shares; a plugin's may be anything. */
function shareFormats(curves: readonly Curve[]): Pick<Chart, "format" | "formatTick"> {
  const areShares = curves.every(({ points }) => points.every(({ value }) => value >= 0 && value <= 1));
  if (!areShares) return { format: number, formatTick: plain };
  return { format: percent, formatTick: (value) => `${plain(value * 100)} %` };
}

/** A round number with the digits it has: "0.5", "0.001", "1e-5". */
export function plain(value: number): string {
  const short = Number(value.toPrecision(3));
  return short !== 0 && Math.abs(short) < 0.001 ? short.toExponential() : String(short);
}

function rateChart({ learningRate }: Curves, common: Common): Chart | undefined {
  if (learningRate.length === 0) return undefined;
  const values = learningRate.map(valueOf).filter((value) => value > 0);
  const [low, high] = extent(values);
  const y = values.length > 0 && high / low >= LOG_RATIO ? logScale(low, high) : linearScale(0, high * HEADROOM);
  return {
    id: "learning-rate",
    title: "Learning rate",
    summary: fromTo("Learning rate", learningRate),
    ...common,
    series: [
      { name: "learning rate", kind: "stairs", colour: 4, points: thinned(changesOf(learningRate), MOST_POINTS) },
    ],
    y,
    format: number,
    formatTick: plain,
  };
}

function batchChart({ batchSize }: Curves, common: Common): Chart | undefined {
  if (new Set(batchSize.map(valueOf)).size < 2) return undefined;
  return {
    id: "batch-size",
    title: "Batch size",
    summary: fromTo("Batch size", batchSize),
    ...common,
    series: [{ name: "samples in a step", kind: "stairs", colour: 5, points: changesOf(batchSize) }],
    y: linearScale(0, extent(batchSize.map(valueOf))[1] * HEADROOM),
    format: String,
    formatTick: String,
  };
}

/** The first and the last point and each with another value than the one before it: all that stairs need. */
function changesOf(points: readonly Point[]): readonly Point[] {
  return points.filter(
    ({ value }, index) => index === 0 || index === points.length - 1 || value !== points[index - 1]?.value,
  );
}

function valueOf({ value }: Point): number {
  return value;
}

/** An axis that holds all of the points. */
export function axisOf(points: readonly Point[]): Scale {
  return scaleOf(points.map(valueOf));
}

function scaleOf(values: readonly number[]): Scale {
  const [low, high] = extent(values);
  return linearScale(low, high);
}

/** Lowest and highest; not by spreading, which has a limit. */
function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return values.length === 0 ? [0, 1] : [low, high];
}

/** Values without the highest and lowest hundredth. */
function middle(points: readonly Point[]): readonly number[] {
  const sorted = points.map(valueOf).sort((a, b) => a - b);
  const off = Math.floor(sorted.length / 100);
  return sorted.slice(off, sorted.length - off);
}

function of(best: BestPoint | undefined, metric: string): BestPoint | undefined {
  return best?.metric === metric ? best : undefined;
}

function fromTo(name: string, points: readonly Point[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "";
  return `${name}: ${number(first.value)} at step ${first.step}, ${number(last.value)} at step ${last.step}.`;
}

function phasesTable({ phases }: Curves): Content {
  if (phases.length === 0) return undefined;
  return html`<h3>Phases</h3><div class="scroll"><table><thead><tr><th>phase</th><th class="n">steps</th><th class="n">weights that train</th></tr></thead><tbody>
${phases.map(
  ({ name, from, to, trainableParameters }) =>
    html`<tr><th scope="row">${name}</th><td class="n">${to > from ? `${grouped(from + 1)}–${grouped(to)}` : "none yet"}</td><td class="n">${grouped(trainableParameters)}</td></tr>`,
)}</tbody></table></div>`;
}

function decisionsTable({ decisions }: Curves): Content {
  if (decisions.length === 0) return undefined;
  return html`<h3>Decisions</h3><div class="scroll"><table><thead><tr><th class="n">#</th><th class="n">step</th><th>what</th><th>why</th></tr></thead><tbody>
${decisions.map(
  ({ kind, step, reason }, index) =>
    html`<tr><td class="n"><span class="badge">${index + 1}</span></td><td class="n">${grouped(step)}</td><th scope="row">${kind}</th><td class="wide">${reason}</td></tr>`,
)}</tbody></table></div>`;
}

function validationTable({ validation }: Curves): Content {
  const steps = [...new Set(validation.flatMap(({ points }) => points.map(({ step }) => step)))].sort((a, b) => a - b);
  if (steps.length === 0) return undefined;
  const valuesAt = validation.map(({ points }) => new Map(points.map(({ step, value }) => [step, value])));
  return html`<details><summary>Validation, as numbers</summary><div class="scroll"><table><thead><tr><th class="n">step</th>${validation.map(({ name }) => html`<th class="n">${name}</th>`)}</tr></thead><tbody>
${steps.map(
  (step) =>
    html`<tr><th scope="row" class="n">${grouped(step)}</th>${valuesAt.map((values) => html`<td class="n">${shown(values.get(step))}</td>`)}</tr>`,
)}</tbody></table></div></details>`;
}

function shown(value: number | undefined): string {
  return value === undefined ? "–" : value.toFixed(4);
}
