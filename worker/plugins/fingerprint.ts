// What a checkpoint says of the plugins, and what is said when a run goes on with others. Pure.
import type { PluginRef } from "./load.ts";

type Fingerprint = Readonly<Record<string, string>>;

const KEY = /^plugin \d+$/;

/** For the numerics record: "plugin 1" is the first one. */
export function pluginFingerprint(plugins: readonly PluginRef[]): Fingerprint {
  return Object.fromEntries(plugins.map(({ sha256 }, index) => [`plugin ${index + 1}`, sha256]));
}

/** A numerics record without its plugins. */
export function withoutPlugins(fingerprint: Fingerprint): Fingerprint {
  return Object.fromEntries(Object.entries(fingerprint).filter(([key]) => !KEY.test(key)));
}

/** One sentence for each plugin that is not what the run began with. */
export function pluginDifferences(stored: Fingerprint, now: readonly PluginRef[]): string[] {
  const before = Object.keys(stored).filter((key) => KEY.test(key)).length;
  const changed = now.flatMap(({ file, sha256 }, index) => {
    const then = stored[`plugin ${index + 1}`];
    if (then === sha256) return [];
    return then === undefined
      ? [`the plugin ${file} was added`]
      : [`the plugin ${file} was changed: its sha256 was ${then.slice(0, 12)}, now it is ${sha256.slice(0, 12)}`];
  });
  return before > now.length
    ? [...changed, `the run began with ${before} plugins, the job has ${now.length}`]
    : changed;
}
