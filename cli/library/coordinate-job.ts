// Leads the workers of a job: owns the run's folder, as a run in one process does, and has it trained by whoever comes.
import type { RunEvent, Stamped } from "../../common/events.ts";
import { type CoordinatedOptions, CoordinatedTraining } from "./coordinated-training.ts";
import { eventStream } from "./event-stream.ts";
import { type JobRunOptions, runInOwnFolder } from "./run-in-folder.ts";

/** @throws while iterating: as `runJob` */
export function coordinateJob(
  jobFile: string,
  options: JobRunOptions & CoordinatedOptions,
): AsyncIterable<RunEvent & Stamped> {
  return eventStream(options.signal, async (emit, signal) => {
    const training = new CoordinatedTraining(options);
    const tell: typeof emit = (event) => {
      training.publish(event);
      return emit(event);
    };
    try {
      await runInOwnFolder(jobFile, { ...options, signal }, tell, (run) => training.train(run));
    } finally {
      await training.close();
    }
  });
}
