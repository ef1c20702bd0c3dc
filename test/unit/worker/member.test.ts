import assert from "node:assert/strict";
import { test } from "node:test";
import { StaleGenerationError } from "../../../common/errors.ts";
import type { Start } from "../../../worker/coordination/start.ts";
import { Member, type MemberParts } from "../../../worker/member.ts";
import { NO_POINTS } from "../../../worker/protocol-points.ts";

const START: Start = {
  generation: 1,
  rank: 0,
  members: [
    { workerId: "worker-1", host: "a", address: "a:1" },
    { workerId: "worker-2", host: "a", address: "a:2" },
  ],
  quotas: [4, 4],
  round: 3,
  first: [[{ lo: 0, hi: 6 }], [{ lo: 6, hi: 8 }]],
  reissued: [{ lo: 4, hi: 6 }],
  behind: [0],
  source: 1,
  restore: false,
  planHash: "",
};

/** In a generation, with nobody to talk to. */
async function aMember(): Promise<Member> {
  const nothing = (): void => undefined;
  const never = (): never => assert.fail("this test exchanges nothing");
  const parts: MemberParts = {
    collective: { join: () => Promise.resolve(), interrupt: nothing, reduce: never, gather: never, exchange: never },
    session: {
      command: { paused: false, wanted: "none" },
      resumed: () => Promise.resolve(),
      start: () => Promise.resolve(START),
      running: nothing,
      peerLost: nothing,
      diverged: nothing,
      wrongNumbers: nothing,
      speed: 0,
    },
    signal: new AbortController().signal,
    points: NO_POINTS,
  };
  const member = new Member(parts);
  await member.enter();
  return member;
}

for (const end of ["placed", "completed"] as const)
  test(`E2: where it stands is told after ${end}, not in the middle of what changes its State`, async () => {
    const member = await aMember();
    let round = 2;
    member.standsAt(() => ({ kind: "trained", round, stateHash: "", placed: 1, leaves: 0, held: [] }));
    member.seal();
    const told = member.reconfigure(2);
    round = 3;
    member[end]();
    assert.deepEqual(await told, { kind: "trained", round: 3, stateHash: "", placed: 1, leaves: 0, held: [] });
  });

test("E2: nothing that changes its State begins once the next generation is wanted", async () => {
  const member = await aMember();
  await member.reconfigure(2);
  assert.throws(() => {
    member.seal();
  }, StaleGenerationError);
});

test("the first round has shares of its own, and what was issued again, until it is complete; a State that was handed over completes none", async () => {
  const member = await aMember();
  member.seal();
  member.placed();
  assert.deepEqual(member.rangesOf(8), [{ lo: 0, hi: 6 }]);
  assert.deepEqual(member.reissued, [{ lo: 4, hi: 6 }]);
  member.seal();
  member.completed();
  assert.deepEqual(member.rangesOf(8), [{ lo: 0, hi: 4 }]);
  assert.deepEqual(member.reissued, []);
});
