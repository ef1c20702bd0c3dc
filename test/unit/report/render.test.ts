// The page as text: whole for every kind of run, and nothing in a name becomes markup. How it looks is test/browser's.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { escapeHtml, html, jsonBlock } from "../../../cli/report/html.ts";
import { renderReport } from "../../../cli/report/render.ts";
import { aReport, aTestReport, someEvents } from "../../support/report-data.ts";

test("a template escapes strings, keeps markup, joins lists and leaves undefined out", () => {
  const inner = html`<b>${"<"}</b>`;
  assert.equal(html`${inner}${["&", 1, undefined]}`.text, "<b>&lt;</b>&amp;1");
});

test("no text survives escaping as a tag, an entity or the end of an attribute", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("<", ">", "&", '"', "'", ";", "#", "a", "\0", "日")), (characters) => {
      const escaped = escapeHtml(characters.join(""));
      assert.doesNotMatch(escaped, /[<>"']/);
      assert.doesNotMatch(escaped, /&(?!(amp|lt|gt|quot|#39);)/);
    }),
  );
});

test("data for the page's script can't end its element and reads back as it was", () => {
  const value = { text: "</script><script>alert(1)</script>" };
  const { text } = jsonBlock("x", value);
  assert.equal(text.match(/<\/script>/g)?.length, 1);
  assert.deepEqual(JSON.parse(text.slice(text.indexOf(">") + 1, text.lastIndexOf("<"))), value);
});

test("a wrong row of numbers has its line and no frame for a picture", () => {
  const wrong = { path: "line 17", class: "a", predicted: "b", probability: 0.9 };
  const page = renderReport(aReport({ mostWrong: [{ ...wrong, picture: { kind: "none" } }] }));
  assert.ok(page.includes(">line 17</p>"));
  assert.doesNotMatch(page, /class="frame"/);
});

test("hostile names anywhere in a run never become markup", () => {
  const bad = `"><img src=x onerror=alert(1)>'&`;
  const page = renderReport(
    aReport({
      run: bad,
      jobText: bad,
      test: { kind: "measured", report: aTestReport([bad, "b"]) },
      mostWrong: [{ path: bad, class: bad, predicted: bad, probability: 1, picture: { kind: "missing", reason: bad } }],
      fingerprint: { [bad]: bad },
      events: [
        { event: "phase", phase: bad, step: 0, trainableParameters: 1, input: "pictures", graph: null, time: "" },
        { event: "decision", kind: "stop-early", step: 1, reason: bad, time: "" },
        { event: "warning", code: bad, message: bad, hint: bad, time: "" },
      ],
    }),
  );
  assert.ok(page.includes("&lt;img src=x"));
  assert.ok(!page.includes("<img src=x"));
});

test("the page names no address but data: ones", () => {
  const found = /https?:|\/\/[a-z]|url\(|@import|<link(?! rel="icon" href="data:,")/.exec(renderReport(aReport()));
  assert.equal(found?.[0], undefined);
});

test("charts have the phases, a numbered mark for each decision, and the best point", () => {
  const page = renderReport(aReport());
  assert.equal(page.match(/data-chart="/g)?.length, 3);
  assert.match(page, /<rect class="band" x="500" y="0" width="500"/);
  assert.equal(page.match(/class="decision-label"/g)?.length, 3 * 2);
  assert.match(page, /class="best-ring"/);
  assert.match(page, /restore-best<\/th><td class="wide">the phase is over/);
});

test("a metric that is missing for one class is a dash, not NaN", () => {
  const report = aTestReport(["a", "b"]);
  const classes = report.classes.map((metrics, index) => (index === 0 ? { ...metrics, f1: Number.NaN } : metrics));
  const page = renderReport(aReport({ test: { kind: "measured", report: { ...report, classes } } }));
  assert.match(page, /<td class="n missing">–<\/td>/);
  assert.equal(notNumbers(page), undefined);
});

test("an unfinished run without a test says so and shows what there is", () => {
  const reason = "The run is not finished; the test split is measured once, at its end.";
  const page = renderReport(
    aReport({ finished: undefined, test: { kind: "missing", reason }, events: someEvents().slice(0, 40) }),
  );
  assert.ok(page.includes(reason));
  assert.match(page, /not finished/);
  assert.match(page, /<svg/);
});

test("a run before its first step has a page", () => {
  const page = renderReport(
    aReport({
      finished: undefined,
      events: [],
      test: { kind: "missing", reason: "later" },
      fingerprint: undefined,
      dataset: undefined,
    }),
  );
  assert.match(page, /No step is done yet/);
  assert.equal(notNumbers(page), undefined);
});

test("20,000 steps and 100 classes stay below two megabytes", () => {
  const names = Array.from({ length: 100 }, (_, index) => `class ${index}`);
  const page = renderReport(
    aReport({ events: someEvents(20_000), test: { kind: "measured", report: aTestReport(names) } }),
  );
  assert.ok(page.length < 2_000_000, `${page.length} characters`);
  assert.equal(page.match(/<tr><th scope="row"><b>/g)?.length, 100);
});

test("the same data gives the same page", () => {
  assert.equal(renderReport(aReport()), renderReport(aReport()));
});

/** What arithmetic or a missing value left in the page, apart from its script. */
function notNumbers(page: string): string | undefined {
  return /.{0,40}(NaN|Infinity|undefined)/.exec(page.slice(0, page.lastIndexOf("<script>")))?.[0];
}
