// Whether a run was trained on what its job says: recomputed from its folder alone, by code that training does not use.
import path from "node:path";
import { ConfigError, CorruptDataError, messageOf, type Problem } from "../../common/errors.ts";
import type { FinishedEvent } from "../../common/events.ts";
import { isMissing } from "../../common/files.ts";
import { programOf } from "../../common/program/from-job.ts";
import { readManifest } from "../../worker/data/manifest-file.ts";
import { splitSamples } from "../../worker/data/split.ts";
import { filesIn } from "../../worker/ledger/segments.ts";
import { checkRounds, type Counts, type Job } from "../verify/check-rounds.ts";
import { dataSetOf } from "../verify/expected.ts";
import { type Folders, type Lineage, type Link, readLineage } from "../verify/lineage.ts";
import { fileSha256, weightsSha256 } from "../verify/tensors.ts";
import { runPlaces } from "../../worker/run-places.ts";
import { openRun, type Run } from "./open-run.ts";
import { decisiveHash } from "./resume.ts";
import { readText } from "./run-folder.ts";

export interface Verified extends Counts {
  readonly ok: boolean;
  /** False: it was verified up to its newest checkpoint. */
  readonly finished: boolean;
  readonly problems: readonly Problem[];
}

const NOTHING: Counts = {
  rounds: 0,
  steps: 0,
  epochs: 0,
  samples: 0,
  missing: 0,
  duplicated: 0,
  reissued: 0,
  setAside: 0,
};

/** @throws UsageError when there is no run in the folder. */
export async function verifyRun(directory: string): Promise<Verified> {
  const read = await readOrProblem(() => openRun(directory), "job.yaml");
  if ("problem" in read) return { ...NOTHING, ok: false, finished: false, problems: [read.problem] };
  const run = read.value;
  const folders = { checkpoints: runPlaces(run.job, directory).checkpointDir, ledger: path.join(directory, "ledger") };
  const job = await readOrProblem(() => readJob(run), "manifest.json");
  const lineage = await readLineage(folders);
  const checked = "problem" in job ? undefined : checkRounds(job.value, lineage.links);
  const problems = [
    ...("problem" in job ? [job.problem] : ofData(job.value.dataHash, lineage)),
    ...ofJob(run, lineage),
    ...lineage.problems,
    ...(checked?.problems ?? []),
    ...(await tensorProblems(folders, lineage)),
    ...(await endProblems(run, folders, lineage, checked?.over ?? true)),
  ];
  const { counts } = checked ?? { counts: NOTHING };
  const ok = problems.length === 0 && counts.missing === 0 && counts.duplicated === 0;
  return { ...counts, ok, finished: run.finished !== undefined, problems };
}

/** What a damaged file of the run says is a finding, not a failure of the command. */
async function readOrProblem<T>(
  read: () => Promise<T>,
  where: string,
): Promise<{ readonly value: T } | { readonly problem: Problem }> {
  try {
    return { value: await read() };
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof CorruptDataError || isMissing(error);
    if (!known) throw error;
    const hint = "bring it back as it was when the run began";
    return { problem: { path: where, message: isMissing(error) ? "it is not there" : messageOf(error), hint } };
  }
}

async function readJob({ job, directory }: Run): Promise<Job & { readonly dataHash: string }> {
  const manifest = await readManifest(path.join(directory, "manifest.json"));
  const { seed } = job.spec.training;
  const splits = splitSamples(manifest, seed, job.spec.dataset.split);
  const { train, validation, test } = splits;
  const program = programOf(job.spec, { train: train.length, validation: validation.length, test: test.length });
  return {
    program: { ...program, maxSteps: undefined },
    data: dataSetOf(seed, splits, manifest.samples),
    nameOf: (id) => manifest.samples[id]?.path ?? `sample ${id}`,
    dataHash: manifest.hash,
  };
}

const OWN = "bring the run's own back";

function ofData(dataHash: string, { links }: Lineage): Problem[] {
  const foreign = links.find(({ manifest }) => manifest.data !== dataHash);
  if (foreign === undefined) return [];
  return [{ path: "manifest.json", message: `it is not the data set that ${foreign.name} was trained on`, hint: OWN }];
}

/** Of the job, the model's files and the plugins that each checkpoint names, the job is in the folder. */
function ofJob({ job }: Run, { links }: Lineage): Problem[] {
  const foreign = links.find(({ manifest }) => !manifest.job.startsWith(decisiveHash(job)));
  const other = links.find(({ manifest }) => manifest.job !== links[0]?.manifest.job);
  if (foreign !== undefined)
    return [{ path: "job.yaml", message: `it is not the job that ${foreign.name} was trained by`, hint: OWN }];
  if (other === undefined) return [];
  const message = "it was trained from another model or with other plugins than the checkpoint before it";
  return [{ path: `checkpoints/${other.name}`, message, hint: TENSORS }];
}

/** Retention removes tensors of old checkpoints; those that are there must be what was written, and the newest must be there. */
async function tensorProblems({ checkpoints }: Folders, { links }: Lineage): Promise<Problem[]> {
  const there = new Set(await filesIn(checkpoints));
  const problems: Problem[] = [];
  for (const { manifest } of links) {
    const { file, sha256 } = manifest.tensors;
    const where = `checkpoints/${file}`;
    if (there.has(file) && (await fileSha256(path.join(checkpoints, file))) !== sha256)
      problems.push({ path: where, message: "its sha256 is not the one that its checkpoint names", hint: TENSORS });
    if (!there.has(file) && manifest === links.at(-1)?.manifest)
      problems.push({ path: where, message: "it is not there", hint: TENSORS });
  }
  return problems;
}

const TENSORS = "bring it back from a copy, or train again";

/** What only a finished run must be: at its end, with the weights that it told, and with no file that nothing accounts for. */
async function endProblems(run: Run, folders: Folders, lineage: Lineage, over: boolean): Promise<Problem[]> {
  if (run.finished === undefined) {
    const damaged = (await readText(path.join(run.directory, "finished.json"))) !== undefined;
    return damaged ? [{ path: "finished.json", message: "it is not JSON", hint: "`--resume` writes it again" }] : [];
  }
  const newest = lineage.links.at(-1);
  if (newest === undefined)
    return [{ path: "checkpoints", message: "a finished run has a checkpoint; there is none", hint: TENSORS }];
  return [
    ...(over ? [] : [{ path: "ledger", message: "the run is finished, but its ledger ends before the job does" }]),
    ...(await weightsProblems(run.finished, folders, newest)),
    ...(await unnamedFiles(folders, lineage)),
  ];
}

async function weightsProblems(finished: FinishedEvent, { checkpoints }: Folders, newest: Link): Promise<Problem[]> {
  const { tensors, step } = newest.manifest;
  const problems: Problem[] = [];
  if (finished.steps !== step)
    problems.push({
      path: "finished.json",
      message: `it says ${finished.steps} steps, the last checkpoint is of ${step}`,
    });
  try {
    const found = await weightsSha256(path.join(checkpoints, tensors.file), tensors.weights);
    if (found !== finished.weightsSha256)
      problems.push({ path: "finished.json", message: `its weightsSha256 is not that of ${tensors.file}, ${found}` });
  } catch (error) {
    if (!isMissing(error) && !(error instanceof CorruptDataError)) throw error; // both were said with the tensors
  }
  return problems;
}

async function unnamedFiles(folders: Folders, { links }: Lineage): Promise<Problem[]> {
  const segments = new Set(links.map(({ manifest }) => manifest.ledger.file));
  const own = new Set(links.flatMap(({ name, manifest }) => [name, manifest.tensors.file]));
  const unnamed = [
    ...(await filesIn(folders.ledger)).filter((name) => !segments.has(name)).map((name) => `ledger/${name}`),
    ...(await filesIn(folders.checkpoints))
      .filter((name) => name.startsWith("step-") && !own.has(name))
      .map((name) => `checkpoints/${name}`),
  ];
  const hint = "a run removes what it left unpublished; see where this file comes from, then take it away";
  return unnamed.sort().map((file) => ({ path: file, message: "no checkpoint of the run names it", hint }));
}
