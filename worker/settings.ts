// What a coordinator tells its workers beside the job.
import { z } from "zod";

export const settingsSchema = z.object({
  /** Names the job in errors. */
  jobFile: z.string(),
  /** The run's folder. */
  directory: z.string(),
  eager: z.boolean(),
  resume: z.boolean(),
  /** World size at most. */
  replicas: z.int().positive(),
});
export type WorkerSettings = z.infer<typeof settingsSchema>;
