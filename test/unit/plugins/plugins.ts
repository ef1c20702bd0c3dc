// Plugins for tests, and what a failing one is expected to say.
import assert from "node:assert/strict";
import { JobFailedError } from "../../../common/errors.ts";
import type { LoadedPlugin } from "../../../worker/plugins/check.ts";
import { pluginOf } from "../../../worker/plugins/check.ts";

/** A plugin of these exports, as if it had been loaded from `file`. */
export function aPlugin(exports: Readonly<Record<string, unknown>>, file = "/jobs/own.mjs"): LoadedPlugin {
  const plugin = pluginOf(exports);
  if ("length" in plugin) throw new Error(plugin.join("; "));
  return { file, sha256: "0".repeat(64), plugin };
}

/** For assert.throws and assert.rejects: code, path of the module, and these parts of the message. */
export function failsWith(...parts: readonly string[]): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof JobFailedError, String(error));
    assert.equal(error.code, "plugin-failed");
    for (const part of ["/jobs/own.mjs", ...parts])
      assert.ok(error.message.includes(part), `"${part}" is not in: ${error.message}`);
    return true;
  };
}
