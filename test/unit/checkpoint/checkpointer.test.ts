// When a checkpoint is written and published, and by whom: two workers without threads and sockets.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import type { ProgramState } from "../../../common/program/state.ts";
import { initialState } from "../../../common/program/state.ts";
import { writerOf } from "../../../worker/checkpoint/writer.ts";
import { Checkpointer } from "../../../worker/checkpointer.ts";
import { RoundLedger } from "../../../worker/ledger/round-ledger.ts";
import { NO_POINTS } from "../../../worker/protocol-points.ts";
import { PublishedNews } from "../../../worker/published-news.ts";
import { aProgram } from "../program/programs.ts";
import { SharedFolder } from "./shared-folder.ts";

const WORKERS = 2;

interface Worker {
  readonly checkpointer: Checkpointer;
  readonly news: PublishedNews;
  readonly told: string[];
}

async function aFolder(t: TestContext): Promise<SharedFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-checkpointer-"));
  t.after(() => rm(folder, { recursive: true }));
  return new SharedFolder(folder);
}

function aWorker(run: SharedFolder, rank: number): Worker {
  const told: string[] = [];
  const news = new PublishedNews();
  const ledger = new RoundLedger();
  for (let number = 1; number <= 9; number++) ledger.committed(committedRound(number));
  const checkpointer = new Checkpointer({
    store: run.store(1),
    register: run.register,
    snapshot: () => Promise.resolve("00"),
    ledger,
    identity: { job: "j", data: "d", numerics: {} },
    members: { rank, worldSize: WORKERS, news },
    points: NO_POINTS,
    clock: systemClock,
    onPublished: (step) => Promise.resolve(void told.push(`published ${step}`)),
    onFailed: (step) => Promise.resolve(void told.push(`failed ${step}`)),
  });
  return { checkpointer, news, told };
}

function committedRound(number: number) {
  const before = stateOf(number - 1);
  const state = stateOf(number);
  const round = { kind: "features", phase: 0, offset: 0, samples: 1 } as const;
  return {
    program: aProgram(),
    generation: 1,
    before,
    round,
    committed: { state, outcomes: [] },
    after: state,
    reissued: [],
  };
}

function stateOf(round: number): ProgramState {
  return { ...initialState(aProgram()), step: round, round };
}

/** The worker whose turn it is at a round, and the other one. */
function byTurn(run: SharedFolder, round: number): { readonly writer: Worker; readonly other: Worker } {
  const rank = writerOf(round, WORKERS);
  return { writer: aWorker(run, rank), other: aWorker(run, 1 - rank) };
}

async function files(run: SharedFolder): Promise<string[]> {
  return (await readdir(run.folder)).map((name) => path.extname(name)).sort();
}

test("only the worker whose turn it is writes", async (t) => {
  const run = await aFolder(t);
  const { writer, other } = byTurn(run, 3);
  await other.checkpointer.save(stateOf(3), true);
  await other.checkpointer.settled();
  assert.deepEqual(await files(run), []);
  await writer.checkpointer.save(stateOf(3), true);
  await writer.checkpointer.settled();
  assert.deepEqual([writer.told, other.told], [["published 3"], []]);
});

test("it is published only when a later round has compared the states of all", async (t) => {
  const run = await aFolder(t);
  const { checkpointer, told, news } = byTurn(run, 3).writer;
  await checkpointer.save(stateOf(3));
  await checkpointer.copied();
  checkpointer.completed({ compared: false });
  assert.deepEqual([await files(run), told, run.latest], [[".safetensors"], [], null]);
  checkpointer.completed({ compared: true });
  await checkpointer.settled();
  assert.deepEqual(told, ["published 3"]);
  assert.deepEqual(news.take(), { name: run.latest, round: 3 });
  assert.equal(news.take(), undefined);
});

test("one that was not agreed on when training breaks off leaves nothing", async (t) => {
  const run = await aFolder(t);
  const { checkpointer, told } = byTurn(run, 3).writer;
  await checkpointer.save(stateOf(3));
  await checkpointer.close();
  assert.deepEqual([await files(run), told, run.latest], [[], [], null]);
});

test("one that failed is told, and tried again where training ends with its round", async (t) => {
  const run = await aFolder(t);
  const { checkpointer, told } = byTurn(run, 3).writer;
  const blocked = run.folders.ledger;
  await writeFile(blocked, "a file where the ledger's folder should be");
  await checkpointer.save(stateOf(3), true);
  await checkpointer.settled();
  await rm(blocked);
  await checkpointer.save(stateOf(3), true);
  await checkpointer.save(stateOf(3), true);
  await checkpointer.settled();
  assert.deepEqual(told, ["failed 3", "published 3"]);
  assert.deepEqual(await run.chain(), [[1, 2, 3]]);
});

test("one that no coordinator takes does not hold training up: the next one is due once it was taken", async (t) => {
  const run = await aFolder(t);
  const { checkpointer, told } = byTurn(run, 3).writer;
  const next = [4, 5, 6, 7, 8].find((round) => writerOf(round, WORKERS) === writerOf(3, WORKERS)) ?? 0;
  let take: () => void = () => undefined;
  run.before = () => new Promise((resolve) => (take = resolve));
  await checkpointer.save(stateOf(3), true);
  await checkpointer.save(stateOf(next));
  assert.deepEqual([checkpointer.overdue, told], [true, []]);
  run.before = () => Promise.resolve();
  take();
  await checkpointer.settled();
  await checkpointer.save(stateOf(next), true);
  await checkpointer.settled();
  assert.deepEqual([checkpointer.overdue, told], [false, ["published 3", `published ${next}`]]);
});

test("training begins with another checkpoint than the newest: one worker says so to the register", async (t) => {
  const run = await aFolder(t);
  const parent = await run.write(2, null);
  const newest = await run.write(4, parent?.name ?? null);
  for (const rank of [0, 1]) await aWorker(run, rank).checkpointer.begin(parent, newest?.name ?? null);
  assert.equal(run.latest, parent?.name);
});
