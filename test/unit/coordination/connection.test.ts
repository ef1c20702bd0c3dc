// Which coordinator a worker asks next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NotLeaderError, TransientError } from "../../../common/errors.ts";
import { Connection } from "../../../worker/coordination/connection.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const NEVER = new AbortController().signal;
const away = new TransientError("away");
const led = (leader?: string): NotLeaderError => new NotLeaderError(leader, "not me");

interface Scene {
  readonly connection: Connection;
  readonly clock: ManualClock;
  /** A call has failed; where is the next one asked? */
  readonly fail: (error: Error, address?: string) => Promise<string>;
}

function aScene(): Scene {
  const clock = new ManualClock();
  const connection = new Connection({ addresses: ["a:1", "b:1", "c:1"], clock, random: () => 0 });
  const fail = async (error: Error, address = connection.address): Promise<string> => {
    const turned = connection.turn({ failures: 0, address, error }, NEVER);
    clock.advance(2000);
    await turned;
    return connection.address;
  };
  return { connection, clock, fail };
}

test("the known addresses are asked in turn", async () => {
  const { connection, fail } = aScene();
  assert.deepEqual(
    [connection.address, await fail(away), await fail(away), await fail(away)],
    ["a:1", "b:1", "c:1", "a:1"],
  );
});

test("a leader that one names is asked next, also one that was not known", async () => {
  const { fail } = aScene();
  assert.equal(await fail(led("c:1")), "c:1");
  assert.equal(await fail(led("d:1")), "d:1");
  assert.equal(await fail(led(undefined)), "b:1");
});

test("a leader that did not answer is not believed in when the next one names it", async () => {
  const { fail } = aScene();
  assert.equal(await fail(led("c:1")), "c:1");
  assert.equal(await fail(away), "b:1");
  assert.equal(await fail(led("c:1")), "c:1"); // its own turn
  assert.equal(await fail(away), "a:1");
});

test("of two calls that failed at the same place one goes on, and the other follows", async () => {
  const { fail } = aScene();
  assert.equal(await fail(away, "a:1"), "b:1");
  assert.equal(await fail(away, "a:1"), "b:1");
});

test("a call on its way goes along when another one moves on", async () => {
  const { connection, clock, fail } = aScene();
  const asked: string[] = [];
  const answered = connection.insist((_client, signal) => {
    asked.push(connection.address);
    if (asked.length > 1) return Promise.resolve("done");
    return new Promise<string>((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(signal.reason as Error);
      });
    });
  }, NEVER);
  await fail(away);
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(2000);
  assert.equal(await answered, "done");
  assert.deepEqual(asked, ["a:1", "b:1"]);
  connection.close();
});
