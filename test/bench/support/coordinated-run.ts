// A job by a coordinator and workers that are started by themselves, so that each worker can have a core of its own.
import { elastuneEvents, type TimedEvent } from "./elastune-process.ts";

export interface CoordinatedRun {
  readonly jobFile: string;
  readonly runDir: string;
  /** Of each worker. */
  readonly cores: readonly number[];
  readonly set: readonly string[];
}

/** To its end. @returns the coordinator's events @throws Error when one of the processes does not end well */
export async function coordinatedRun({ jobFile, runDir, cores, set }: CoordinatedRun): Promise<readonly TimedEvent[]> {
  const stop = new AbortController();
  const { signal } = stop;
  const workers: Promise<unknown>[] = [];
  const startWorkers = (address: string): void => {
    for (const core of cores)
      workers.push(elastuneEvents({ args: ["worker", "--coordinator", address], core, signal }));
    // A worker that never came is not missed there.
    Promise.all(workers).catch((error: unknown) => {
      stop.abort(error);
    });
  };
  const overrides = set.flatMap((override) => ["--set", override]);
  const workerCount = ["--workers", String(cores.length)];
  const events = await elastuneEvents({
    args: ["coordinator", jobFile, "--run-dir", runDir, "--json", ...workerCount, ...overrides],
    onEvent: (event) => {
      if (event.event === "coordinator") startWorkers(event.address);
    },
    signal,
  });
  await Promise.all(workers);
  return events;
}
