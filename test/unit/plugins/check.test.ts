import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJob } from "../../../common/job/parse.ts";
import { clashes, pluginOf } from "../../../worker/plugins/check.ts";
import { aPlugin } from "./plugins.ts";

const nothing = (): void => undefined;
const metric = { start: () => ({}), add: nothing, value: () => 0 };
const loss = { compute: () => 0 };

const WRONG: readonly (readonly [what: string, exports: Readonly<Record<string, unknown>>, says: RegExp])[] = [
  ["a module without exports", {}, /exports loss, metrics, augment or callback.*found no export/],
  ["a module with other exports", { default: { loss }, gamma: 2 }, /found the exports default, gamma/],
  ["a misspelled export", { loss, metric: {} }, /unknown export metric: did you mean metrics\?/],
  ["an export in another case", { Loss: loss }, /unknown export Loss: did you mean loss\?/],
  ["a loss that is a function", { loss: nothing }, /loss: expected an object, found a function/],
  ["a loss without compute", { loss: {} }, /loss\.compute: expected a function, found undefined/],
  ["a loss whose compute is a number", { loss: { compute: 1 } }, /loss\.compute: expected a function, found 1/],
  ["a loss whose name is no text", { loss: { ...loss, name: 3 } }, /loss\.name: expected a text, found 3/],
  ["a loss that is undefined", { loss: undefined }, /loss: expected an object, found undefined/],
  ["an augmentation without apply", { augment: { run: nothing } }, /augment\.apply: expected a function/],
  ["a callback that is a list", { callback: [] }, /callback: expected an object, found a list/],
  ["metrics without any", { metrics: {} }, /metrics: expected at least one/],
  ["a metric without value", { metrics: { own: { ...metric, value: null } } }, /metrics\.own\.value: .* found null/],
  ["a metric with a built-in's name", { metrics: { accuracy: metric } }, /metrics\.accuracy: .* taken/],
  ["a metric with the name of an event's key", { metrics: { step: metric } }, /metrics\.step: .* taken/],
  ["a metric that no job can name", { metrics: { "top 3": metric } }, /metrics\.top 3: .* letters, digits and hyphens/],
];

for (const [what, exports, says] of WRONG) {
  test(`${what} is refused with what was expected`, () => {
    const problems = pluginOf(exports);
    assert.ok(Array.isArray(problems), "it is taken for a plugin");
    assert.match(problems.join("\n"), says);
  });
}

test("every problem of a module is told at once", () => {
  const problems = pluginOf({ loss: {}, augment: {}, metrics: { f1: metric, own: {} } });
  assert.equal((problems as readonly string[]).length, 6);
});

test("a plugin may export helpers beside what elastune reads, and all four at once", () => {
  const plugin = pluginOf({
    loss,
    metrics: { own: metric },
    augment: { apply: nothing },
    callback: { onEvent: nothing },
    gamma: 2,
  });
  assert.deepEqual(Object.keys(plugin), ["loss", "metrics", "augment", "callback"]);
});

function problemsOf(
  plugins: readonly ReturnType<typeof aPlugin>[],
  training = "{}",
  dataset = "{ source: file:d }",
): string[] {
  const job = parseJob(
    `metadata: { name: a }\nspec:\n  model: { source: file:m.h5 }\n  dataset: ${dataset}\n  training: ${training}\n`,
    "job.yaml",
  );
  return clashes(plugins, job.spec).map(({ path, message }) => `${path}: ${message}`);
}

test("a plugin that changes pictures is refused where the samples are rows of numbers", () => {
  const plugins = [aPlugin({ augment: { apply: nothing } }), aPlugin({ metrics: { own: metric } }, "/jobs/other.mjs")];
  const rows = "{ source: file:d, format: csv, columns: { features: [a], label: b } }";
  const [problem, ...others] = problemsOf(plugins, "{}", rows);
  assert.deepEqual(others, []);
  assert.match(problem ?? "", /^spec\.plugins\.0: \/jobs\/own\.mjs: expected no augment/);
  assert.deepEqual(problemsOf(plugins), []);
});

test("a second loss is refused, naming both modules", () => {
  const [problem = "", ...others] = problemsOf([aPlugin({ loss }, "/a.mjs"), aPlugin({ loss }, "/b.mjs")]);
  assert.match(problem, /^spec\.plugins\.1: \/b\.mjs: expected one plugin with a loss; \/a\.mjs has one/);
  assert.deepEqual(others, []);
});

test("options of cross-entropy beside a plugin's loss are refused, each with its key", () => {
  const problems = problemsOf([aPlugin({ loss })], "{ loss: { labelSmoothing: 0.1, classWeights: balanced } }");
  assert.deepEqual(
    problems.map((problem) => /^\S+(?=: )/.exec(problem)?.[0]),
    ["spec.training.loss.labelSmoothing", "spec.training.loss.classWeights"],
  );
  assert.ok(problems.every((problem) => problem.includes("/jobs/own.mjs")));
  assert.deepEqual(problemsOf([aPlugin({ metrics: { own: metric } })], "{ loss: { labelSmoothing: 0.1 } }"), []);
});

test("two plugins with a metric of the same name are refused", () => {
  const metrics = { own: metric };
  const [problem = ""] = problemsOf([aPlugin({ metrics }, "/a.mjs"), aPlugin({ metrics }, "/b.mjs")]);
  assert.match(problem, /^spec\.plugins\.1: \/b\.mjs: metrics\.own: .*\/a\.mjs has it/);
});

test("a metric that training watches and nobody measures is refused; a plugin's own is known", () => {
  const watching =
    "{ earlyStopping: { metric: validation.top3 }, onPlateau: { metric: validation.f1, learningRate: {} } }";
  assert.match(problemsOf([], watching).join(), /^spec\.training\.earlyStopping\.metric: .*found validation\.top3$/);
  assert.deepEqual(problemsOf([aPlugin({ metrics: { top3: metric } })], watching), []);
});
