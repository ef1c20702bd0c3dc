// A folder with a model, pictures and jobs for the black-box tests, and one cache for all of them.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { assertFinished } from "./contract.ts";
import { Elastune, type Ended, elastune, startElastune } from "./elastune.ts";
import { writeKerasModel } from "./keras-file.ts";
import { type ClassSizes, type PictureKind, writePictureFolder } from "./picture-folders.ts";
import { Warm } from "./warm.ts";

// From dist/test/support. bin/elastune.js does no more than to import it.
const ENTRY = fileURLToPath(new URL("../../cli/main.js", import.meta.url));

/** Parts of `spec` that differ from the usual job's; a section's keys are merged, their values replaced. */
export type Changes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Workshop {
  readonly folder: string;
  readonly path: (...names: string[]) => string;
  /** Writes a job and returns its path. */
  readonly job: (name: string, changes?: Changes) => Promise<string>;
  readonly pictures: (name: string, classes: ClassSizes, kinds?: readonly PictureKind[]) => Promise<void>;
  /** Runs the command line to its end, in the folder. */
  readonly elastune: (...args: string[]) => Promise<Ended>;
  /** The same with more in its environment, and always in a process of its own. */
  readonly elastuneWith: (env: Readonly<Record<string, string>>, ...args: string[]) => Promise<Ended>;
  /** `run JOB --run-dir DIR --json` and more flags. */
  readonly run: (job: string, runDir: string, ...flags: string[]) => Promise<Ended>;
  /** Writes the job, runs it in `run-NAME` and asserts that it finished as the contract says. */
  readonly trains: (name: string, changes: Changes, ...flags: string[]) => Promise<Ended>;
  readonly start: (t: TestContext, job: string, runDir: string, ...flags: string[]) => Elastune;
  /** Any command, which ends with the test. */
  readonly startCommand: (t: TestContext, ...args: string[]) => Elastune;
  /** The same for a `before` hook, which has no test to end with: whoever begins it ends it. */
  readonly begin: (job: string, runDir: string, ...flags: string[]) => Elastune;
  readonly exists: (...names: string[]) => boolean;
  readonly remove: () => Promise<void>;
}

/**
 * Three classes of pictures in `data` and the model `small.h5`.
 * @param calls "cold": each call of the command line is a process of its own, as users start it; "warm": those that run to their end
 *   share one, in which nothing has to be loaded again. For tests of what a call does, not of how its process begins and ends.
 */
export async function openWorkshop(calls: "cold" | "warm" = "cold"): Promise<Workshop> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-blackbox-"));
  const at = (...names: string[]): string => path.join(folder, ...names);
  const settings = { cwd: folder, env: { ELASTUNE_CACHE: at("cache") } };
  const warm = new Warm(folder);
  const call = (args: readonly string[]) =>
    calls === "warm" ? warm.call({ program: ENTRY, args, env: settings.env }) : elastune(args, settings);
  const runArgs = (job: string, runDir: string, flags: readonly string[]) => [
    "run",
    job,
    "--run-dir",
    runDir,
    "--json",
    ...flags,
  ];
  await writeKerasModel(at("small.h5"));
  await writePictureFolder(at("data"), { amber: 12, blue: 12, "crème brûlée": 12 });
  const writeJob = async (name: string, changes: Changes = {}): Promise<string> => {
    await writeFile(at(`${name}.yaml`), JSON.stringify(usualJob(changes), undefined, 2));
    return at(`${name}.yaml`);
  };
  return {
    folder,
    path: at,
    job: writeJob,
    pictures: (name, classes, kinds) => writePictureFolder(at(name), classes, kinds),
    elastune: (...args) => call(args),
    elastuneWith: (env, ...args) => elastune(args, { ...settings, env: { ...settings.env, ...env } }),
    run: (job, runDir, ...flags) => call(runArgs(job, runDir, flags)),
    trains: async (name, changes, ...flags) => {
      const ended = await call(runArgs(await writeJob(name, changes), `run-${name}`, flags));
      assertFinished(ended);
      return ended;
    },
    start: (t, job, runDir, ...flags) => startElastune(t, runArgs(job, runDir, flags), settings),
    startCommand: (t, ...args) => startElastune(t, args, settings),
    begin: (job, runDir, ...flags) => new Elastune(runArgs(job, runDir, flags), settings),
    exists: (...names) => existsSync(at(...names)),
    remove: async () => {
      warm.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** 21 or so training samples in batches of 6: four steps an epoch, the last one partial; JSON is YAML. */
function usualJob(changes: Changes): object {
  const sections: Changes = {
    model: { source: "file:./small.h5" },
    dataset: {
      source: "file:./data",
      split: { train: 0.6, validation: 0.2, test: 0.2 },
      preprocess: { resize: [16, 16] },
    },
    training: {
      seed: 3,
      batchSize: 6,
      microBatches: 3,
      phases: [{ epochs: 3, unfreeze: ["head", "project"], learningRate: 0.01 }],
    },
    checkpoint: { everySteps: 2 },
  };
  const keys = new Set([...Object.keys(sections), ...Object.keys(changes)]);
  const spec = Object.fromEntries([...keys].map((key) => [key, { ...sections[key], ...changes[key] }]));
  return { apiVersion: "elastune.dev/v1alpha1", kind: "FineTuneJob", metadata: { name: "small" }, spec };
}
