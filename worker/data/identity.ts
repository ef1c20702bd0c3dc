// Which bytes a sample has: a hash of them, or size and time for data sets too large to be read twice.
import { createHash, webcrypto } from "node:crypto";
import { createReadStream } from "node:fs";

const HASH_PREFIX = "sha256:";

export function isContentHash(identity: string): boolean {
  return identity.startsWith(HASH_PREFIX);
}

/** Identity without reading the file: its size in bytes and when it was changed, in whole ms since 1970. */
export function statIdentity(stats: { readonly size: number; readonly mtimeMs: number }): string {
  return `stat:${stats.size}+${Math.trunc(stats.mtimeMs)}`;
}

/** Content hash of bytes in memory, computed off this thread. */
export async function bytesIdentity(bytes: Uint8Array): Promise<string> {
  return HASH_PREFIX + Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes)).toString("hex");
}

/** Content hash of a file, streamed. */
export async function fileIdentity(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { signal });
  for await (const chunk of chunks) hash.update(chunk);
  return HASH_PREFIX + hash.digest("hex");
}
