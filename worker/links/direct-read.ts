// Reading straight out of the memory of another process on this host: Linux's cross-memory attach, which MPI's shared-memory transports
// use as well. One copy of each byte instead of a socket's two, and nobody is woken for it. Another pid namespace, a seccomp filter or
// Yama may forbid it, so whoever shall read tries first.
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type SystemAddon, loadSystemAddon } from "../system/addon.ts";
import type { DirectAccess, DirectReader } from "./link.ts";

const TOKEN_BYTES = 16;
const offerSchema = z.object({
  pid: z.int().positive(),
  base: z.string().regex(/^\d{1,20}$/),
  bytes: z.int().positive(),
  token: z.string().length(2 * TOKEN_BYTES),
  tokenAt: z.string().regex(/^\d{1,20}$/),
});
type Offer = z.infer<typeof offerSchema>;

/** Undefined where the addon has not been compiled: everything goes through the sockets then. */
export function directAccess(): DirectAccess | undefined {
  const addon = loadSystemAddon();
  if (addon === undefined) return undefined;
  addon.allowSiblings();
  // What a reader must find: it may have met another process with our pid.
  const token = new Uint8Array(new ArrayBuffer(TOKEN_BYTES));
  token.set(randomBytes(TOKEN_BYTES));
  return {
    offer: (memory) => {
      const offer: Offer = {
        pid: process.pid,
        base: String(addon.addressOf(memory)),
        bytes: memory.length,
        token: Buffer.from(token).toString("hex"),
        tokenAt: String(addon.addressOf(token)),
      };
      return new TextEncoder().encode(JSON.stringify(offer));
    },
    open: (bytes) => {
      const offer = parseOffer(bytes);
      return offer !== undefined && isReadable(addon, offer) ? readerOf(addon, offer) : undefined;
    },
  };
}

function parseOffer(bytes: Uint8Array): Offer | undefined {
  try {
    return offerSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined; // not even JSON: as unreadable as a memory that is denied
  }
}

function isReadable(addon: SystemAddon, { pid, token, tokenAt }: Offer): boolean {
  const found = new Uint8Array(TOKEN_BYTES);
  return addon.read(pid, BigInt(tokenAt), found) === 0 && Buffer.from(found).toString("hex") === token;
}

function readerOf(addon: SystemAddon, { pid, base, bytes }: Offer): DirectReader {
  const start = BigInt(base);
  return (at, target) => at + target.length <= bytes && addon.read(pid, start + BigInt(at), target) === 0;
}
