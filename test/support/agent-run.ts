// One worker's agent that trains in this process, with parts of it replaced.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { jobHashOf } from "../../cli/library/resume.ts";
import { systemClock } from "../../common/clock.ts";
import { stringifyJob } from "../../common/job/canonical.ts";
import { filePathOf, withAbsoluteLocations } from "../../common/job/locations.ts";
import { parseJob } from "../../common/job/parse.ts";
import { runAgent } from "../../worker/agent.ts";
import type { AgentOptions } from "../../worker/agent-options.ts";
import { fileRegister } from "../../worker/checkpoint/register.ts";
import { writeManifest } from "../../worker/data/manifest-file.ts";
import { dataSourceOf, readDataSet } from "../../worker/data/source.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import { alone } from "../../worker/members.ts";
import { NO_POINTS } from "../../worker/protocol-points.ts";
import { runPlaces } from "../../worker/run-places.ts";
import type { Workshop } from "./workshop.ts";

/** Of the workshop's folder. */
export function cacheOf(workshop: Workshop, name: string): string {
  return workshop.path(`cache-${name}`);
}

/** Trains the workshop's usual job. @returns what it came to, and the run's folder, which `verifyRun` takes */
export async function trainAlone(
  workshop: Workshop,
  name: string,
  features: "auto" | "off",
  replaced: Partial<AgentOptions>,
): Promise<{ readonly trained: Trained | undefined; readonly runDir: string }> {
  const file = await workshop.job(name, { training: { features } });
  const job = withAbsoluteLocations(parseJob(await readFile(file), file, []), workshop.folder);
  const at = (...names: string[]): string => workshop.path(`run-${name}`, ...names);
  await mkdir(at());
  await writeFile(at("job.yaml"), stringifyJob(job));
  const source = dataSourceOf(job.spec.dataset, at());
  const { manifest } = await readDataSet(source, {});
  await writeManifest(at("manifest.json"), manifest);
  const modelFile = filePathOf(job.spec.model.source, at()) ?? "";
  const nothing = (): Promise<void> => Promise.resolve();
  const trained = await runAgent({
    job,
    jobHash: await jobHashOf(job, modelFile, []),
    plugins: [],
    ...runPlaces(job, at()),
    manifest,
    replicas: 1,
    maxWorkers: 1,
    points: NO_POINTS,
    cacheDir: cacheOf(workshop, name),
    eager: false,
    resume: false,
    clock: systemClock,
    onProgress: () => undefined,
    emit: nothing,
    emitAsWriter: nothing,
    register: fileRegister(at("checkpoints"), "w1"),
    onState: nothing,
    join: () => Promise.resolve(alone(() => "none")),
    onStart: nothing,
    onTested: nothing,
    untakenRound: () => undefined,
    signal: new AbortController().signal,
    ...replaced,
  });
  return { trained, runDir: at() };
}
