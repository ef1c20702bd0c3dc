import assert from "node:assert/strict";
import { test } from "node:test";
import { pluginDifferences, pluginFingerprint, withoutPlugins } from "../../../worker/plugins/fingerprint.ts";

const own = { file: "/jobs/own.mjs", sha256: "a".repeat(64) };
const other = { file: "/jobs/other.mjs", sha256: "b".repeat(64) };

test("the same plugins, wherever they lie, are no difference", () => {
  const stored = { cpu: "x64", ...pluginFingerprint([own, other]) };
  assert.deepEqual(pluginDifferences(stored, [{ ...own, file: "/moved/own.mjs" }, other]), []);
});

test("a changed, an added, a removed and an exchanged plugin is each told with its name", () => {
  const stored = pluginFingerprint([own]);
  const says = (now: readonly (typeof own)[]): string => pluginDifferences(stored, now).join("; ");
  assert.match(
    says([{ ...own, sha256: "c".repeat(64) }]),
    /\/jobs\/own\.mjs was changed: .*aaaaaaaaaaaa.*cccccccccccc/,
  );
  assert.match(says([own, other]), /\/jobs\/other\.mjs was added/);
  assert.match(says([]), /began with 1 plugins, the job has 0/);
  assert.match(says([other, own]), /other\.mjs was changed.*own\.mjs was added/);
});

test("the record of the numerics is what it was without plugins", () => {
  const numerics = { cpu: "x64", tensorflow: "2.21.0" };
  assert.deepEqual(withoutPlugins({ ...numerics, ...pluginFingerprint([own, other]) }), numerics);
});
