// elastune inspect MODEL: the table, the cut and the refusals, as people and programs get them.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { layerBeforeClassifier } from "../../../worker/model/cut.ts";
import { suggestCut } from "../../../worker/model/inspect.ts";
import type { Layer, Network } from "../../../worker/model/network.ts";
import { elastune } from "../../support/elastune.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const MODEL = "test/fixtures/model/keras2-nested.h5";
const run = (...args: readonly string[]) => elastune(["inspect", ...args], { cwd: ROOT });

interface Inspected {
  readonly layers: readonly {
    readonly name: string;
    readonly type: string;
    readonly parameters: number;
    readonly role: string;
    readonly outputShape: readonly number[];
  }[];
  readonly parameters: {
    readonly total: number;
    readonly frozen: number;
    readonly trained: number;
    readonly replaced: number;
  };
  readonly cut: { readonly layer: string; readonly reason: string };
}

test("--json gives every layer with shape, parameters and role, totals that add up, and the cut with its reason", async () => {
  const { code, lines, stdout } = await run(MODEL, "--json");
  assert.deepEqual([code, stdout.length, lines[0]?.event], [0, 1, "inspected"]);
  const { layers, parameters, cut } = lines[0] as unknown as Inspected;
  const of = (role: string): number =>
    layers.filter((layer) => layer.role === role).reduce((sum, layer) => sum + layer.parameters, 0);
  assert.deepEqual(parameters, {
    total: of("frozen") + of("replaced"),
    frozen: of("frozen"),
    trained: 0,
    replaced: of("replaced"),
  });
  assert.ok(parameters.replaced > 0);
  assert.match(cut.reason, /old classifier: .*Dense, \d+ units/);
  const cutIndex = layers.findIndex(({ name }) => name === cut.layer);
  assert.ok(layers.slice(cutIndex + 1).every(({ role }) => role === "replaced"));
});

test("--unfreeze shows what a phase would train, and BatchNormalization stays frozen", async () => {
  const { lines } = await run(MODEL, "--json", "--unfreeze", "*", "--unfreeze", "head");
  const { layers } = lines[0] as unknown as Inspected;
  const trained = layers.filter(({ role }) => role === "trained").map(({ type }) => type);
  assert.ok(trained.some((type) => type.includes("Conv")));
  assert.ok(!trained.includes("BatchNormalization"));
});

test("the table ends in totals and the cut", async () => {
  const { code, stdout } = await run(MODEL);
  assert.equal(code, 0);
  assert.match(stdout[0] ?? "", /^layer +type +output +parameters +in a job$/);
  assert.match(stdout.slice(-3).join("\n"), /\d+ layers, [\d,]+ parameters: .*\ncutAt: \S+ .*\n {2}what comes after/);
});

test("a file that is no model, one that is not there and an unknown pattern exit 78 with one message and no stack", async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["README.md"], /found a file of another kind/],
    [["package.json"], /JSON without "modelTopology"/],
    [["no-such.h5"], /there is no such file/],
    [[MODEL, "--unfreeze", "no-such-layer-at-all"], /matches no layer/],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await run(...args);
    assert.equal(code, 78);
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, /\n {4}at /);
  }
});

test("a model without a classifier is kept whole, and one that can't be told has to be named", () => {
  const layer = (name: string, className: string, inputs: readonly string[]): Layer => ({
    name,
    className,
    inputs,
    config: {},
  });
  const ending = (...last: readonly Layer[]): Network => ({
    name: "net",
    layers: [layer("in", "InputLayer", []), ...last],
    output: last.at(-1)?.name ?? "",
  });
  const pooled = ending(layer("pool", "GlobalAveragePooling2D", ["in"]));
  assert.deepEqual(suggestCut(pooled, "m.h5").layer, layerBeforeClassifier(pooled, "m.h5"));
  assert.match(suggestCut(pooled, "m.h5").reason, /kept whole/);
  const odd = ending(layer("conv", "Conv2D", ["in"]), layer("soft", "Softmax", ["conv"]));
  assert.equal(suggestCut(odd, "m.h5").layer, null);
  assert.match(suggestCut(odd, "m.h5").reason, /name the last layer to keep/);
});
