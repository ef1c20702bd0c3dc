// One line chart as markup. The drawing stretches to whatever width there is (its strokes do not), the labels are text beside it: so it
// is readable on a phone. The page's script adds the reading line and its values; without it the chart is whole all the same.
import { grouped } from "../render/format.ts";
import type { BestPoint, Decision, PhaseBand, Point } from "./curves.ts";
import { type Content, type Html, html, jsonBlock } from "./html.ts";
import type { Scale } from "./scale.ts";

export interface Series {
  readonly name: string;
  /** `faint` is drawn thin behind the others; `points` joins what is marked; `stairs` holds a value until the next. */
  readonly kind: "line" | "faint" | "points" | "stairs";
  /** 1 to 6: a colour of the page. */
  readonly colour: number;
  readonly points: readonly Point[];
}

export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What can be seen, in a sentence, for those who can't see it. */
  readonly summary: string;
  readonly series: readonly Series[];
  readonly x: Scale;
  readonly y: Scale;
  readonly format: (value: number) => string;
  /** For the round numbers of the axis. */
  readonly formatTick: (value: number) => string;
  readonly phases: readonly PhaseBand[];
  readonly decisions: readonly Decision[];
  readonly best?: BestPoint | undefined;
}

/** The drawing's own units; the page stretches it. */
const SIZE = 1000;

export function renderChart(chart: Chart): Html {
  return html`<figure class="chart" data-chart="${chart.id}">
<figcaption><span class="chart-title">${chart.title}</span>${chart.series.map(legendEntry)}${bestLegend(chart)}</figcaption>
<div class="plot" tabindex="0" role="group" aria-label="${chart.title}: arrow keys read the values">
${phaseLabels(chart)}
<svg viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="none" role="img" aria-label="${chart.summary}">
${bands(chart)}${gridLines(chart)}${decisionLines(chart)}${chart.series.map((series) => curve(series, chart))}${bestMark(chart)}
</svg>
${axisLabels(chart)}${decisionLabels(chart)}
<div class="reading" hidden></div>
</div>
${jsonBlock(`data-${chart.id}`, readings(chart))}
</figure>`;
}

function legendEntry({ name, kind, colour }: Series): Html {
  return html`<span class="key key-${kind} c${colour}">${name}</span>`;
}

function bestLegend({ best, format }: Chart): Html | undefined {
  return best === undefined
    ? undefined
    : html`<span class="key key-best">best: ${format(best.value)} at step ${grouped(best.step)}</span>`;
}

/** x and y in the drawing's units, with as many digits as can be seen. */
function place({ x, y }: Chart, { step, value }: Point): string {
  return `${coordinate(x.at(step))} ${coordinate(1 - y.at(value))}`;
}

/** What lies beyond the axes is drawn on their edge. */
function coordinate(share: number): string {
  return String(Math.round(Math.min(1, Math.max(0, share)) * SIZE * 10) / 10);
}

function curve(series: Series, chart: Chart): Html {
  const places = series.points.map((point) => place(chart, point));
  const dots =
    series.kind === "points" ? html`<path class="dots c${series.colour}" d="${dotsAt(places)}"/>` : undefined;
  return html`<path class="${series.kind} c${series.colour}" d="${series.kind === "stairs" ? stairs(places) : joined(places)}"/>${dots}`;
}

function joined(places: readonly string[]): string {
  return places.length === 0 ? "" : `M${places.join("L")}`;
}

function stairs(places: readonly string[]): string {
  return places
    .map((at, index) => {
      const [x, y] = at.split(" ");
      return index === 0 ? `M${at}` : `H${x}V${y}`;
    })
    .join("");
}

/** A line without length and with round ends is a dot that keeps its size and shape however the drawing is stretched. */
function dotsAt(places: readonly string[]): string {
  return places.map((at) => `M${at}h0`).join("");
}

function bands({ phases, x }: Chart): Content {
  return phases.map(({ from, to }, index) =>
    index % 2 === 0
      ? undefined
      : html`<rect class="band" x="${coordinate(x.at(from))}" y="0" width="${coordinate(x.at(to) - x.at(from))}" height="${SIZE}"/>`,
  );
}

function gridLines({ x, y }: Chart): Html {
  const across = y.ticks.map((tick) => `M0 ${coordinate(1 - y.at(tick))}H${SIZE}`);
  const up = x.ticks.map((tick) => `M${coordinate(x.at(tick))} 0V${SIZE}`);
  return html`<path class="grid" d="${[...across, ...up].join("")}"/>`;
}

function decisionLines({ decisions, x }: Chart): Html | undefined {
  if (decisions.length === 0) return undefined;
  return html`<path class="decision" d="${decisions.map(({ step }) => `M${coordinate(x.at(step))} 0V${SIZE}`).join("")}"/>`;
}

function bestMark(chart: Chart): Html | undefined {
  const { best } = chart;
  if (best === undefined) return undefined;
  const at = place(chart, best);
  return html`<path class="best-ring" d="M${at}h0"/><path class="best-dot" d="M${at}h0"/>`;
}

function percentOf(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function axisLabels({ x, y, formatTick }: Chart): Content {
  return [
    y.ticks.map(
      (tick) => html`<span class="tick-y" style="bottom:${percentOf(y.at(tick))}">${formatTick(tick)}</span>`,
    ),
    x.ticks.map((tick) => html`<span class="tick-x" style="left:${percentOf(x.at(tick))}">${grouped(tick)}</span>`),
  ];
}

function phaseLabels({ phases, x }: Chart): Content {
  if (phases.length === 0) return undefined;
  return html`<div class="phases" aria-hidden="true">${phases.map(
    ({ name, from, to }) =>
      html`<span style="left:${percentOf(x.at(from))};width:${percentOf(x.at(to) - x.at(from))}" title="phase ${name}">${name}</span>`,
  )}</div>`;
}

function decisionLabels({ decisions, x }: Chart): Content {
  return decisions.map(
    ({ step, kind, reason }, index) =>
      html`<span class="decision-label" style="left:${percentOf(x.at(step))}" title="step ${step}: ${kind}: ${reason}">${index + 1}</span>`,
  );
}

/** What the page's script reads out: the share of the width that one step takes, and of each series its steps and values. */
function readings({ series, x, format }: Chart): unknown {
  return {
    start: x.at(0),
    perStep: x.at(1) - x.at(0),
    series: series
      .filter(({ kind }) => kind !== "faint")
      .map(({ name, colour, points }) => ({
        name,
        colour,
        steps: points.map((point) => point.step),
        values: points.map((point) => format(point.value)),
      })),
  };
}
