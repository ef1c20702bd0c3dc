// One job for the benchmarks, in a process of its own: prints how it ended. Arguments: job file, run folder, cache folder, then
// overrides of the job. Prints one line of JSON: the `finished` event, whose seconds count from the start of this process.
import { must } from "../../common/errors.ts";
import { runJob } from "../../cli/library/run-job.ts";

const [, , jobFile, runDir, cacheDir, ...set] = process.argv;
const options = { runDir: must(runDir, "a run folder"), cacheDir: must(cacheDir, "a cache folder"), set, workers: 1 };
for await (const event of runJob(must(jobFile, "a job file"), options)) {
  if (event.event === "finished") process.stdout.write(`${JSON.stringify(event)}\n`);
}
