// The tensors of a checkpoint: weights and optimizer slots out of the shared arena's snapshot, and back into it. Slices are small and
// the loop is let go between them, so that the agent thread stays responsive whatever the model's size.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { CorruptDataError } from "../../common/errors.ts";
import { encodeSafetensorsHeader, parseSafetensorsHeader } from "../../common/safetensors.ts";
import type { Arena } from "../compute/arena.ts";
import type { TrainableWeight } from "../compute/phase.ts";
import { weightPath } from "../model/network.ts";

/** Which tensors the state is made of. */
export interface StateLayout {
  readonly arena: Arena;
  readonly weights: readonly TrainableWeight[];
}

const SLICE_BYTES = 1 << 20;

/** The bytes of the snapshot as a safetensors file, in slices that are views of it. */
export async function* stateFileBytes(layout: StateLayout): AsyncGenerator<Buffer> {
  yield headerOf(layout);
  for (const vector of snapshotVectors(layout)) {
    for (let at = 0; at < vector.length; at += SLICE_BYTES) {
      yield vector.subarray(at, at + SLICE_BYTES);
      await setImmediate();
    }
  }
}

/** sha256 and length of what `stateFileBytes` gives. */
export async function digestStateFile(layout: StateLayout): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const slice of stateFileBytes(layout)) {
    hash.update(slice);
    bytes += slice.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** sha256 over the weights of State in the snapshot: name, shape and bytes of each, in layer order. */
export async function weightsDigest(layout: StateLayout): Promise<string> {
  const hash = createHash("sha256");
  const { arena } = layout;
  for (const { layer, name, shape, offset, size } of layout.weights) {
    hash.update(JSON.stringify([weightPath(layer, name), shape]));
    hash.update(Buffer.from(arena.memory.buffer, arena.snapshot + offset * 4, size * 4));
    await setImmediate();
  }
  return hash.digest("hex");
}

/** Reads a file that `stateFileBytes` wrote into the snapshot. @throws CorruptDataError when it is not whole or of another model. */
export async function readStateFile(layout: StateLayout, file: string, sha256: string): Promise<void> {
  const expected = headerOf(layout);
  const hash = createHash("sha256");
  const handle = await open(file, "r");
  try {
    const header = Buffer.alloc(expected.length);
    await readExactly(handle, header, file);
    parseSafetensorsHeader(header, file);
    if (!header.equals(expected)) throw new CorruptDataError(`${file}: holds the state of another model or optimizer`);
    hash.update(header);
    for (const vector of snapshotVectors(layout)) {
      for (let at = 0; at < vector.length; at += SLICE_BYTES) {
        const slice = vector.subarray(at, at + SLICE_BYTES);
        await readExactly(handle, slice, file);
        hash.update(slice);
      }
    }
  } finally {
    await handle.close();
  }
  if (hash.digest("hex") !== sha256)
    throw new CorruptDataError(`${file}: its sha256 is not the one that the manifest names`);
}

async function readExactly(handle: Awaited<ReturnType<typeof open>>, into: Buffer, file: string): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const { bytesRead } = await handle.read(into, at, into.length - at);
    if (bytesRead === 0) throw new CorruptDataError(`${file}: ends too early`);
    at += bytesRead;
  }
}

function headerOf({ weights, arena }: StateLayout): Buffer {
  const prefixes = ["", ...arena.plan.vectors.map((vector) => `${vector}/`)];
  const tensors = prefixes.flatMap((prefix) =>
    weights.map(({ layer, name, shape }) => ({ name: prefix + weightPath(layer, name), shape })),
  );
  return encodeSafetensorsHeader(tensors, { format: "elastune" });
}

/** Weights, then each vector beside them, without their padding. */
function snapshotVectors({ arena }: StateLayout): Buffer[] {
  const bytes = arena.plan.parameters * 4;
  return Array.from({ length: 1 + arena.plan.vectors.length }, (_, i) =>
    Buffer.from(arena.memory.buffer, arena.snapshot + i * arena.vectorBytes, bytes),
  );
}
