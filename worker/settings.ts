// What a coordinator tells its workers beside the job.
import { z } from "zod";

export const settingsSchema = z.object({
  /** Names the job in errors. */
  jobFile: z.string(),
  /** The run's folder. */
  directory: z.string(),
  eager: z.boolean(),
  resume: z.boolean(),
  /** Workers that it begins with on this machine. */
  replicas: z.int().positive(),
  /** World size at most. */
  maxWorkers: z.int().positive(),
});
export type WorkerSettings = z.infer<typeof settingsSchema>;
