// elastune as a library: `import { runJob, openRun } from "elastune"`.
export { ConfigError, JobFailedError, UsageError } from "../../common/errors.ts";
export type { FinishedEvent, Metrics, RunEvent, Stamped } from "../../common/events.ts";
export type {
  Plugin,
  PluginAugment,
  PluginCallback,
  PluginLoss,
  PluginMetric,
  PluginPicture,
  PluginSample,
} from "../../worker/plugins/types.ts";
export { openRun, type Run } from "./open-run.ts";
export { runJob, type RunOptions, type RunProgress } from "./run-job.ts";
