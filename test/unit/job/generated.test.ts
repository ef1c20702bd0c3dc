// What is made from the schema: the editor's JSON Schema, the reference page, and file locations.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { type JsonSchema, jobJsonSchema } from "../../../common/job/json-schema.ts";
import { filePathOf, withAbsoluteLocations } from "../../../common/job/locations.ts";
import { NOT_YET } from "../../../common/job/not-yet.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { jobReference } from "../../../common/job/reference.ts";
import { LEAST, withSpec } from "./jobs.ts";

const schema = jobJsonSchema();
const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (text: string) => validator.safeParse(parse(text)).success;

test("the JSON Schema accepts short forms and left-out defaults", () => {
  assert.ok(accepts(LEAST));
  assert.ok(
    accepts(
      withSpec(`  training:
    optimizer: sgd
    phases: [{ learningRate: { default: 1e-5, head: 1e-4 }, schedule: { cosine: {} } }]
    validation: { steps: 10 }
  numerics: relaxed`),
    ),
  );
});

test("the JSON Schema refuses unknown keys, wrong types and missing required keys", () => {
  assert.ok(!accepts(withSpec("  trainig: {}")));
  assert.ok(!accepts(withSpec("  training: { batchSize: abc }")));
  assert.ok(!accepts(withSpec("  training: { phases: [{ learningRate: { head: 1 } }] }")));
  assert.ok(!accepts(LEAST.replace(/ {2}dataset.*\n/u, "")));
});

test("the JSON Schema is draft 7, which yaml-language-server reads, and says nothing about defaults that it would refuse", () => {
  assert.equal((schema as Record<string, unknown>)["$schema"], "http://json-schema.org/draft-07/schema#");
  assert.deepEqual(schema.required, ["metadata", "spec"]);
});

test("every key has a description", () => {
  const missing: string[] = [];
  walk(schema, "", (path, child) => {
    if (child.description === undefined) missing.push(path);
  });
  assert.deepEqual(missing, []);
});

test("every key has a row in the reference page, and each one that is not supported yet says so", () => {
  const page = jobReference(schema);
  walk(schema, "", (path) => {
    const key = path.split(".").at(-1) ?? "";
    assert.ok(page.includes(`| \`${key}\` |`), path);
  });
  assert.equal(page.match(/\*\*Not yet:\*\*/gu)?.length, NOT_YET.length);
});

test("generating twice gives the same text", () => {
  assert.equal(JSON.stringify(jobJsonSchema()), JSON.stringify(schema));
  assert.equal(jobReference(jobJsonSchema()), jobReference(schema));
});

test("a file location starts at the job file's folder unless it is absolute", () => {
  assert.equal(filePathOf("file:./a/../b.h5", "/jobs"), "/jobs/b.h5");
  assert.equal(filePathOf("file:b.h5", "/jobs"), "/jobs/b.h5");
  assert.equal(filePathOf("file:/data/b.h5", "/jobs"), "/data/b.h5");
  assert.equal(filePathOf("file:///data/b.h5", "/jobs"), "/data/b.h5");
  assert.equal(filePathOf("s3://bucket/b.h5", "/jobs"), undefined);
});

test("a job with absolute locations is a job, and leaves unset destinations unset", () => {
  const job = withAbsoluteLocations(parseJob(withSpec("  output: { destination: file:out }"), "job.yaml"), "/jobs");
  assert.deepEqual(
    [job.spec.model.source, job.spec.dataset.source, job.spec.output.destination],
    ["file:/jobs/model.h5", "file:/jobs/data", "file:/jobs/out"],
  );
  assert.ok(!("destination" in job.spec.checkpoint));
});

function walk(parent: JsonSchema, path: string, visit: (path: string, child: JsonSchema) => void): void {
  for (const [key, child] of Object.entries(parent.properties ?? {})) {
    visit(`${path}.${key}`, child);
    walk(child, `${path}.${key}`, visit);
  }
  const items = parent.items === undefined || Array.isArray(parent.items) ? [] : [parent.items as JsonSchema];
  for (const form of [...(parent.anyOf ?? []), ...items]) walk(form, path, visit);
}
