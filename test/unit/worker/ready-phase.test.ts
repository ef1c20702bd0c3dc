import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "../../../common/clock.ts";
import type { ProgramState } from "../../../common/program/state.ts";
import { initialState } from "../../../common/program/state.ts";
import type { Calls, StartedPhase } from "../../../worker/compute/protocol.ts";
import { type PhaseSetup, ReadyPhase, type ReadyPhaseParts } from "../../../worker/ready-phase.ts";
import { aPhase, aProgram } from "../program/programs.ts";

const program = aProgram({
  batchSize: 8,
  microBatches: 4,
  phases: [aPhase({ features: true }), aPhase({ features: false })],
});
const second: PhaseSetup = { phase: 1, batchSize: 16, from: "pictures" };
const inSecond: ProgramState = {
  ...initialState(program),
  phase: 1,
  inPhase: { ...initialState(program).inPhase, batchSize: 16 },
};

/** Calls that a compute thread was sent. @param graph whether what it computes with compiles */
function computeOf(graph = true) {
  const calls: string[] = [];
  const call = (name: keyof Calls, payload: unknown): Promise<unknown> => {
    calls.push(payload === undefined ? name : `${name} ${JSON.stringify(payload)}`);
    return Promise.resolve({ graph: graph ? {} : undefined } as StartedPhase);
  };
  return { calls, compute: { call } as ReadyPhaseParts["compute"] };
}

const clock: Clock = {
  now: () => 0,
  monotonicMs: () => 0,
  sleep: (_, signal) => Promise.resolve(signal?.throwIfAborted()),
};
const never = new AbortController().signal;
const START = 'startPhase {"phase":1,"microBatchSize":4,"onFeatures":false}';

test("the phase in which the others stood is got ready and run through, and is there when it is started", async () => {
  const { calls, compute } = computeOf();
  const ready = new ReadyPhase({ program, compute });
  ready.rehearse({ clock, newest: () => Promise.resolve(inSecond) }, never);
  assert.equal(ready.isFor(second), false);
  await ready.start(second);
  assert.ok(ready.isFor(second));
  assert.deepEqual(calls, [START, "rehearse"]);
});

test("where the guess was wrong the phase is got ready as without it, and so is every later one", async () => {
  const { calls, compute } = computeOf();
  const ready = new ReadyPhase({ program, compute });
  ready.rehearse({ clock, newest: () => Promise.resolve(inSecond) }, never);
  const other: PhaseSetup = { ...second, batchSize: 8 };
  await ready.start(other);
  await ready.start(second);
  const again = 'startPhase {"phase":1,"microBatchSize":2,"onFeatures":false}';
  assert.deepEqual(calls, [START, "rehearse", again, START]);
});

test("nothing is rehearsed that may train on features, nor by a worker that is called at once or has started a phase", async () => {
  const { calls, compute } = computeOf();
  const onFeatures = new ReadyPhase({ program, compute });
  onFeatures.rehearse({ clock, newest: () => Promise.resolve(undefined) }, never);
  const called = new ReadyPhase({ program, compute });
  called.rehearse({ clock, newest: () => Promise.resolve(inSecond) }, AbortSignal.abort());
  await called.start(second);
  called.rehearse({ clock, newest: () => Promise.resolve(inSecond) }, never);
  await called.start(second);
  await onFeatures.start(second);
  assert.deepEqual(calls, [START, START, START]);
});

test("what is called while it rehearses finds the phase ready, if not run through; so does what does not compile", async () => {
  for (const isCalled of [true, false]) {
    const { calls, compute } = computeOf(isCalled);
    const stop = new AbortController();
    const ready = new ReadyPhase({ program, compute });
    const newest = (): Promise<ProgramState> => Promise.resolve(inSecond);
    const call: ReadyPhaseParts["compute"]["call"] = compute.call.bind(compute);
    compute.call = ((name: "startPhase", payload: Calls["startPhase"]["in"]) => {
      if (isCalled) stop.abort();
      return call(name, payload);
    }) as ReadyPhaseParts["compute"]["call"];
    ready.rehearse({ clock, newest }, stop.signal);
    await ready.start(second);
    assert.deepEqual(calls, [START]);
  }
});

test("a trunk takes the place of a phase and of a rehearsal, and nothing is rehearsed after it", async () => {
  const { calls, compute } = computeOf();
  const ready = new ReadyPhase({ program, compute });
  const rehearsal = { clock, newest: () => Promise.resolve(inSecond) };
  ready.rehearse(rehearsal, never);
  const trunk = 'startTrunk {"phase":0}';
  await ready.startTrunk(0);
  ready.rehearse(rehearsal, never);
  await ready.start(second);
  await ready.startTrunk(0);
  assert.equal(ready.isFor(second), false);
  await ready.start(second);
  assert.deepEqual(calls, [START, "rehearse", trunk, START, trunk, START]);
});

test("a rehearsal that fails is as none", async () => {
  const { calls, compute } = computeOf();
  const ready = new ReadyPhase({ program, compute });
  ready.rehearse({ clock, newest: () => Promise.reject(new Error("damaged")) }, never);
  await ready.start(second);
  assert.deepEqual(calls, [START]);
});
