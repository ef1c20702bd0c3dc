// The weights' files of a tfjs layers-model, read one weight after the other.
import { open, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { fromHalves } from "./halves.ts";
import type { ModelProblems } from "./keras-json.ts";
import type { StoredWeight, WeightGroup } from "./tfjs-json.ts";

interface Shard {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/** Values of a group's weights, those that are floating-point numbers, by name. Fails when the files are missing or of another size. */
export async function readGroup(
  folder: string,
  group: WeightGroup,
  problems: ModelProblems,
): Promise<ReadonlyMap<string, Float32Array>> {
  const shards = await Promise.all(group.paths.map((name) => shardOf(folder, name, problems)));
  problems.throwIfAny();
  refuseOtherSize(shards, group, problems);
  const values = new Map<string, Float32Array>();
  await withReader(shards, async (read) => {
    for (const weight of group.weights) {
      const bytes = await read(weight.bytes);
      if (weight.dtype === "float32") values.set(weight.name, valuesOf(weight, bytes));
    }
  });
  return values;
}

async function shardOf(folder: string, name: string, problems: ModelProblems): Promise<Shard> {
  const file = join(folder, name);
  try {
    const found = await stat(file);
    if (found.isFile()) return { name, file, bytes: found.size };
    problems.add({ path: name, message: "expected a file of weights, found none" });
  } catch (error) {
    const message = isMissing(error) ? "this file of weights is missing" : `can't be read: ${messageOf(error)}`;
    problems.add({ path: name, message });
  }
  return { name, file, bytes: 0 };
}

function refuseOtherSize(shards: readonly Shard[], { paths, weights }: WeightGroup, problems: ModelProblems): void {
  const expected = weights.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = shards.reduce((sum, { bytes }) => sum + bytes, 0);
  if (expected === found) return;
  const which = paths.length === 1 ? (paths[0] ?? "") : `${paths[0] ?? "no file"} to ${paths.at(-1) ?? ""}`;
  const message = `expected ${expected} bytes for the ${weights.length} weights, found ${found}: the files are cut off or another model's`;
  problems.fail({ path: which, message });
}

/** Calls `body` with a function that reads the next bytes, across the edges of files. */
async function withReader(shards: readonly Shard[], body: (read: (bytes: number) => Promise<Buffer>) => Promise<void>) {
  const waiting = shards.filter(({ bytes }) => bytes > 0);
  let current: { readonly handle: FileHandle; left: number } | undefined;
  const next = async (): Promise<{ readonly handle: FileHandle; left: number }> => {
    await current?.handle.close();
    current = undefined;
    const shard = waiting.shift();
    if (shard === undefined) throw new Error("the files of weights became shorter while they were read");
    current = { handle: await open(shard.file), left: shard.bytes };
    return current;
  };
  try {
    await body(async (bytes) => {
      const buffer = Buffer.from(new ArrayBuffer(bytes));
      for (let filled = 0; filled < bytes; ) {
        const shard = current === undefined || current.left === 0 ? await next() : current;
        const { bytesRead } = await shard.handle.read(buffer, filled, Math.min(bytes - filled, shard.left), null);
        shard.left = bytesRead === 0 ? 0 : shard.left - bytesRead;
        filled += bytesRead;
      }
      return buffer;
    });
  } finally {
    await current?.handle.close();
  }
}

/** As tfjs dequantises: in float64, then rounded to float32. */
function valuesOf({ stored, linear }: StoredWeight, { buffer }: Buffer): Float32Array {
  switch (stored) {
    case "float32":
      return new Float32Array(buffer);
    case "float16":
      return fromHalves(new Uint16Array(buffer));
    case "uint16":
      return dequantised(new Uint16Array(buffer), linear);
    default:
      return dequantised(new Uint8Array(buffer), linear);
  }
}

function dequantised(stored: Uint8Array | Uint16Array, linear: StoredWeight["linear"]): Float32Array {
  const { scale, min } = linear ?? { scale: 1, min: 0 };
  return Float32Array.from(stored, (value) => value * scale + min);
}
