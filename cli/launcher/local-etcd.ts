// An etcd of this machine for one run: one member on free ports of loopback, with its data in a temporary folder that ends with it.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../common/clock.ts";
import { JobFailedError, UsageError } from "../../common/errors.ts";
import { Child } from "./child.ts";
import { findEtcd } from "./find-etcd.ts";

/** In the place of an address. */
export const LOCAL_ETCD = "local";

const PROGRAM = fileURLToPath(new URL("etcd-process.js", import.meta.url));
const READY_MS = 15_000;
const POLL_MS = 50;

export interface LocalEtcd {
  /** "http://127.0.0.1:PORT". */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Ready. It ends with this process, however that dies. @throws UsageError where there is no etcd */
export async function startLocalEtcd(cacheDir: string | undefined): Promise<LocalEtcd> {
  const program = await findEtcd(cacheDir);
  if (program === undefined)
    throw new UsageError(
      "--etcd local: there is no etcd on PATH or in the cache. Run `npm run setup`, or install etcd.",
    );
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-etcd-"));
  const [endpoint, peer] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const child = new Child({
    program: PROGRAM,
    args: [program, ...flagsOf(endpoint, peer, folder)],
    logFile: path.join(folder, "log"),
  });
  const close = async (): Promise<void> => {
    child.terminate(); // killed, it could not take etcd with it
    await child.ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await ready(endpoint, child);
    return { endpoint, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function flagsOf(endpoint: string, peer: string, folder: string): string[] {
  const flags = {
    "data-dir": path.join(folder, "data"),
    "listen-client-urls": endpoint,
    "advertise-client-urls": endpoint,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `default=${peer}`,
    "log-level": "error",
  };
  return Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
}

async function ready(endpoint: string, child: Child): Promise<void> {
  const until = systemClock.monotonicMs() + READY_MS;
  while (systemClock.monotonicMs() < until) {
    if (await isHealthy(endpoint)) return;
    await systemClock.sleep(POLL_MS);
  }
  const words = child.lastWords === "" ? "it said nothing" : child.lastWords;
  throw new JobFailedError("etcd-not-ready", `etcd did not serve within ${READY_MS} ms: ${words}`);
}

/** Whether it serves, by its own word. */
export async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/health`, { signal: AbortSignal.timeout(1000) });
    return ((await response.json()) as { readonly health: string }).health === "true";
  } catch {
    return false; // not yet
  }
}

/** Free just now: etcd has to know its port before it listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
