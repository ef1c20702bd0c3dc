// elastune worker: one worker of a job, which it is told by the coordinator.
import { Console } from "node:console";
import path from "node:path";
import { cacheDir as defaultCacheDir } from "../../common/cache-dir.js";
import { type Replacements, runWorker } from "../../worker/main.ts";
import { endWithParent } from "../launcher/with-parent.ts";

export interface WorkerFlags {
  readonly coordinator: readonly string[];
  readonly jobHash?: string;
  readonly cacheDir?: string;
  readonly dataRoot?: string;
  readonly withParent?: boolean;
}

/** Aborted by SIGTERM: what Kubernetes sends, and a launcher. */
function terminated(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGTERM", () => {
    controller.abort();
  });
  return controller.signal;
}

/**
 * @param instead tests put parts of their own in the place of the worker's
 * @returns the exit code.
 */
export async function workerCommand(flags: WorkerFlags, instead: Replacements = {}): Promise<number> {
  globalThis.console = new Console(process.stderr);
  if (flags.withParent === true) endWithParent();
  const { coordinator, jobHash, cacheDir = defaultCacheDir(), dataRoot } = flags;
  await runWorker({
    coordinators: coordinator.flatMap((addresses) => addresses.split(",")),
    cacheDir,
    instead,
    signal: new AbortController().signal,
    drain: terminated(),
    ...(jobHash === undefined ? {} : { jobHash }),
    ...(dataRoot === undefined ? {} : { dataRoot: path.resolve(dataRoot) }),
  });
  return 0;
}
