// A process that campaigns, for tests that kill or stop it: tells on stdout when it leads and when not any more, and as a leader writes
// its token under "writes" as fast as it can, guarded by the leader key.
//   node candidate.js ENDPOINT PREFIX TTL_MS
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../common/clock.ts";
import { campaign } from "../../coordinator/election/campaign.ts";
import type { Term } from "../../coordinator/election/term.ts";
import { openEtcdStore } from "../../coordinator/store/etcd/etcd-store.ts";
import { commitAsLeader } from "../../coordinator/store/guarded.ts";
import type { Store } from "../../coordinator/store/store.ts";

const [endpoint = "", prefix = "", ttlMs = "2000"] = process.argv.slice(2);
const store = openEtcdStore({ endpoints: [endpoint], prefix, clock: systemClock, random: Math.random });
const stop = new AbortController();
process.once("SIGTERM", () => {
  stop.abort();
});

function tell(event: string, token: number): void {
  process.stdout.write(`${JSON.stringify({ event, token, at: performance.timeOrigin + performance.now() })}\n`);
}

async function lead(term: Term): Promise<void> {
  const { token } = term.leadership;
  tell("leads", token);
  term.over.addEventListener("abort", () => {
    tell("over", token);
  });
  const either = AbortSignal.any([term.over, stop.signal]);
  while (!either.aborted) {
    await write(store, term);
    await pause(10, undefined, { signal: either }).catch(() => undefined);
  }
  await term.resign();
}

async function write(to: Store, { leadership }: Term): Promise<void> {
  const operations = [{ kind: "put", key: "writes", value: String(leadership.token) }] as const;
  const result = await commitAsLeader(to, leadership, { compares: [], operations }).catch(() => undefined);
  if (result?.kind === "not-leader") tell("refused", leadership.token);
}

const options = { store, key: "leader", value: String(process.pid), ttlMs: Number(ttlMs), clock: systemClock };
while (!stop.signal.aborted) {
  const term = await campaign({ ...options, random: Math.random, onLeader: () => undefined }, stop.signal).catch(
    () => undefined, // asked to end
  );
  if (term !== undefined) await lead(term);
}
await store.close();
