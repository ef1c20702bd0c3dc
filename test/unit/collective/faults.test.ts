import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { DivergedError, must, PeerLostError, StaleGenerationError } from "../../../common/errors.ts";
import type { LinkEvents, Transport } from "../../../worker/links/link.ts";
import { MemoryNetwork } from "../../../worker/links/memory.ts";
import {
  assertPlainTree,
  closeAll,
  joinAll,
  type Member,
  openGroup,
  openMember,
  reduceRound,
  vectorOf,
} from "../../support/collective-group.ts";

const plan = { floats: 100_000, ranks: 4, leaves: 4 };
const bytes = new Uint8Array([1]);
/** Takes what comes, and answers nothing. */
const NOBODY: LinkEvents = {
  buffer: () => new Uint8Array(1024),
  read: () => true,
  drain: () => undefined,
  closed: () => undefined,
};

async function groupOf(t: TestContext, ranks: number) {
  const network = new MemoryNetwork();
  const options = { plan, ranks, listen: () => ({ kind: "given", transport: network.transport() }) as const };
  const members = await openGroup(options);
  t.after(() => closeAll(members));
  return { members, options, at: (rank: number): Member => must(members[rank], "a member") };
}

async function sumsAgree(members: readonly Member[], round: number): Promise<void> {
  const leaf = (i: number) => vectorOf(round, i, plan.floats);
  const { floats, leaves } = plan;
  assertPlainTree(await reduceRound(members, { round, floats, leaves, leaf }), { leaves, leaf });
}

test("members that hold different weights fail the round, each naming ranks and hashes", async (t) => {
  const { members } = await groupOf(t, 2);
  const shares = [[{ lo: 0, hi: 2 }], [{ lo: 2, hi: 4 }]];
  const hashes = ["00000000000000aa", "00000000000000bb"];
  const reductions = members.map(({ collective, inputs }, rank) => {
    const stateHash = must(hashes[rank], "a hash");
    const reduction = collective.reduce({ round: 1, floats: 50, leaves: 4, shares, stateHash });
    reduction.add({ ...must(shares[rank]?.[0], "a share"), at: inputs });
    return reduction.done;
  });
  for (const one of await Promise.allSettled(reductions)) {
    assert.ok(one.status === "rejected" && one.reason instanceof DivergedError);
    assert.match(one.reason.message, /rank 0 00000000000000aa, rank 1 00000000000000bb/);
  }
});

test("a member that closes in the middle of a round fails it for the others, by name, and later calls too", async (t) => {
  const { members, at } = await groupOf(t, 3);
  const gathering = [at(0), at(1)].map(({ collective }) => collective.gather(1, bytes));
  await at(2).collective.close();
  const isLoss = (error: unknown) => error instanceof PeerLostError && error.rank === 2 && error.generation === 1;
  for (const one of gathering) await assert.rejects(one, isLoss);
  await assert.rejects(must(members[0], "a member").collective.gather(2, bytes), isLoss);
  await assert.rejects(
    reduceRound([at(0)], {
      round: 2,
      floats: 1,
      leaves: 0,
      leaf: () => undefined,
      shares: [0, 0, 0].map(() => ({ lo: 0, hi: 0 })),
    }),
    isLoss,
  );
});

test("members that finish the last round at different times all get it", async (t) => {
  const { members } = await groupOf(t, 4);
  const last = members.map(async ({ collective }) => {
    const gathered = await collective.gather(1, new Uint8Array(200_000));
    await collective.close();
    return gathered.length;
  });
  assert.deepEqual(await Promise.all(last), [4, 4, 4, 4]);
});

test("the next generation keeps links, ranks may change and members come and go", async (t) => {
  const { members, options, at } = await groupOf(t, 3);
  await sumsAgree(members, 1);
  const newcomer = await openMember(options);
  t.after(() => newcomer.collective.close());
  const next = [at(2), newcomer, at(0), at(1)];
  await joinAll(next, 2);
  await sumsAgree(next, 2);
  const last = [at(1), newcomer];
  await joinAll(last, 5);
  await sumsAgree(last, 9);
  await joinAll([newcomer], 6);
  assert.deepEqual(await newcomer.collective.gather(10, bytes), [bytes]);
});

test("a new generation ends the calls of the one before, even with frames half under way, and its sums are right", async (t) => {
  const { members, at } = await groupOf(t, 3);
  for (let generation = 2; generation <= 8; generation++) {
    const shares = [[{ lo: 0, hi: 2 }], [{ lo: 2, hi: 3 }], [{ lo: 3, hi: 4 }]];
    const { floats, leaves } = plan;
    const call = { round: generation, floats, leaves, shares, stateHash: "0".repeat(16) };
    const reduction = at(0).collective.reduce(call);
    reduction.add({ lo: 0, hi: 2, at: at(0).inputs });
    for (let turns = 0; turns < generation; turns++) await new Promise(setImmediate);
    const ended = assert.rejects(reduction.done, StaleGenerationError);
    await joinAll(members, generation);
    await ended;
    await sumsAgree(members, generation);
  }
});

test("a member whose Start comes later than the others' frames loses none of them", async (t) => {
  const { members, at } = await groupOf(t, 2);
  const addresses = members.map(({ collective }) => collective.address);
  const early = at(0).collective;
  await early.join({ generation: 2, rank: 0, addresses }, AbortSignal.timeout(5000));
  const gathering = early.gather(1, bytes);
  for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
  const late = at(1).collective;
  await late.join({ generation: 2, rank: 1, addresses }, AbortSignal.timeout(5000));
  assert.deepEqual(await late.gather(1, bytes), [bytes, bytes]);
  await gathering;
});

test("a join ends with its signal's reason, and one that is not newer is refused", async (t) => {
  const { options, at } = await groupOf(t, 2);
  const absent = await openMember(options);
  t.after(() => absent.collective.close());
  const addresses = [at(0).collective.address, absent.collective.address];
  const stop = new AbortController();
  const joining = at(0).collective.join({ generation: 2, rank: 0, addresses }, stop.signal);
  stop.abort(new Error("enough"));
  await assert.rejects(joining, /enough/);
  await assert.rejects(
    at(0).collective.join({ generation: 2, rank: 0, addresses }, AbortSignal.timeout(5000)),
    StaleGenerationError,
  );
});

test("a join that waits to be accepted ends with its signal's reason: a generation that is over is no failure", async (t) => {
  const network = new MemoryNetwork();
  const deaf: Transport = { ...network.transport(), listen: () => network.transport().listen(() => NOBODY) };
  const options = (transport: Transport) => ({ plan, listen: () => ({ kind: "given", transport }) as const });
  const members = [await openMember(options(network.transport())), await openMember(options(deaf))];
  t.after(() => closeAll(members));
  const addresses = members.map(({ collective }) => collective.address);
  const stop = new AbortController();
  const joins = members.map(({ collective }, rank) =>
    collective.join({ generation: 1, rank, addresses }, rank === 0 ? stop.signal : AbortSignal.timeout(5000)),
  );
  for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  stop.abort(new StaleGenerationError(2, "generation 2 is to begin"));
  const [early, other] = await Promise.allSettled([...joins, closeAll(members)]);
  assert.ok(early.status === "rejected" && early.reason instanceof StaleGenerationError);
  assert.equal(other?.status, "rejected");
});

test("a member that can't be linked to is named", async (t) => {
  const { at } = await groupOf(t, 2);
  const addresses = [at(0).collective.address, "memory:77"];
  const joining = at(0).collective.join({ generation: 2, rank: 0, addresses }, AbortSignal.timeout(5000));
  await assert.rejects(joining, (error) => error instanceof PeerLostError && error.rank === 1);
});
