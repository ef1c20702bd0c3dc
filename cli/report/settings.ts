// What the run was made with: configuration, versions, fingerprint, weights, warnings.
import type { RunEvent } from "../../common/events.ts";
import { ofKind } from "./curves.ts";
import type { ReportData } from "./data.ts";
import { type Content, type Html, html } from "./html.ts";

export function renderWarnings(events: readonly RunEvent[]): Content {
  const warnings = ofKind(events, "warning");
  if (warnings.length === 0) return undefined;
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2><ul class="warnings">${warnings.map(
    ({ code, message, hint }) =>
      html`<li><code>${code}</code> ${message}${hint === undefined ? undefined : html`<br><span class="hint">${hint}</span>`}</li>`,
  )}</ul></section>`;
}

export function renderAugmentation(sheet: string | undefined): Content {
  if (sheet === undefined) return undefined;
  return html`<section aria-labelledby="augmentation"><h2 id="augmentation">Augmentation</h2>
<p>Training samples as they are, in the first column, and what the network sees of them in the first epochs.</p>
<div class="scroll"><img class="sheet" src="${sheet}" alt="A sheet of augmented training samples"></div></section>`;
}

export function renderSettings(data: ReportData): Html {
  const { finished, fingerprint, jobText, elastuneVersion } = data;
  return html`<section aria-labelledby="settings"><h2 id="settings">How it was made</h2>
${
  finished === undefined
    ? undefined
    : table([
        ["weights sha256", html`<code class="hash">${finished.weightsSha256}</code>`],
        ["model", html`<code class="hash">${finished.model}</code>`],
        ["step computed by", `${finished.compute} on ${finished.device}`],
        ["features of a frozen trunk", finished.features],
      ])
}
<h3>Numerics fingerprint</h3>
${
  fingerprint === undefined
    ? html`<p class="note">There is no whole checkpoint yet that holds one.</p>`
    : html`<p>What may change a bit of the result. Runs that agree in it, in job and in data give the same weights.</p>${table(Object.entries(fingerprint))}`
}
<details><summary>Configuration (job.yaml, with all defaults)</summary><pre class="scroll" tabindex="0">${jobText}</pre></details>
<p class="note">Report by elastune ${elastuneVersion}, <time datetime="${data.madeAt}">${readableTime(data.madeAt)}</time>.</p></section>`;
}

function table(rows: readonly (readonly [string, Content])[]): Html {
  return html`<div class="scroll"><table class="facts"><tbody>${rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td class="wide">${value}</td></tr>`,
  )}</tbody></table></div>`;
}

/** "2026-11-24 17:51 UTC". */
export function readableTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
