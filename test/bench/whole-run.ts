// One job for bench/whole-step.ts, in a process of its own: prints how long its steps took, from one step's event to the next one's.
// Arguments: job file, run folder, then overrides of the job. Prints one line of JSON.
import { must } from "../../common/errors.ts";
import { runJob } from "../../cli/library/run-job.ts";

const [, , jobFile, runDir, ...set] = process.argv;
const ms: number[] = [];
let last: { readonly epoch: number; readonly at: number } | undefined;
for await (const event of runJob(must(jobFile, "a job file"), {
  runDir: must(runDir, "a run folder"),
  set,
  workers: 1,
})) {
  if (event.event !== "step") continue;
  const at = performance.now();
  const samples = Math.round((event.samplesPerSecond * event.stepMs) / 1000);
  // Full steps only; not an epoch's first one, before which is the validation, nor one of the first epoch, which reads the pictures.
  if (samples === event.batchSize && last?.epoch === event.epoch && event.epoch > 1) ms.push(at - last.at);
  last = { epoch: event.epoch, at };
}
process.stdout.write(`${JSON.stringify({ ms })}\n`);
