// A job as text: normalised YAML for people and the run folder, canonical JSON for its hash.
import { stringify } from "yaml";
import { isRecord } from "./paths.ts";
import type { Job } from "./schema.ts";

/** The job with all its defaults written out; `parseJob` makes the same job of it. */
export function stringifyJob(job: Job): string {
  // With `compat`, words that YAML 1.1 readers (kubectl) take for booleans are quoted: `features: "off"`.
  return stringify(job, { aliasDuplicateObjects: false, compat: "yaml-1.1", lineWidth: 0 });
}

/**
 * JSON with sorted keys and no spaces: equal values give equal text, whatever order their keys were written in. Keys that hold
 * undefined are left out, as in JSON.stringify.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner,
  );
}

/** By UTF-16 code units: the same in every locale. */
function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
