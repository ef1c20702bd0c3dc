// Which death is followed by a restart, when, and which by none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterDeath, type Death, NO_DEATHS, RESTARTS, type Verdict, wayOf } from "../../../cli/launcher/restarts.ts";

function aDeath(death: Partial<Death> = {}): Death {
  return { pid: 7, code: 1, signal: null, readyMs: undefined, lastWords: "no luck", ...death };
}

const killed = (death: Partial<Death> = {}): Death => aDeath({ code: null, signal: "SIGKILL", ...death });

/** What is decided at each of them. */
function verdictsOf(all: readonly Death[]): readonly Verdict[] {
  let deaths = NO_DEATHS;
  return all.map((death) => {
    const next = afterDeath(deaths, death, RESTARTS);
    deaths = next.deaths;
    return next.verdict;
  });
}

const waits = (verdicts: readonly Verdict[]): readonly unknown[] =>
  verdicts.map((verdict) => (verdict.kind === "restart" ? verdict.afterMs : verdict.kind));

test("the first restart comes at once, the next ones after 1, 2, 4 s and at most 30 s", () => {
  const brief = killed({ readyMs: 10 });
  assert.deepEqual(waits(verdictsOf(Array(8).fill(brief))), [0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test("a worker that was ready for a while is restarted at once, whatever was before", () => {
  const verdicts = verdictsOf([killed(), killed(), killed({ readyMs: RESTARTS.steadyMs }), killed()]);
  assert.deepEqual(waits(verdicts), [0, 1000, 0, 1000]);
});

test("the fifth death of one way before it was ready is the last, and the first of them is told", () => {
  const deaths = [1, 2, 3, 4, 5].map((pid) => aDeath({ pid, lastWords: `words ${pid}` }));
  const verdicts = verdictsOf(deaths);
  assert.deepEqual(waits(verdicts), [0, 1000, 2000, 4000, "give-up"]);
  assert.deepEqual(verdicts.at(-1), { kind: "give-up", first: deaths[0], count: 5 });
});

test("deaths of two ways are counted apart, so that one of them is told, and they have an end", () => {
  const turns = [1, 2, 3, 4, 5].flatMap((pid) => [aDeath({ pid }), killed({ pid })]);
  const verdicts = verdictsOf(turns);
  assert.equal(
    verdicts.findIndex(({ kind }) => kind === "give-up"),
    8,
  );
});

test("deaths before it was ready count no more once a worker was ready, however briefly", () => {
  const early = [1, 2, 3, 4].map(() => aDeath());
  const verdicts = verdictsOf([...early, aDeath({ readyMs: 0 }), ...early]);
  assert.ok(verdicts.every(({ kind }) => kind === "restart"));
});

test("deaths of workers that were ready are never the last", () => {
  assert.ok(verdictsOf(Array(100).fill(killed({ readyMs: 5000 }))).every(({ kind }) => kind === "restart"));
});

for (const code of [2, 78])
  test(`wrong usage and configuration (exit code ${code}) do not get better by trying again`, () => {
    const death = aDeath({ code });
    assert.deepEqual(verdictsOf([death]), [{ kind: "give-up", first: death, count: 1 }]);
  });

test("a death's way is its signal or its exit code", () => {
  assert.deepEqual([wayOf(killed()), wayOf(aDeath({ code: 3 }))], ["SIGKILL", "code 3"]);
});
