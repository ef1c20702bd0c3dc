import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunEvent, Stamped } from "../../../common/events.ts";
import { Callbacks } from "../../../worker/plugins/callbacks.ts";
import { aPlugin, failsWith } from "./plugins.ts";

type Told = RunEvent & Stamped;

function checkpoint(step: number): Told {
  return { event: "checkpoint", step, path: "p", time: "2026-01-01T00:00:00.000Z" };
}

function callbacks(...all: readonly ((event: Told) => unknown)[]): Callbacks {
  return new Callbacks(all.map((onEvent) => aPlugin({ callback: { onEvent } })));
}

const stepOf = (event: Told): number => ("step" in event ? event.step : 0);

test("events come one at a time and in order, also when they are told at once and the callback takes its time", async () => {
  const seen: string[] = [];
  const slow = async (event: Told): Promise<void> => {
    seen.push(`begin ${stepOf(event)}`);
    await new Promise(setImmediate);
    seen.push(`end ${stepOf(event)}`);
  };
  const told = callbacks(slow);
  await Promise.all([told.tell(checkpoint(1)), told.tell(checkpoint(2))]);
  assert.deepEqual(seen, ["begin 1", "end 1", "begin 2", "end 2"]);
});

test("a callback gets a copy: what it writes to an event reaches nobody", async () => {
  const steps: number[] = [];
  const event = checkpoint(1);
  await callbacks(
    (own) => Object.assign(own, { step: 99 }),
    (own) => steps.push(stepOf(own)),
  ).tell(event);
  assert.deepEqual([...steps, stepOf(event)], [1, 1]);
});

for (const [what, onEvent] of [
  [
    "throws",
    (): never => {
      throw new Error("boom");
    },
  ],
  ["rejects", () => Promise.reject(new Error("boom"))],
] as const) {
  test(`a callback that ${what} fails the job and is told nothing more; the others are`, async () => {
    let calls = 0;
    const seen: number[] = [];
    const told = callbacks(
      () => {
        calls += 1;
        return onEvent();
      },
      (event) => seen.push(stepOf(event)),
    );
    await assert.rejects(told.tell(checkpoint(1)), failsWith("callback.onEvent threw: boom"));
    await told.tell(checkpoint(2));
    assert.equal(calls, 1);
    assert.deepEqual(seen, [2]);
  });
}
