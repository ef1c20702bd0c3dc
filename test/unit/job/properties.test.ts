import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { ConfigError } from "../../../common/errors.ts";
import { canonicalJson, stringifyJob } from "../../../common/job/canonical.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { LEAST } from "./jobs.ts";

/** Whether it was accepted; anything but a ConfigError with at least one problem fails the test. */
function accepted(input: string | Uint8Array, overrides: readonly string[] = []): boolean {
  try {
    parseJob(input, "job.yaml", overrides);
    return true;
  } catch (thrown) {
    assert.ok(thrown instanceof ConfigError, String(thrown));
    assert.ok(thrown.problems.length > 0 && !thrown.message.includes("[object"), thrown.message);
    return false;
  }
}

test("any bytes make a job or a ConfigError", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void accepted(bytes)));
});

test("any text made of YAML's marks makes a job or a ConfigError", () => {
  const marks = fc.constantFrom(
    ...Array.from("[]{}:,-?&*!|>'\"%#@`~ \n\t"),
    "a",
    "1",
    ": ",
    "- ",
    "\n  ",
    "&a ",
    "*a ",
    "<<: ",
    "spec:",
    "---\n",
    "...\n",
    "!!set ",
    "__proto__: ",
  );
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 60 }), (parts) => void accepted(parts.join(""))),
    { numRuns: 200 },
  );
});

test("any value at any place of a job makes a job or a ConfigError", () => {
  const places = [
    "spec",
    "metadata",
    "model",
    "model.head",
    "model.head.0",
    "dataset.split",
    "dataset.preprocess.scale",
    "dataset.columns",
    "training",
  ];
  const more = [
    "training.optimizer",
    "training.phases",
    "training.phases.0",
    "training.phases.0.learningRate",
    "training.validation",
    "workers",
    "numerics",
  ];
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(
      fc.constantFrom(...places, ...more),
      value,
      (place, json) => void accepted(LEAST, [`${place}=${JSON.stringify(json)}`]),
    ),
    { numRuns: 150 },
  );
});

test("any --set makes a job or a ConfigError", () => {
  const part = fc.constantFrom(
    "spec",
    "training",
    "phases",
    "0",
    "head",
    "model",
    "x",
    "",
    "__proto__",
    "constructor",
    "toString",
    "-1",
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 5 }),
      fc.string({ maxLength: 12 }),
      (parts, value) => void accepted(LEAST, [`${parts.join(".")}=${value}`]),
    ),
    { numRuns: 200 },
  );
});

const fraction = fc.double({ min: 0, max: 0.99, noNaN: true });
const rate = fc.double({ min: 1e-12, max: 10, noNaN: true });
const label = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((text) => /^[^\p{Cc}\p{Cs}]+$/u.test(text) && text !== "__proto__" && text !== "default");

/** Some keys of a good job, any of them left out; microBatches is 1, so that any batch size will do. */
const goodJob = fc.record({
  apiVersion: fc.constant("elastune.dev/v1alpha1"),
  metadata: fc.record({ name: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/u) }),
  spec: fc.record(
    {
      model: fc.record({ source: label.map((path) => `file:${path}`), cutAt: label }, { requiredKeys: ["source"] }),
      dataset: fc.record({
        source: label.map((path) => `file:${path}`),
        corruptSamples: fc.constantFrom("fail", "skip"),
      }),
      training: fc.record(
        {
          microBatches: fc.constant(1),
          batchSize: fc.integer({ min: 1, max: 4096 }),
          optimizer: fc.oneof(
            fc.constantFrom("sgd", "adamw"),
            fc.record({ sgd: fc.record({ momentum: fraction, nesterov: fc.boolean() }, { requiredKeys: [] }) }),
            fc.record({ adamw: fc.record({ beta1: fraction, epsilon: rate }, { requiredKeys: [] }) }),
          ),
          phases: fc.tuple(
            fc.record(
              {
                unfreeze: fc.array(label, { minLength: 1, maxLength: 4 }),
                learningRate: fc.oneof(
                  rate,
                  fc.tuple(rate, fc.dictionary(label, rate)).map(([first, rest]) => ({ ...rest, default: first })),
                ),
              },
              { requiredKeys: [] },
            ),
          ),
          validation: fc.oneof(fc.constant({ every: "epoch" }), fc.record({ steps: fc.integer({ min: 1 }) })),
          features: fc.constantFrom("auto", "off"),
          clipNorm: rate,
        },
        { requiredKeys: ["microBatches"] },
      ),
      numerics: fc.constantFrom("strict", "relaxed", { mode: "strict" }),
    },
    { requiredKeys: ["model", "dataset"] },
  ),
});

test("a job survives being written and read again, to the last bit", () => {
  fc.assert(
    fc.property(goodJob, (value) => {
      const job = parseJob(stringify(value), "job.yaml");
      assert.deepEqual(parseJob(stringifyJob(job), "job.yaml"), job);
      assert.deepEqual(parseJob(canonicalJson(job), "job.yaml"), job);
    }),
  );
});

test("canonical JSON does not depend on the order of keys", () => {
  const shuffled = (value: unknown): unknown =>
    typeof value !== "object" || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, shuffled(inner)]),
        );
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), (value) => {
      assert.equal(canonicalJson(shuffled(value)), canonicalJson(value));
    }),
  );
});

test("canonical JSON sorts keys at every depth and leaves out what is undefined", () => {
  assert.equal(canonicalJson({ b: [{ d: 1, c: undefined }], a: null }), '{"a":null,"b":[{"d":1}]}');
});

test("words that YAML 1.1 takes for booleans are quoted", () => {
  const job = parseJob(LEAST, "job.yaml", ["training.features=off"]);
  assert.match(stringifyJob(job), /features: "off"/u);
});
