// elastune run JOB: the library's runJob with a face.
import { Console } from "node:console";
import type { EtcdOptions } from "../library/etcd-options.ts";
import { runJob } from "../library/run-job.ts";
import { createRenderer } from "../render/create-renderer.ts";
import { showUntilStopped } from "./show.ts";

export interface RunFlags extends EtcdOptions {
  readonly coordinators?: number;
  /** In seconds. */
  readonly leaseTtl?: number;
  readonly runDir?: string;
  readonly resume?: boolean;
  readonly workers?: number;
  readonly eager?: boolean;
  readonly json?: boolean;
  readonly set?: readonly string[];
}

/** @returns the exit code. */
export async function runCommand(jobFile: string, { json = false, ...options }: RunFlags): Promise<number> {
  // What a plugin prints must not get between the events on stdout.
  globalThis.console = new Console(process.stderr);
  const renderer = createRenderer(json, process.stdout, process.stderr);
  const onProgress: NonNullable<Parameters<typeof runJob>[1]>["onProgress"] = (progress) => {
    renderer.progress(progress);
  };
  return showUntilStopped(renderer, (signal) => runJob(jobFile, { ...options, signal, onProgress }));
}
