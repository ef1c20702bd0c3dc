// elastune coordinator JOB: leads the workers of a job, which come to it by elastune worker.
import { Console } from "node:console";
import { UsageError } from "../../common/errors.ts";
import type { RunProgress } from "../library/run-in-folder.ts";
import { coordinateJob, type CoordinateOptions } from "../library/coordinate-job.ts";
import { endWithParent } from "../launcher/with-parent.ts";
import { createRenderer } from "../render/create-renderer.ts";
import type { RunFlags } from "./run.ts";
import { showUntilStopped } from "./show.ts";

export interface CoordinatorFlags extends Omit<RunFlags, "coordinators"> {
  readonly listen: string;
  readonly withParent?: boolean;
}

/**
 * @param instead tests put parts of their own in the place of the coordinator's
 * @returns the exit code.
 */
export async function coordinatorCommand(
  jobFile: string,
  flags: CoordinatorFlags,
  instead: Pick<CoordinateOptions, "points"> = {},
): Promise<number> {
  globalThis.console = new Console(process.stderr);
  if (flags.withParent === true) endWithParent();
  const { json = false, withParent, listen, leaseTtl, ...given } = flags;
  const isOnlyTry = withParent === true; // a launcher makes the run known anew each time
  const options = { ...given, ...instead, isOnlyTry, ...(leaseTtl === undefined ? {} : { ttlMs: leaseTtl * 1000 }) };
  const renderer = createRenderer(json, process.stdout, process.stderr);
  const shown = (progress: RunProgress): void => {
    renderer.progress(progress);
  };
  const onProgress = withParent === true ? tellLauncher : shown;
  return showUntilStopped(
    renderer,
    (signal) => coordinateJob(jobFile, { ...options, listen: addressOf(listen), signal, onProgress }),
    withParent === true ? ["SIGTERM"] : undefined,
  );
}

/** It shows this process's progress as its own. */
function tellLauncher(progress: RunProgress): void {
  process.stdout.write(`${JSON.stringify({ event: "progress", ...progress })}\n`);
}

function addressOf(listen: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(listen) ?? [];
  if (host !== undefined && Number(port) < 65_536) return { host, port: Number(port) };
  throw new UsageError(`--listen ${listen}: expected HOST:PORT, such as 127.0.0.1:7070 (port 0: any that is free)`);
}
