// What a written model says of its inputs and outputs, read back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ModelProblems } from "../../../worker/model/keras-json.ts";
import { labelsJson, type ModelLabels, parseLabels } from "../../../worker/model/labels.ts";
import type { Json } from "../../../worker/model/network.ts";

const problems = new ModelProblems("model.json");

test("labels of pictures and of vectors are read back as they were written", () => {
  const all: readonly ModelLabels[] = [
    { classes: ["a", "b"], preprocess: { resize: [8, 9], scale: [-1, 1] } },
    { classes: ["a", "b"], features: ["width", "height"] },
  ];
  for (const labels of all) {
    const written = JSON.parse(JSON.stringify(labelsJson(labels))) as Json;
    assert.deepEqual(parseLabels(written, "place", problems), labels);
  }
});

for (const wrong of [
  { classes: ["a"] },
  { classes: ["a"], features: [] },
  { classes: ["a"], features: [1] },
  { classes: ["a"], features: ["x", "x"] },
  { features: ["x"] },
  { classes: ["a"], features: ["x"], preprocess: { resize: [0, 9], scale: [-1, 1] } },
]) {
  test(`${JSON.stringify(wrong)} is refused with what was expected`, () => {
    assert.throws(
      () => parseLabels(wrong, "place", problems),
      /model\.json\n.*place: expected .*"features": \[NAMES\]/,
    );
  });
}
