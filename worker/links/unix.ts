// Links between workers on one host: Unix sockets in a folder that only this user may enter.
import { randomUUID } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "../../common/errors.ts";
import { directAccess } from "./direct-read.ts";
import { FRAME_LIMITS, type Transport } from "./link.ts";
import { dialSocket, listenOnSocket } from "./stream-link.ts";

const SCHEME = "unix:";
/** What sockaddr_un holds on Linux, less the final zero. */
const MAX_PATH_BYTES = 107;

/** @param isDirect whether peers may read each other's memory where they can */
export function unixTransport(folder: string, isDirect = true): Transport {
  return {
    frameBytes: FRAME_LIMITS.unix,
    readBytes: 1_048_576,
    direct: isDirect ? directAccess() : undefined,
    listen: async (accept) => {
      await makePrivate(folder);
      const file = path.join(path.resolve(folder), `${randomUUID().slice(0, 8)}.sock`);
      if (Buffer.byteLength(file) > MAX_PATH_BYTES)
        throw refused(folder, `expected a path that leaves room for a socket's name, ${MAX_PATH_BYTES} bytes in all`);
      const listener = await listenOnSocket({ path: file }, { accept, addressOf: () => SCHEME + file });
      return { ...listener, close: () => listener.close().then(() => rm(file, { force: true })) };
    },
    dial: (address, events, signal) => dialSocket({ path: address.slice(SCHEME.length) }, events, signal),
  };
}

/** Whoever may enter the folder may connect: there is no other check of who it is until links are encrypted. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mode = (await stat(folder)).mode & 0o777;
  if ((mode & 0o077) !== 0) throw refused(folder, `expected mode 0700, found 0${mode.toString(8)}`);
}

function refused(folder: string, message: string): ConfigError {
  return new ConfigError("links between workers", [{ path: folder, message }]);
}
