// report.html: one page that shows a run, and asks nothing of the network. A pure function of the data.
import { duration, grouped, metricText, number, percent } from "../render/format.ts";
import { renderCharts } from "./charts.ts";
import { type Curves, curvesOf } from "./curves.ts";
import type { ReportData } from "./data.ts";
import { type Html, html } from "./html.ts";
import { renderPage } from "./page.ts";
import { headline, renderResults } from "./results.ts";
import { readableTime, renderAugmentation, renderSettings, renderWarnings } from "./settings.ts";

/** The whole page. */
export function renderReport(data: ReportData): string {
  const curves = curvesOf(data.events, data.job);
  const state =
    data.finished === undefined
      ? html`<span class="state running">not finished</span>`
      : html`<span class="state done">finished</span>`;
  return renderPage({
    title: `${data.run}: elastune run report`,
    brand: "elastune run report",
    heading: html`${data.run} ${state}`,
    subtitle: subtitle(data),
    body: html`${notFinished(data, curves)}
<ul class="tiles">${tilesOf(data, curves).map(([name, value]) => html`<li><span>${name}</span><b>${value}</b></li>`)}</ul>
${renderCharts(curves)}${renderResults(data.test, data.mostWrong)}${renderAugmentation(data.augmentation)}${renderWarnings(data.events)}${renderSettings(data)}`,
  });
}

function subtitle({ job, dataset, events }: ReportData): string {
  const last = events.at(-1)?.time;
  return [
    `job ${job.metadata.name}`,
    ...(dataset === undefined ? [] : [`${grouped(dataset.samples)} samples of ${grouped(dataset.classes)} classes`]),
    ...(last === undefined ? [] : [readableTime(last)]),
  ].join(" · ");
}

function notFinished({ finished }: ReportData, { lastStep, epochs }: Curves): Html | undefined {
  if (finished !== undefined) return undefined;
  const place = lastStep === 0 ? "before its first step" : `at step ${grouped(lastStep)}, epoch ${epochs}`;
  return html`<p class="banner" role="status">This run is not finished: the page shows it ${place}. Make it again by <code>elastune report</code>.</p>`;
}

function tilesOf(data: ReportData, curves: Curves): readonly (readonly [string, string])[] {
  const { finished, test } = data;
  const measured = headline(test);
  const inEvent = finished?.test ?? undefined;
  const tested =
    measured.length > 0 || inEvent === undefined
      ? measured
      : [["test accuracy", percent(inEvent.accuracy)] as const, ["test loss", number(inEvent.loss)] as const];
  const { best } = curves;
  const bestTile =
    best === undefined ? [] : [[`best validation ${best.metric}`, metricText(best.metric, best.value)] as const];
  const speed = median(curves.samplesPerSecond.map(({ value }) => value));
  return [
    ...tested,
    ...bestTile,
    ["steps", grouped(finished?.steps ?? curves.lastStep)],
    ...(curves.epochs === 0 ? [] : [["epochs", grouped(curves.epochs)] as const]),
    ...(finished === undefined ? [] : [["time", duration(finished.seconds)] as const]),
    ...(speed === undefined ? [] : [["samples a second", number(speed)] as const]),
  ];
}

/** Not the mean: the first steps read and decode every picture. */
function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
