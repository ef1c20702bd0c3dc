// A split's metrics for people: the totals, then one line per class. Pure.
import type { TestReport } from "../../common/metrics/classification.ts";

export function metricsTable(report: TestReport): string {
  const { split, samples, loss, accuracy, top5, macro, classes, metrics = {} } = report;
  const width = Math.max(5, ...classes.map((metrics) => metrics.class.length));
  const row = (name: string, values: readonly number[], support: string): string =>
    `${name.padEnd(width)}  ${values.map((value) => value.toFixed(4).padStart(9)).join("  ")}  ${support.padStart(7)}`;
  return `${[
    `${split}: ${samples} samples`,
    `loss ${loss.toFixed(4)}   accuracy ${accuracy.toFixed(4)}${top5 === undefined ? "" : `   top5 ${top5.toFixed(4)}`}`,
    ...Object.entries(metrics).map(([name, value]) => `${name} ${value.toFixed(4)}`),
    "",
    `${"class".padEnd(width)}  precision     recall         f1  samples`,
    ...classes.map(({ class: name, precision, recall, f1, support }) =>
      row(name, [precision, recall, f1], String(support)),
    ),
    row("mean", [macro.precision, macro.recall, macro.f1], ""),
  ].join("\n")}\n`;
}
