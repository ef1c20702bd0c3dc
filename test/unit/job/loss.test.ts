// spec.training.loss.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJob } from "../../../common/job/parse.ts";
import { LEAST, problemOf } from "./jobs.ts";

const lossOf = (...overrides: string[]) =>
  parseJob(
    LEAST,
    "job.yaml",
    overrides.map((override) => `training.loss.${override}`),
  ).spec.training.loss;

test("the loss is plain cross-entropy unless the job says otherwise", () => {
  assert.deepEqual(lossOf(), { labelSmoothing: 0 });
});

test("class weights are balanced or a number for each class that is named", () => {
  assert.deepEqual(lossOf("labelSmoothing=0.1", "classWeights=balanced"), {
    labelSmoothing: 0.1,
    classWeights: "balanced",
  });
  assert.deepEqual(lossOf("classWeights={ cat: 2, red panda: 0.5 }").classWeights, { cat: 2, "red panda": 0.5 });
});

test("weights that are no numbers above 0 and shares outside of [0, 1) are refused", () => {
  const refused = (override: string) => problemOf(LEAST, [`training.loss.${override}`]);
  assert.match(refused("labelSmoothing=1").message, /from 0 and below 1/u);
  assert.match(refused("classWeights={ cat: 0 }").message, /above 0/u);
  assert.match(refused("classWeights=equal").message, /balanced or \{ CLASS: NUMBER/u);
  assert.equal(refused("classWeights={ cat: -1 }").path, "spec.training.loss.classWeights.cat");
});
