import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { initialState } from "../../../common/program/state.ts";
import { aProgram } from "../program/programs.ts";
import type { StateLayout } from "../../../worker/checkpoint/state-file.ts";
import { type CheckpointContent, CheckpointStore } from "../../../worker/checkpoint/store.ts";
import { createArena, floatsAt } from "../../../worker/compute/arena.ts";

const PARAMETERS = 6;

async function aRun(
  t: TestContext,
  keep = 3,
): Promise<{ store: CheckpointStore; layout: StateLayout; folder: string; reopened: () => CheckpointStore }> {
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
  const reopened = (): CheckpointStore =>
    new CheckpointStore({ checkpoints: folder, ledger: path.join(folder, "ledger") }, keep, layout);
  return { store: reopened(), layout, folder, reopened };
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
    fencingToken: 0,
  };
}

test("the newest checkpoint is restored, weights and slots and position together", async (t) => {
  const { store, layout, reopened } = await aRun(t);
  for (const step of [1, 2]) {
    setState(layout, step);
    await store.write(content(step), []);
  }
  setState(layout, 9);
  const { manifest, damaged } = await reopened().restore();
  assert.deepEqual([manifest?.state.step, ...stateOf(layout), damaged], [2, 2, -2, []]);
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
    const { store, layout, folder, reopened } = await aRun(t);
    for (const step of [1, 2]) {
      setState(layout, step);
      await store.write(content(step), []);
    }
    const newest = (await readdir(folder)).find(
      (name) => name.startsWith("step-00000002") && name.endsWith(".safetensors"),
    );
    await damage(path.join(folder, newest ?? ""));
    const { manifest, damaged } = await reopened().restore();
    assert.deepEqual([manifest?.state.step, ...stateOf(layout), damaged.length], [1, 1, -1, 1]);
  });
}

test("a torn manifest is passed over", async (t) => {
  const { store, layout, folder, reopened } = await aRun(t);
  setState(layout, 1);
  await store.write(content(1), []);
  await writeFile(path.join(folder, "step-00000002-round-2-0123456789ab.json"), '{"format": "elastune-chec');
  const { manifest, damaged } = await reopened().restore();
  assert.deepEqual([manifest?.step, damaged.length], [1, 1]);
});

test("C2: retention deletes tensors of old checkpoints and keeps every manifest", async (t) => {
  const { store, layout, folder } = await aRun(t, 2);
  for (const step of [1, 2, 3, 4]) {
    setState(layout, step);
    await store.write(content(step), []);
  }
  const names = await readdir(folder);
  assert.equal(names.filter((name) => name.endsWith(".safetensors")).length, 2);
  assert.equal(names.filter((name) => name.startsWith("step-") && name.endsWith(".json")).length, 4);
});

test("each manifest names the one before it, also after a restart", async (t) => {
  const { store, layout, folder, reopened } = await aRun(t);
  setState(layout, 1);
  const first = await store.write(content(1), []);
  const again = reopened();
  await again.restore();
  setState(layout, 2);
  const second = await again.write(content(2), []);
  assert.equal((JSON.parse(await readFile(second, "utf8")) as { parent: string }).parent, path.basename(first));
  assert.equal(
    (JSON.parse(await readFile(path.join(folder, "latest.json"), "utf8")) as { manifest: string }).manifest,
    path.basename(second),
  );
});

test("C3: a checkpoint whose segment of the ledger, or that of a checkpoint before it, is gone or changed is passed over", async (t) => {
  for (const [lost, left] of [
    [3, 2],
    [2, 1],
  ] as const) {
    const { store, layout, folder, reopened } = await aRun(t);
    const segments = new Map<number, string>();
    for (const step of [1, 2, 3]) {
      setState(layout, step);
      const file = await store.write(content(step), []);
      const { ledger } = JSON.parse(await readFile(file, "utf8")) as { ledger: { file: string } };
      segments.set(step, path.join(folder, "ledger", ledger.file));
    }
    await (lost === 3 ? rm(segments.get(lost) ?? "") : writeFile(segments.get(lost) ?? "", "another"));
    const { manifest, damaged } = await reopened().restore();
    assert.deepEqual([manifest?.step, ...stateOf(layout), damaged.length], [left, left, -left, 3 - left]);
    assert.match(damaged[0]?.reason ?? "", /segment|sha256/);
  }
});

test("at the end of a run what its last checkpoint does not descend from is removed", async (t) => {
  const { store, layout, folder, reopened } = await aRun(t);
  setState(layout, 1);
  await store.write(content(1), []);
  setState(layout, 7);
  const stray = await store.write(content(7), []);
  await rm(stray.replace(/json$/, "safetensors"));
  const resumed = reopened();
  await resumed.restore();
  setState(layout, 2);
  await resumed.write(content(2), []);
  await writeFile(path.join(folder, "ledger", "left.tmp-1"), "");
  await resumed.removeUnnamed();
  const names = (await readdir(folder)).filter((name) => name.startsWith("step-"));
  assert.deepEqual(names.map((name) => name.slice(0, 13)).sort(), [
    "step-00000001",
    "step-00000001",
    "step-00000002",
    "step-00000002",
  ]);
  assert.equal((await readdir(path.join(folder, "ledger"))).length, 2);
});
