// One run of the quick start's job for bench/core.ts, in a process of its own: through the library, watching how long the main thread
// is held from `started` to `finished`. Arguments: job file, run folder, overrides of the job. Prints one line of JSON.
import { must } from "../../common/errors.ts";
import { runJob } from "../../cli/library/run-job.ts";
import { type Held, watchMainThread } from "./support/main-thread-watch.ts";

export interface CoreRun extends Held {
  readonly steps: number;
  readonly seconds: number;
  readonly compute: string;
  readonly weightsSha256: string;
}

const [, , jobFile, runDir, ...set] = process.argv;
let read: (() => Held) | undefined;
for await (const event of runJob(must(jobFile, "a job file"), {
  runDir: must(runDir, "a run folder"),
  set,
  workers: 1,
})) {
  if (event.event === "started") read = watchMainThread();
  if (event.event !== "finished") continue;
  const { steps, seconds, compute, weightsSha256 } = event;
  const run: CoreRun = { ...must(read, "the run's start")(), steps, seconds, compute, weightsSha256 };
  process.stdout.write(`${JSON.stringify(run)}\n`);
}
