// Files of jobs and runs that are truncated, swapped, foreign or empty.
import { mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { openRun } from "../../../cli/library/open-run.ts";
import { readTestReport } from "../../../cli/library/test-report.ts";
import { CorruptDataError } from "../../../common/errors.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { CheckpointStore } from "../../../worker/checkpoint/store.ts";
import { createArena } from "../../../worker/compute/arena.ts";
import { buildManifest } from "../../../worker/data/manifest.ts";
import { readManifest, writeManifest } from "../../../worker/data/manifest-file.ts";
import { writePictureFolder } from "../picture-folders.ts";
import type { Malformed } from "./case.ts";

const write =
  (name: string, content: string | Uint8Array) =>
  async (folder: string): Promise<string> => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };

const readJob = async (file: string): Promise<unknown> => parseJob(await readFile(file), file);

export const JOBS: readonly Malformed[] = [
  { what: "an empty job", make: write("job.yaml", ""), says: /empty|expected/ },
  { what: "a job of NUL bytes", make: write("job.yaml", new Uint8Array(100)), says: /line 1|text|character/ },
  {
    what: "a picture as a job",
    make: write("job.yaml", Buffer.from("\x89PNG\r\n\x1a\n\x00\xff\xfe", "latin1")),
    says: /UTF-8|text/,
  },
  {
    what: "a job cut in the middle of a list",
    make: write("job.yaml", "metadata: { name: x }\nspec:\n  model: { source: [file:./"),
    says: /line 3/,
  },
  { what: "a list as a job", make: write("job.yaml", "- a\n- b\n"), says: /expected .*mapping|expected/ },
  {
    what: "another tool's file as a job",
    make: write("job.yaml", "services:\n  web: { image: nginx }\n"),
    says: /services/,
  },
  { what: "a manifest as a job", make: write("job.json", '{"version":1,"samples":[]}'), says: /version/ },
].map((entry) => ({ ...entry, read: readJob }));

async function wholeManifest(folder: string): Promise<string> {
  const root = path.join(folder, "data");
  await writePictureFolder(root, { a: 2, b: 2 });
  const { manifest } = await buildManifest({ root, source: "file:./data" });
  await writeManifest(path.join(folder, "manifest.json"), manifest);
  return path.join(folder, "manifest.json");
}

const manifest =
  (change: (text: string) => string) =>
  async (folder: string): Promise<string> => {
    const file = await wholeManifest(folder);
    await writeFile(file, change(await readFile(file, "utf8")));
    return file;
  };

export const MANIFESTS: readonly Malformed[] = [
  { what: "an empty manifest", make: write("manifest.json", ""), says: /it ends early/ },
  {
    what: "a manifest without its last line",
    make: manifest((text) => text.replace("]}\n", "")),
    says: /it ends early/,
  },
  {
    what: "a manifest cut in the middle of a line",
    make: manifest((text) => text.slice(0, text.length / 2)),
    says: /line \d/,
  },
  {
    what: "a manifest of which a line is missing",
    make: manifest((text) => text.split("\n").toSpliced(2, 1).join("\n")),
    says: /its hash does not match/,
  },
  {
    what: "a manifest in which two lines are swapped",
    make: manifest((text) => text.replace("a/0.png", "a/9.png")),
    says: /its hash does not match/,
  },
  { what: "a manifest with more at its end", make: manifest((text) => `${text}{}\n`), says: /more after its end/ },
  { what: "a job as a manifest", make: write("manifest.json", "apiVersion: elastune.dev/v1alpha1\n"), says: /line 1/ },
  {
    what: "a manifest of another version",
    make: manifest((text) => text.replace('"version":1', '"version":2')),
    says: /line 1/,
  },
].map((entry) => ({ ...entry, read: readManifest }));

const arena = createArena({
  parameters: 4,
  phaseParameters: 4,
  vectors: [],
  blocks: 1,
  inputs: 1,
  microBatchSize: 1,
  inputBytes: 1,
  exchangeBytes: 0,
});
const layout = { arena, weights: [{ layer: "a", name: "kernel", shape: [4], offset: 0, size: 4 }] };

/** The run goes on with the checkpoint before a damaged one, so damage is told, not thrown. */
async function readCheckpoint(file: string): Promise<never> {
  const { damaged } = await new CheckpointStore(
    { checkpoints: path.dirname(file), ledger: path.join(path.dirname(file), "ledger") },
    3,
    layout,
  ).restore();
  throw new CorruptDataError(damaged.map((checkpoint) => `${checkpoint.file}: ${checkpoint.reason}`).join("; "));
}

const FORMAT = '"format":"elastune-checkpoint/2"';
const LEDGER = '"ledger":{"file":"l","sha256":"0","records":0}';
const TENSORS = `"state":{},"stateHash":"0","round":1,"parent":null,${LEDGER}`;
const checkpoint = (content: string) => write("step-00000001-round-1-abc.json", content);

const withTensors =
  (content: Uint8Array) =>
  async (folder: string): Promise<string> => {
    await writeFile(path.join(folder, "t.safetensors"), content);
    return checkpoint(`{${FORMAT},${TENSORS},"tensors":{"file":"t.safetensors","bytes":1,"sha256":"0"}}`)(folder);
  };

export const CHECKPOINTS: readonly Malformed[] = [
  { what: "an empty checkpoint", make: checkpoint(""), says: /its JSON is broken/ },
  { what: "a checkpoint that is cut", make: checkpoint(`{${FORMAT},"st`), says: /its JSON is broken/ },
  { what: "null as a checkpoint", make: checkpoint("null"), says: /expected a manifest of format/ },
  {
    what: "a checkpoint of another format",
    make: checkpoint('{"format":"torch/1","tensors":{}}'),
    says: /found "torch\/1"/,
  },
  {
    what: "a checkpoint that does not say where its tensors are",
    make: checkpoint(`{${FORMAT},${TENSORS},"tensors":{"file":7}}`),
    says: /expected a manifest of format/,
  },
  {
    what: "a checkpoint whose tensors are elsewhere",
    make: checkpoint(`{${FORMAT},${TENSORS},"tensors":{"file":"../../x.bin","sha256":"0"}}`),
    says: /expected a manifest of format/,
  },
  {
    what: "a checkpoint whose segment of the ledger is elsewhere",
    make: checkpoint(`{${FORMAT},${TENSORS.replace('"l"', '"../l"')},"tensors":{"file":"t","sha256":"0"}}`),
    says: /expected a manifest of format/,
  },
  {
    what: "a checkpoint whose tensors are gone",
    make: checkpoint(`{${FORMAT},${TENSORS},"tensors":{"file":"gone.safetensors","sha256":"0"}}`),
    says: /its tensors are not there/,
  },
  { what: "a checkpoint whose tensors are empty", make: withTensors(new Uint8Array()), says: /ends too early/ },
  {
    what: "a checkpoint whose tensors are another file",
    make: withTensors(new Uint8Array(1000).fill(65)),
    says: /header says|another model/,
  },
].map((entry) => ({ ...entry, read: readCheckpoint }));

const JOB = "metadata: { name: x }\nspec: { model: { source: file:./m.h5 }, dataset: { source: file:./d } }\n";

const run =
  (files: Readonly<Record<string, string>>) =>
  async (folder: string): Promise<string> => {
    const directory = path.join(folder, "run");
    await mkdir(directory);
    for (const [name, content] of Object.entries({ "job.yaml": JOB, ...files }))
      await writeFile(path.join(directory, name), content);
    return directory;
  };

const withoutJob = async (folder: string): Promise<string> => {
  const directory = await run({})(folder);
  await rm(path.join(directory, "job.yaml"));
  return directory;
};

const cutJob = async (folder: string): Promise<string> => {
  const directory = await run({})(folder);
  await truncate(path.join(directory, "job.yaml"), 40);
  return directory;
};

export const RUNS: readonly Malformed[] = [
  { what: "an empty folder as a run", make: withoutJob, read: openRun, says: /not the folder of a run/ },
  { what: "a run whose job is cut", make: cutJob, read: openRun, says: /not valid YAML/, names: "job.yaml" },
  {
    what: "a run whose test.json is cut",
    make: run({ "test.json": '{"split": ' }),
    read: readTestReport,
    says: /not a whole test report/,
    names: "test.json",
  },
  {
    what: "a run whose test.json is another file",
    make: run({ "test.json": '{"event": "finished"}' }),
    read: readTestReport,
    says: /not a whole test report: split/,
    names: "test.json",
  },
  {
    what: "a run whose test.json is empty",
    make: run({ "test.json": "" }),
    read: readTestReport,
    says: /not a whole test report/,
    names: "test.json",
  },
];
