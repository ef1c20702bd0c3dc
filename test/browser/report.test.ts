// The report as people meet it: opened in a browser, in both themes and on a phone. Screenshots go to ELASTUNE_SCREENSHOTS, to be
// looked at.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { renderComparison } from "../../cli/report/comparison.ts";
import { curvesOf } from "../../cli/report/curves.ts";
import type { ReportData } from "../../cli/report/data.ts";
import { withPictures } from "../../cli/report/pictures.ts";
import { renderReport } from "../../cli/report/render.ts";
import { aReport, aTestReport, someEvents } from "../support/report-data.ts";
import { browserOrSkip, openBrowser, type View, watch } from "./chromium.ts";

const folder = await mkdtemp(path.join(tmpdir(), "elastune-report-"));
after(() => rm(folder, { recursive: true, force: true }));

const LIGHT: View = { width: 1200, height: 900, colorScheme: "light" };
const DARK: View = { ...LIGHT, colorScheme: "dark" };
const PHONE: View = { width: 360, height: 740, colorScheme: "light" };

const HOSTILE = `<b>"bold" & 'quoted'</b> </script><img src=x onerror=alert(1)> 日本語 \u202e😀`;

const REPORTS: readonly {
  readonly name: string;
  readonly data: () => Promise<ReportData>;
  readonly views: readonly View[];
}[] = [
  { name: "five-classes", data: withWrongPictures, views: [LIGHT, DARK, PHONE] },
  { name: "hundred-classes", data: () => Promise.resolve(hundredClasses()), views: [LIGHT, PHONE] },
  { name: "unfinished", data: () => Promise.resolve(unfinished()), views: [DARK, PHONE] },
  { name: "hostile-names", data: () => Promise.resolve(hostile()), views: [LIGHT, PHONE] },
];

for (const { name, data, views } of REPORTS) {
  for (const view of views) {
    const viewName = view.width < 600 ? "phone" : view.colorScheme;
    test(`the report of ${name} shows itself on a ${viewName} screen, asks nothing of the network and fits the width`, async (t) => {
      const shown = await open(t, name, await data(), view);
      if (shown === undefined) return;
      const { page, watched, file } = shown;
      assert.deepEqual(watched.complaints, []);
      const foreign = watched.requests.filter((url) => !url.startsWith("data:") && url !== file);
      assert.deepEqual(foreign, []);
      await fitsTheWidth(page);
      await screenshot(page, `${name}-${viewName}`);
    });
  }
}

test("the page of a finished run holds curves, phases, decisions, the best point, metrics, pictures and settings", async (t) => {
  const shown = await open(t, "contents", await withWrongPictures(), LIGHT);
  if (shown === undefined) return;
  const { page } = shown;
  assert.equal(await page.title(), "flowers-3: elastune run report");
  assert.equal(await page.locator("figure.chart svg[role=img]").count(), 3);
  assert.deepEqual(await page.locator(".chart >> nth=0 >> .phases span").allTextContents(), ["head", "top"]);
  const text = await page.locator("body").innerText();
  for (const expected of ["restore-best", "lower-rate", "73.1 %", "0c26e21c", "2.21.0", "samples-set-aside", "best: "])
    assert.ok(text.includes(expected), expected);
  assert.equal(await page.locator(".confusion tbody tr").count(), 5);
  const sizes = await page
    .locator(".mistakes img")
    .evaluateAll((images) => images.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth));
  assert.deepEqual(sizes, [96, 96, 96]);
});

test("the pointer and the arrow keys read the values of a chart", async (t) => {
  const shown = await open(t, "reading", aReport(), LIGHT);
  if (shown === undefined) return;
  const plot = shown.page.locator(".plot").first();
  await plot.hover({ position: { x: 60, y: 100 } });
  assert.match(
    await plot.locator(".reading").innerText(),
    /step \d+\s+training, smoothed: [\d.]+\s+validation: [\d.]+ \(step 30\)/,
  );
  await plot.press("ArrowRight");
  const first = await plot.locator(".reading b").innerText();
  await plot.press("ArrowRight");
  assert.notEqual(await plot.locator(".reading b").innerText(), first);
  await plot.press("Escape");
  assert.equal(await plot.locator(".reading").isVisible(), false);
});

test("the button switches the theme", async (t) => {
  const shown = await open(t, "theme", aReport(), DARK);
  if (shown === undefined) return;
  const background = (): Promise<string> =>
    shown.page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  const dark = await background();
  await shown.page.getByRole("button", { name: "Light" }).click();
  assert.notEqual(await background(), dark);
});

test("names of classes and files are text, never markup", async (t) => {
  const shown = await open(t, "markup", hostile(), LIGHT);
  if (shown === undefined) return;
  assert.equal(await shown.page.locator("main img, main b b, th b").count(), 0);
  assert.equal(await shown.page.locator(".classes tbody th").first().textContent(), HOSTILE);
});

test("a comparison fits a phone, with the curves of all runs in one chart", async (t) => {
  const { events, job } = aReport();
  const runs = ["first", HOSTILE].map((name, index) => ({
    ...{ name, directory: name, finished: true, steps: 240, seconds: 60, test: { accuracy: 0.7 }, weightsSha256: "00" },
    ...{ validation: curvesOf(events.slice(index), job).validation, best: undefined },
  }));
  const differences = [{ key: "spec.training.phases[0].learningRate.default", values: [0.1, HOSTILE] }];
  const shown = await openHtml(
    t,
    "comparison",
    renderComparison({ runs, differences, states: { steps: 0, firstDifferent: undefined } }),
    PHONE,
  );
  if (shown === undefined) return;
  assert.deepEqual(shown.watched.complaints, []);
  assert.equal(await shown.page.locator(".chart").first().locator(".points").count(), 2);
  await fitsTheWidth(shown.page);
  await screenshot(shown.page, "comparison-phone");
});

test("text stands out from its background by 4.5 to 1 in both themes", async (t) => {
  for (const view of [LIGHT, DARK]) {
    const shown = await open(t, `contrast-${view.colorScheme}`, aReport(), view);
    if (shown === undefined) return;
    assert.deepEqual(await shown.page.evaluate(CONTRASTS), []);
  }
});

interface Shown {
  readonly page: Page;
  readonly watched: ReturnType<typeof watch>;
  readonly file: string;
}

function open(t: TestContext, name: string, data: ReportData, view: View): Promise<Shown | undefined> {
  return openHtml(t, name, renderReport(data), view);
}

async function openHtml(t: TestContext, name: string, html: string, view: View): Promise<Shown | undefined> {
  const browser = browserOrSkip(t);
  if (browser === undefined) return undefined;
  const file = path.join(folder, `${name}.html`);
  await writeFile(file, html);
  const context = await openBrowser(t, browser, view);
  const page = context.pages()[0] ?? (await context.newPage());
  const watched = watch(page);
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  return { page, watched, file: pathToFileURL(file).href };
}

async function fitsTheWidth(page: Page): Promise<void> {
  const [content, window] = await page.evaluate<readonly [number, number]>(
    "[document.documentElement.scrollWidth, innerWidth]",
  );
  assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}

async function screenshot(page: Page, name: string): Promise<void> {
  const target = process.env["ELASTUNE_SCREENSHOTS"] ?? path.join(tmpdir(), "elastune-screenshots");
  await mkdir(target, { recursive: true });
  await page.screenshot({ path: path.join(target, `report-${name}.png`), fullPage: true });
}

async function withWrongPictures(): Promise<ReportData> {
  const samples = ["daisy/a.png", "rose/b.jpg", "tulip/c.png", "tulip/gone.png"].map((file, index) => ({
    path: file,
    class: file.split("/")[0] ?? "",
    predicted: ["tulip", "dandelion", "rose", "rose"][index] ?? "",
    probability: 0.99 - index * 0.07,
  }));
  for (const [index, { path: file }] of samples.slice(0, 3).entries()) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    const background = ["#c33", "#3a3", "#33c"][index] ?? "#333";
    await sharp({ create: { width: 160, height: 160, channels: 3, background } }).toFile(path.join(folder, file));
  }
  return aReport({ mostWrong: await withPictures(samples, folder) });
}

function hundredClasses(): ReportData {
  const names = Array.from({ length: 100 }, (_, index) => `class-with-a-long-name-${index + 1}`);
  return aReport({
    test: { kind: "measured", report: aTestReport(names) },
    events: someEvents(20_000),
    dataset: { samples: 120_000, classes: 100 },
  });
}

function unfinished(): ReportData {
  return aReport({
    finished: undefined,
    test: { kind: "missing", reason: "The run is not finished; the test split is measured once, at its end." },
    events: someEvents().slice(0, 70),
    fingerprint: undefined,
  });
}

function hostile(): ReportData {
  const report = aTestReport([HOSTILE, "a".repeat(300)]);
  const classes = report.classes.map((metrics, index) =>
    index === 0 ? { ...metrics, precision: Number.NaN } : metrics,
  );
  const wrong = {
    path: `${HOSTILE}/x.png`,
    class: HOSTILE,
    predicted: "a".repeat(300),
    probability: 0.9,
    picture: { kind: "missing", reason: HOSTILE } as const,
  };
  return aReport({
    run: HOSTILE,
    jobText: `# ${HOSTILE}`,
    test: { kind: "measured", report: { ...report, classes } },
    mostWrong: [wrong],
    fingerprint: { [HOSTILE]: HOSTILE },
    events: [...someEvents(), { event: "warning", code: "x", message: HOSTILE, hint: HOSTILE, time: "" }],
  });
}

/** In the page: every text whose colour is too near to what lies behind it. Runs in the browser, whose types this project lacks. */
const CONTRASTS = `(() => {
  const parse = (colour) => {
    const srgb = colour.match(/^color\\(srgb ([\\d.]+) ([\\d.]+) ([\\d.]+)/);
    return srgb ? srgb.slice(1, 4).map((part) => part * 255) : colour.match(/[\\d.]+/g).map(Number);
  };
  const luminance = (rgb) => rgb.slice(0, 3).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const alpha = parse(colour)[3];
      if (colour !== "transparent" && alpha !== 0) return parse(colour);
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(element.className + " " + node.textContent.trim().slice(0, 40) + " " + ratio.toFixed(2));
  }
  return found;
})()`;
