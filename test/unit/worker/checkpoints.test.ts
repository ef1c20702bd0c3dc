import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { must } from "../../../common/errors.ts";
import { initialState } from "../../../common/program/state.ts";
import { aProgram } from "../program/programs.ts";
import type { StateLayout } from "../../../worker/checkpoint/state-file.ts";
import { publishCheckpoint } from "../../../worker/checkpoint/publication.ts";
import { fileRegister, readLatest, writeLatest } from "../../../worker/checkpoint/register.ts";
import { type CheckpointContent, CheckpointStore } from "../../../worker/checkpoint/store.ts";
import { createArena, floatsAt } from "../../../worker/compute/arena.ts";

const PARAMETERS = 6;

interface Run {
  readonly store: CheckpointStore;
  readonly layout: StateLayout;
  readonly folder: string;
}

async function aRun(t: TestContext, keep = 3): Promise<Run> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-checkpoints-"));
  t.after(() => rm(folder, { recursive: true }));
  const arena = createArena({
    parameters: PARAMETERS,
    phaseParameters: PARAMETERS,
    vectors: ["momentum"],
    blocks: 1,
    inputs: 1,
    microBatchSize: 1,
    inputBytes: 2,
    exchangeBytes: 0,
  });
  const trainable = [
    { layer: "a", name: "kernel", shape: [2, 2], offset: 0, size: 4 },
    { layer: "a", name: "bias", shape: [2], offset: 4, size: 2 },
  ];
  const layout = { arena, weights: trainable };
  const folders = { checkpoints: folder, ledger: path.join(folder, "ledger") };
  return { store: new CheckpointStore(folders, keep, layout), layout, folder };
}

/** Publishes the checkpoint of a step in which all of the state has the step's value. @returns the manifest's name */
async function publish({ store, layout, folder }: Run, step: number): Promise<string> {
  setState(layout, step);
  const latest = await readLatest(folder);
  const publication = {
    store,
    register: fileRegister(folder, "w1"),
    ledger: { between: () => [] },
    newest: () => (latest === undefined ? undefined : { name: latest }),
    content: content(step),
  };
  const published = must(await publishCheckpoint(publication, await store.writeTensors(content(step))), "published");
  await store.retain(published);
  return published.name;
}

function setState({ arena }: StateLayout, value: number): void {
  floatsAt(arena, arena.snapshot, PARAMETERS).fill(value);
  floatsAt(arena, arena.snapshot + arena.vectorBytes, PARAMETERS).fill(-value);
}

function stateOf({ arena }: StateLayout): number[] {
  return [
    floatsAt(arena, arena.snapshot, PARAMETERS),
    floatsAt(arena, arena.snapshot + arena.vectorBytes, PARAMETERS),
  ].map((vector) => vector[5] ?? NaN);
}

function content(step: number): CheckpointContent {
  return {
    step,
    round: step,
    state: { ...initialState(aProgram()), step, round: step },
    stateHash: "0",
    job: "j",
    data: "d",
    numerics: {},
    writer: "w1",
    fencingToken: 0,
  };
}

test("the newest checkpoint is restored, weights and slots and position together", async (t) => {
  const run = await aRun(t);
  const { store, layout } = run;
  for (const step of [1, 2]) await publish(run, step);
  setState(layout, 9);
  const { found, damaged } = await store.restore();
  assert.deepEqual([found?.manifest.state.step, ...stateOf(layout), damaged], [2, 2, -2, []]);
});

for (const [what, damage] of [
  ["is cut short", (file: string) => truncate(file, 40)],
  [
    "has a changed byte",
    async (file: string) => {
      const bytes = await readFile(file);
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      await writeFile(file, bytes);
    },
  ],
  ["is gone", (file: string) => rm(file)],
  ["is empty", (file: string) => truncate(file, 0)],
] as const) {
  test(`when the newest checkpoint's tensor file ${what}, its parent is used and the damage is told`, async (t) => {
    const run = await aRun(t);
    const { store, layout, folder } = run;
    for (const step of [1, 2]) await publish(run, step);
    const newest = (await readdir(folder)).find(
      (name) => name.startsWith("step-00000002") && name.endsWith(".safetensors"),
    );
    await damage(path.join(folder, newest ?? ""));
    const { found, damaged } = await store.restore();
    assert.deepEqual([found?.manifest.state.step, ...stateOf(layout), damaged.length], [1, 1, -1, 1]);
  });
}

test("a torn manifest is passed over", async (t) => {
  const run = await aRun(t);
  await publish(run, 1);
  const torn = await publish(run, 2);
  await writeFile(path.join(run.folder, torn), '{"format": "elastune-chec');
  const { found, latest, damaged } = await run.store.restore();
  assert.deepEqual([found?.manifest.step, latest, damaged.length], [1, torn, 1]);
});

test("one that was written but not published is not used, unless nothing says which is the newest", async (t) => {
  const run = await aRun(t);
  const first = await publish(run, 1);
  await publish(run, 2);
  await writeLatest(run.folder, first);
  assert.equal((await run.store.restore()).found?.name, first);
  await writeLatest(run.folder, null);
  assert.equal((await run.store.restore()).found?.manifest.step, 2);
});

test("C2: retention deletes tensors of old checkpoints and keeps every manifest", async (t) => {
  const run = await aRun(t, 2);
  const { folder } = run;
  for (const step of [1, 2, 3, 4]) await publish(run, step);
  const names = await readdir(folder);
  assert.equal(names.filter((name) => name.endsWith(".safetensors")).length, 2);
  assert.equal(names.filter((name) => name.startsWith("step-") && name.endsWith(".json")).length, 4);
});

test("retention keeps the tensors of a checkpoint that is newer and not yet published", async (t) => {
  const run = await aRun(t, 1);
  setState(run.layout, 9);
  const { file } = await run.store.writeTensors(content(9));
  for (const step of [1, 2]) await publish(run, step);
  const tensors = (await readdir(run.folder)).filter((name) => name.endsWith(".safetensors"));
  assert.deepEqual(tensors.map((name) => name.slice(0, 13)).sort(), ["step-00000002", "step-00000009"]);
  assert.ok(tensors.includes(file));
});

test("each manifest names the one before it and who wrote it; latest.json names the newest", async (t) => {
  const run = await aRun(t);
  const first = await publish(run, 1);
  const second = await publish(run, 2);
  const { manifest } = await run.store.read(second);
  assert.deepEqual([manifest.parent, manifest.writer, await readLatest(run.folder)], [first, "w1", second]);
});

test("C3: a checkpoint whose segment of the ledger, or that of a checkpoint before it, is gone or changed is passed over", async (t) => {
  for (const [lost, left] of [
    [3, 2],
    [2, 1],
  ] as const) {
    const run = await aRun(t);
    const { store, layout, folder } = run;
    const segments = new Map<number, string>();
    for (const step of [1, 2, 3]) {
      const { ledger } = (await store.read(await publish(run, step))).manifest;
      segments.set(step, path.join(folder, "ledger", ledger.file));
    }
    await (lost === 3 ? rm(segments.get(lost) ?? "") : writeFile(segments.get(lost) ?? "", "another"));
    const { found, damaged } = await store.restore();
    assert.deepEqual([found?.manifest.step, ...stateOf(layout), damaged.length], [left, left, -left, 3 - left]);
    assert.match(damaged[0]?.reason ?? "", /segment|sha256/);
  }
});

test("at the end of a run what its last checkpoint does not descend from is removed", async (t) => {
  const run = await aRun(t);
  const { store, folder } = run;
  const first = await publish(run, 1);
  const stray = await publish(run, 7);
  await rm(path.join(folder, stray.replace(/json$/, "safetensors")));
  await writeLatest(folder, first);
  await publish(run, 2);
  await writeFile(path.join(folder, "ledger", "left.tmp-1"), "");
  await store.removeUnpublished(2);
  const names = (await readdir(folder)).filter((name) => name.startsWith("step-"));
  assert.deepEqual(names.map((name) => name.slice(0, 13)).sort(), [
    "step-00000001",
    "step-00000001",
    "step-00000002",
    "step-00000002",
  ]);
  assert.equal((await readdir(path.join(folder, "ledger"))).length, 2);
});

test("nothing is removed where latest.json was not written: it would be the newest checkpoint", async (t) => {
  const run = await aRun(t);
  const first = await publish(run, 1);
  const second = await publish(run, 2);
  await writeLatest(run.folder, first);
  await run.store.removeUnpublished(2);
  assert.ok((await readdir(run.folder)).includes(second));
});
