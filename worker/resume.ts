// Going on from a checkpoint: whether it belongs to this job, data set and machine, and where training then stands.
import path from "node:path";
import { ConfigError, JobFailedError } from "../common/errors.ts";
import { withEvaluationRestarted } from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { AgentOptions } from "./agent-options.ts";
import type { NamedManifest } from "./checkpoint/manifest.ts";
import type { DamagedCheckpoint } from "./checkpoint/restore.ts";
import type { ComputeThread } from "./compute/client.ts";
import { type Fingerprint, fingerprintDifferences } from "./numerics.ts";
import { pluginDifferences, withoutPlugins } from "./plugins/fingerprint.ts";

export interface ResumeParts extends Pick<AgentOptions, "job" | "jobHash" | "plugins" | "manifest" | "checkpointDir"> {
  readonly compute: ComputeThread;
  readonly numerics: Fingerprint;
}

/** Those that were passed over. */
export async function tellDamaged(
  { emit }: Pick<AgentOptions, "emit">,
  damaged: readonly DamagedCheckpoint[],
): Promise<void> {
  for (const { file, reason } of damaged) {
    const message = `${file} cannot be used: ${reason}`;
    await emit({
      event: "warning",
      code: "checkpoint-damaged",
      message,
      hint: "the checkpoint before it is used",
    });
  }
}

/** Takes up a checkpoint that was read into the snapshot. @throws ConfigError when it belongs to another job, data set or machine. */
export async function resumeFrom(parts: ResumeParts, { manifest }: NamedManifest): Promise<ProgramState> {
  const plugins = pluginDifferences(manifest.numerics, parts.plugins);
  const problems = [
    ...(manifest.job === parts.jobHash || plugins.length > 0 ? [] : ["the job's training was changed"]),
    ...plugins,
    ...(manifest.data === parts.manifest.hash ? [] : ["the data set is another one"]),
    ...(parts.job.spec.numerics.mode === "relaxed"
      ? []
      : fingerprintDifferences(withoutPlugins(manifest.numerics), parts.numerics)),
  ];
  if (problems.length > 0) {
    const hint =
      "a resumed run goes on bit by bit only with the same job, data and numerics; `numerics: relaxed` accepts another machine";
    throw new ConfigError(
      `${parts.checkpointDir}: this run cannot go on here`,
      problems.map((message) => ({ path: path.basename(manifest.tensors.file), message, hint })),
    );
  }
  const stateHash = await parts.compute.call("restore", undefined);
  if (stateHash !== manifest.stateHash)
    throw new JobFailedError(
      "checkpoint-damaged",
      `the restored state's hash is ${stateHash}, expected ${manifest.stateHash}`,
    );
  return withEvaluationRestarted(manifest.state);
}
