// Test metrics by class, the confusion matrix and the most-wrong pictures.
import type { ClassMetrics, TestReport } from "../../common/metrics/classification.ts";
import { grouped, number, percent } from "../render/format.ts";
import type { TestOutcome, WrongPicture } from "./data.ts";
import { type Content, type Html, html } from "./html.ts";

/** Up to so many classes, a cell of the matrix has room for its share, and a column for its class's name. */
const ROOMY_CLASSES = 30;
/** From this share on, a cell is filled and its text takes the other colour: between the two shades neither could be read. */
const DARK_SHARE = 0.55;

export function renderResults(test: TestOutcome, wrong: readonly WrongPicture[]): Html {
  if (test.kind === "missing")
    return html`<section aria-labelledby="test"><h2 id="test">Test</h2><p class="note">${test.reason}</p></section>`;
  const { report } = test;
  return html`<section aria-labelledby="test"><h2 id="test">Test</h2>
<p>Measured once, on ${grouped(report.samples)} samples that were never trained on.</p>
${classesTable(report)}</section>
${confusionSection(report)}${wrongSection(wrong, report)}`;
}

function classesTable({ classes, macro }: TestReport): Html {
  return html`<h3>By class</h3><div class="${boxOf(classes.length)}" tabindex="0" role="region" aria-label="Metrics by class"><table class="classes"><thead><tr><th>class</th><th class="n">precision</th><th class="n">recall</th><th class="n">F1</th><th class="n">samples</th></tr></thead><tbody>
${classes.map(classRow)}</tbody>
<tfoot><tr><th scope="row">macro mean</th>${[macro.precision, macro.recall, macro.f1].map(share)}<td class="n">${classes.reduce((sum, { support }) => sum + (Number.isFinite(support) ? support : 0), 0)}</td></tr></tfoot></table></div>`;
}

/** A long table scrolls in a box of its own, both ways. */
function boxOf(classes: number): string {
  return classes <= ROOMY_CLASSES ? "scroll" : "scroll tall";
}

function classRow({ class: name, precision, recall, f1, support }: ClassMetrics): Html {
  return html`<tr><th scope="row">${name}</th>${[precision, recall, f1].map(share)}<td class="n">${Number.isFinite(support) ? support : "–"}</td></tr>`;
}

function share(value: number): Html {
  if (!Number.isFinite(value)) return html`<td class="n missing">–</td>`;
  return html`<td class="n bar" style="--s:${value.toFixed(3)}">${percent(value)}</td>`;
}

function confusionSection({ classes, confusion }: TestReport): Content {
  if (confusion.length === 0) return undefined;
  const names = confusion.map((_, index) => classes[index]?.class ?? `class ${index}`);
  const size = names.length <= ROOMY_CLASSES ? "roomy" : "tight";
  return html`<section aria-labelledby="confusion"><h2 id="confusion">Confusion</h2>
<p>Rows are the true classes, columns what the model said. ${size === "roomy" ? "Each cell: samples and their share of the row." : "Cells count samples; column numbers are the rows'."}</p>
<div class="${boxOf(names.length)}" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion ${size}"><thead><tr><td></td>${names.map((name, index) => columnHead(name, index, size))}</tr></thead><tbody>
${confusion.map((row, index) => confusionRow(row, index, names, size))}</tbody></table></div></section>`;
}

type Size = "roomy" | "tight";

function columnHead(name: string, index: number, size: Size): Html {
  return html`<th scope="col" title="${name}"><span>${size === "roomy" ? name : index + 1}</span></th>`;
}

function confusionRow(row: readonly number[], index: number, names: readonly string[], size: Size): Html {
  const total = row.reduce((sum, count) => sum + count, 0);
  const name = names[index] ?? "";
  const cells = row.map((count, column) => {
    if (count === 0) return column === index ? html`<td class="right">0</td>` : html`<td></td>`;
    return confusionCell({ count, total, isRight: column === index, name, said: names[column] ?? "", size });
  });
  return html`<tr><th scope="row">${size === "tight" ? html`<b>${index + 1}</b> ` : undefined}${name}</th>${cells}</tr>`;
}

interface Cell {
  readonly count: number;
  /** Of the row. */
  readonly total: number;
  readonly isRight: boolean;
  readonly name: string;
  readonly said: string;
  readonly size: Size;
}

function confusionCell({ count, total, isRight, name, said, size }: Cell): Html {
  const part = count / total;
  const kinds = [isRight ? "right" : "wrong", ...(part >= DARK_SHARE ? ["dark"] : [])].join(" ");
  const title = `${name} ${isRight ? "recognised" : `taken for ${said}`}: ${count} of ${total} (${percent(part)})`;
  const small = size === "roomy" ? html`<small>${Math.round(part * 100)} %</small>` : undefined;
  return html`<td class="${kinds}" style="--s:${part.toFixed(3)}" title="${title}">${count}${small}</td>`;
}

function wrongSection(wrong: readonly WrongPicture[], { samples, accuracy }: TestReport): Html {
  const none =
    accuracy === 1 ? `All ${samples} samples were recognised.` : "The run's test.json names no wrong samples.";
  return html`<section aria-labelledby="wrong"><h2 id="wrong">Most wrong</h2>
${
  wrong.length === 0
    ? html`<p class="note">${none}</p>`
    : html`<p>Test samples with the wrong class, the surest mistakes first: look for wrong labels, and for what the classes share.</p>
<ul class="mistakes">${wrong.map(wrongItem)}</ul>`
}</section>`;
}

function wrongItem({ path, class: name, predicted, probability, picture }: WrongPicture): Html {
  const sure = Number.isFinite(probability) ? ` ${percent(probability).replace(" ", "\u00a0")}` : "";
  return html`<li>${frameOf(picture, path)}<dl><dt>true</dt><dd title="${name}">${name}</dd><dt>said</dt><dd class="said" title="${predicted}">${predicted}${sure}</dd></dl><p class="path" title="${path}">${path}</p></li>`;
}

function frameOf(picture: WrongPicture["picture"], path: string): Content {
  switch (picture.kind) {
    case "none":
      return undefined;
    case "shown":
      return html`<div class="frame"><img src="${picture.source}" alt="${path}"></div>`;
    case "missing":
      return html`<div class="frame"><span class="no-picture">${picture.reason}</span></div>`;
  }
}

/** "73.2 %", or undefined for what was not measured. */
export function headline(test: TestOutcome): readonly (readonly [string, string])[] {
  if (test.kind === "missing") return [];
  const { accuracy, loss, macro, top5 } = test.report;
  const all: readonly (readonly [string, number | undefined, (value: number) => string])[] = [
    ["test accuracy", accuracy, percent],
    ["test loss", loss, number],
    ["macro F1", macro.f1, percent],
    ["top-5 accuracy", top5, percent],
  ];
  return all.flatMap(([name, value, format]) =>
    value !== undefined && Number.isFinite(value) ? [[name, format(value)] as const] : [],
  );
}
