// The hashes of a checkpoint's tensors, from their file alone.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { CorruptDataError } from "../../common/errors.ts";
import { parseSafetensorsHeader } from "../../common/safetensors.ts";

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/**
 * What `finished` calls weightsSha256: over name, shape and bytes of the file's first tensors.
 * @throws CorruptDataError when the file does not hold so many
 */
export async function weightsSha256(file: string, weights: number): Promise<string> {
  const handle = await open(file, "r");
  try {
    const size = Number((await read(handle, 0, 8, file)).readBigUInt64LE());
    const { entries, dataStart } = parseSafetensorsHeader(await read(handle, 0, 8 + size, file), file);
    if (entries.length < weights)
      throw new CorruptDataError(`${file}: holds ${entries.length} tensors, its checkpoint names ${weights} weights`);
    const hash = createHash("sha256");
    for (const { name, shape, begin, end } of entries.slice(0, weights)) {
      hash.update(JSON.stringify([name, shape]));
      hash.update(await read(handle, dataStart + begin, end - begin, file));
    }
    return hash.digest("hex");
  } finally {
    await handle.close();
  }
}

async function read(handle: FileHandle, at: number, length: number, file: string): Promise<Buffer> {
  const { size } = await handle.stat();
  if (!(length >= 0 && at + length <= size)) throw new CorruptDataError(`${file}: ends too early`);
  const bytes = Buffer.alloc(length);
  await handle.read(bytes, 0, length, at);
  return bytes;
}
