// The numerics fingerprint: everything that may change a bit of the result. Workers and resumed runs must agree on it.
import { readFile } from "node:fs/promises";
import os from "node:os";
import type { Loaded } from "./compute/protocol.ts";
import { decoderVersions } from "./data/decode.ts";

export type Fingerprint = Readonly<Record<string, string>>;

/** @param decodes samples are pictures */
export async function numericsFingerprint(loaded: Loaded, decodes: boolean): Promise<Fingerprint> {
  return {
    tensorflow: loaded.tensorflow,
    device: loaded.device,
    compute: loaded.compute,
    intraOpThreads: "1",
    oneDnn: process.env["TF_ENABLE_ONEDNN_OPTS"] ?? "1",
    node: process.versions.node.split(".", 1)[0] ?? "",
    ...(decodes ? await decoderVersions() : {}),
    cpu: await cpuFeatures(),
  };
}

/** The instruction sets that libraries choose their kernels by. */
async function cpuFeatures(): Promise<string> {
  const interesting = /^(avx2?|fma|avx512\w*|amx\w*|asimd|sve2?|bf16)$/;
  try {
    const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(await readFile("/proc/cpuinfo", "utf8"))?.[1] ?? "";
    return [
      os.arch(),
      ...flags
        .split(/\s+/)
        .filter((flag) => interesting.test(flag))
        .sort(),
    ].join(" ");
  } catch {
    return os.arch(); // no /proc here: the architecture is all that is known
  }
}

/** What differs between two fingerprints, one line each; empty when they agree. */
export function fingerprintDifferences(stored: Fingerprint, now: Fingerprint): string[] {
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(now)])];
  return keys
    .filter((key) => stored[key] !== now[key])
    .map((key) => `${key}: ${stored[key] ?? "nothing"} then, ${now[key] ?? "nothing"} now`);
}
