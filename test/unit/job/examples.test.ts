// The jobs in examples/: each is what the program accepts, and says where its schema is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJob } from "../../../common/job/parse.ts";
import { projectFiles, textOf } from "../tooling/project.ts";

const EXAMPLES = projectFiles().filter((path) => /^examples\/[^/]+\.yaml$/.test(path));

test("every example is a valid job named after its file", () => {
  assert.ok(EXAMPLES.length >= 4);
  for (const path of EXAMPLES)
    assert.equal(`examples/${parseJob(textOf(path), path).metadata.name}.yaml`, path, "metadata.name");
});

test("every example begins with the line that tells editors its schema", () => {
  for (const path of EXAMPLES)
    assert.equal(textOf(path).split("\n")[0], "# yaml-language-server: $schema=../docs/job.schema.json", path);
});
