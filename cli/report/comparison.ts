// Several runs on one page: each validation metric as one chart, the differences of their jobs, the results. Pure.
import type { Comparison, JobDifference } from "../library/compare-runs.ts";
import { resultRows } from "../library/result-rows.ts";
import { metricText } from "../render/format.ts";
import { type Chart, renderChart } from "./chart.ts";
import { axisOf, plain } from "./charts.ts";
import { type Content, html } from "./html.ts";
import { renderPage } from "./page.ts";
import { tightScale } from "./scale.ts";

/** So many colours the page has; more runs share them, and are told apart by their names under the pointer. */
const COLOURS = 6;

/** The whole page. */
export function renderComparison(comparison: Comparison): string {
  const { runs } = comparison;
  const names = runs.map(({ name }) => name).join(", ");
  return renderPage({
    title: `${names}: elastune runs compared`,
    brand: "elastune runs compared",
    heading: names,
    subtitle: `${runs.length} runs`,
    body: html`<section aria-labelledby="curves"><h2 id="curves">Validation</h2><div class="charts">${chartsOf(comparison).map(renderChart)}</div></section>
<section aria-labelledby="results"><h2 id="results">Results</h2>${table(comparison, "result", resultRows(runs))}</section>
<section aria-labelledby="jobs"><h2 id="jobs">Jobs</h2>${differences(comparison)}</section>`,
  });
}

function chartsOf({ runs }: Comparison): readonly Chart[] {
  const metrics = [...new Set(runs.flatMap(({ validation }) => validation.map(({ name }) => name)))];
  const x = tightScale(0, Math.max(1, ...runs.map(({ steps }) => steps)));
  return metrics.map((metric, index) => {
    const series = runs.map(({ name, validation }, run) => ({
      name,
      kind: "points" as const,
      colour: (run % COLOURS) + 1,
      points: validation.find((curve) => curve.name === metric)?.points ?? [],
    }));
    const last = series.map(({ name, points }) => `${name} ${ending(metric, points.at(-1)?.value)}`);
    return {
      id: `metric-${index}`,
      title: metric,
      summary: `Validation ${metric} at the end: ${last.join(", ")}.`,
      series: series.filter(({ points }) => points.length > 0),
      x,
      y: axisOf(series.flatMap(({ points }) => points)),
      format: (value) => metricText(metric, value),
      formatTick: plain,
      phases: [],
      decisions: [],
    };
  });
}

function ending(metric: string, value: number | undefined): string {
  return value === undefined ? "not measured" : metricText(metric, value);
}

function differences(comparison: Comparison): Content {
  if (comparison.differences.length === 0) return html`<p class="note">The jobs are the same.</p>`;
  return table(comparison, "job", comparison.differences.map(differenceRow));
}

/** A key and its value in each run, as text. */
export function differenceRow({ key, values }: JobDifference): readonly string[] {
  return [key, ...values.map(valueText)];
}

function valueText(value: unknown): string {
  if (value === undefined) return "-";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function table({ runs }: Comparison, first: string, rows: readonly (readonly string[])[]): Content {
  return html`<div class="scroll"><table><thead><tr><th>${first}</th>${runs.map(({ name }) => html`<th class="n">${name}</th>`)}</tr></thead><tbody>
${rows.map(([head, ...cells]) => html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
