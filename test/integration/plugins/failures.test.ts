// Plugins that fail, before and during training: the code, and that the message names module, function and reason.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertFailed } from "../../support/contract.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";
import { plugins, recording } from "./modules.ts";

let workshop: Workshop;
let job: string;

before(async () => {
  workshop = await openWorkshop("warm");
  job = await workshop.job("usual");
});
after(() => workshop.remove());

const RUNNING: readonly (readonly [name: string, source: string, says: readonly (string | RegExp)[]])[] = [
  [
    "loss-throws",
    `export const loss = { compute() { throw new Error("out of memory, as it says"); } };`,
    ["loss.compute threw: out of memory, as it says (line 1)"],
  ],
  [
    "loss-nan",
    `let n = 0; export const loss = { compute(l, y, c, into) { into.fill(0); return n++ < 8 ? 1 : NaN; } };`,
    ["loss.compute returned NaN"],
  ],
  [
    "loss-async",
    `export const loss = { async compute() { throw new Error("boom"); } };`,
    ["loss.compute returned a promise"],
  ],
  [
    "metric-add",
    `export const metrics = { own: { start: () => [], add() { null.x; }, value: () => 0 } };`,
    ["metrics.own.add threw: TypeError", "(line 1)"],
  ],
  [
    "metric-value",
    `export const metrics = { own: { start: () => [], add() {}, value() {} } };`,
    ["metrics.own.value returned undefined"],
  ],
  [
    "metric-start",
    `export const metrics = { own: { start: () => 0, add: (n) => n + 1, value: (n) => n } };`,
    ["metrics.own.start returned 0"],
  ],
  [
    "augment-throws",
    `export const augment = { apply({ epoch }) { if (epoch === 1) throw new Error("boom"); } };`,
    ["augment.apply threw: boom"],
  ],
  [
    "callback-throws",
    `export const callback = { onEvent({ event }) { if (event === "validation") throw new Error("boom"); } };`,
    ["callback.onEvent threw: boom"],
  ],
  [
    "callback-rejects",
    `export const callback = { onEvent: ({ event }) => event === "step" ? Promise.reject(new Error("boom")) : undefined };`,
    ["callback.onEvent threw: boom"],
  ],
  [
    "callback-checkpoint",
    `export const callback = { onEvent({ event }) { if (event === "checkpoint") throw new Error("boom"); } };`,
    ["callback.onEvent threw: boom"],
  ],
  [
    "callback-finished",
    `export const callback = { async onEvent({ event }) { if (event === "finished") throw new Error("boom"); } };`,
    ["callback.onEvent threw: boom"],
  ],
];

for (const [name, source, says] of RUNNING) {
  test(`${name}: the job fails with plugin-failed, naming the module`, async () => {
    const ended = await workshop.run(job, name, ...(await plugins(workshop, { [name]: source })));
    assertFailed(ended, {
      code: 1,
      error: "plugin-failed",
      says: [`plugin ${workshop.path(`${name}.mjs`)}: `, ...says],
    });
  });
}

test("the eager step fails with the plugin's error too", async () => {
  const source = { "eager-throws": `export const loss = { compute() { throw new Error("boom"); } };` };
  const ended = await workshop.run(job, "eager", "--eager", ...(await plugins(workshop, source)));
  assertFailed(ended, { code: 1, error: "plugin-failed", says: ["eager-throws.mjs: loss.compute threw: boom"] });
});

test("a callback is told of the failure of another plugin, and its own failure then changes nothing", async () => {
  const ended = await workshop.run(
    job,
    "told",
    ...(await plugins(workshop, {
      watching: recording(workshop.path("told.jsonl")),
      failing: `export const callback = { onEvent({ event }) { if (event === "error") throw new Error("again"); } };`,
      broken: `export const loss = { compute() { throw new Error("boom"); } };`,
    })),
  );
  assertFailed(ended, { code: 1, error: "plugin-failed", says: ["broken.mjs: loss.compute threw: boom"] });
  const told = (await readFile(workshop.path("told.jsonl"), "utf8")).trim().split("\n");
  const last = JSON.parse(told.at(-1) ?? "{}") as Record<string, unknown>;
  assert.deepEqual([last["event"], last["code"]], ["error", "plugin-failed"]);
});

test("everything that is wrong before training is told at once, and no run folder is left", async () => {
  const flags = await plugins(workshop, {
    syntax: "export const loss = {\n  compute( {\n};\n",
    thrown: `throw new RangeError("at the top");`,
    empty: "export const gamma = 2;\n",
    shape: "export const metrics = { f1: {} }; export const augment = {};\n",
  });
  const all = flags[1]?.replace("]", ", ./missing.mjs]") ?? "";
  const ended = await workshop.run(job, "wrong", "--set", all);
  const says = [
    /spec\.plugins\.0: .*syntax\.mjs: could not be imported: SyntaxError: .*\(line \d\)/,
    /spec\.plugins\.1: .*thrown\.mjs: could not be imported: RangeError: at the top \(line 1\)/,
    /spec\.plugins\.2: .*empty\.mjs: expected a module that exports loss, metrics, augment or callback by name/,
    /spec\.plugins\.3: .*shape\.mjs: metrics\.f1: .*taken/,
    /spec\.plugins\.3: .*shape\.mjs: augment\.apply: expected a function/,
    /spec\.plugins\.4: .*missing\.mjs: there is no such file/,
  ];
  assertFailed(ended, { code: 78, error: "config", says });
  assert.ok(!workshop.exists("wrong"));
});

test("a loss beside options of cross-entropy, and a second loss, are refused before training", async () => {
  const loss = `export const loss = { compute(l, y, c, into) { into.fill(0); return 0; } };`;
  const flags = await plugins(workshop, { first: loss, second: loss });
  const ended = await workshop.run(job, "clash", ...flags, "--set", "training.loss.labelSmoothing=0.1");
  const says = ["second.mjs: expected one plugin with a loss", "spec.training.loss.labelSmoothing", "first.mjs"];
  assertFailed(ended, { code: 78, error: "config", says });
});

test("a metric that training watches and no plugin measures is refused before training", async () => {
  const ended = await workshop.run(job, "watch", "--set", "training.earlyStopping={metric: validation.acuracy}");
  const says = ["spec.training.earlyStopping.metric", "did you mean validation.accuracy?"];
  assertFailed(ended, { code: 78, error: "config", says });
});
