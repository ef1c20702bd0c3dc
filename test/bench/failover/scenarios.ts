// What is done to a job's coordinators and their store, each time to whoever leads just then. Each resolves when all is well again.
import { setTimeout as pause } from "node:timers/promises";
import { must } from "../../../common/errors.ts";
import { nowMs } from "./processes.ts";
import type { Scene } from "./scene.ts";

/** One time. In ms since 1970. */
export interface Disturbed {
  /** From when on there can be no leader, or where etcd was away, since it serves again. */
  readonly fromMs: number;
  /** Undefined where the leader stayed. */
  readonly newLeaderMs: number | undefined;
  /** How long the one before still acted as leader after that; not above 0. */
  readonly overlapMs: number | undefined;
  /** Rounds that were committed while nobody led; to be asked when all of them have been told. */
  readonly rounds: () => number;
  /** That one coordinator tried while etcd was away, at most. */
  readonly connections?: number;
}

export interface Scenario {
  readonly name: string;
  readonly etcdMembers: number;
  /** However many are asked for. */
  readonly mostRuns?: number;
  readonly disturb: (scene: Scene, ttlMs: number) => Promise<Disturbed>;
}

type Seat = ReturnType<Scene["leader"]>;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "SIGKILL",
    etcdMembers: 1,
    disturb: (scene) =>
      replaced(
        scene,
        (seat) => seat.process.kill(),
        (seat) => scene.reseat(seat),
      ),
  },
  {
    name: "SIGTERM",
    etcdMembers: 1,
    disturb: (scene) => replaced(scene, signal("SIGTERM"), (seat) => scene.reseat(seat)),
  },
  { name: "SIGSTOP, SIGCONT", etcdMembers: 1, disturb: (scene) => replaced(scene, signal("SIGSTOP"), woken) },
  { name: "blackhole to etcd", etcdMembers: 1, disturb: (scene) => replaced(scene, link("blackhole"), link("pass")) },
  { name: "reset to etcd", etcdMembers: 1, disturb: (scene) => replaced(scene, link("reset"), link("pass")) },
  { name: "etcd killed, restarted", etcdMembers: 1, disturb: (scene, ttlMs) => etcdRestarted(scene, 1.5 * ttlMs) },
  { name: "one of three etcd members killed", etcdMembers: 3, disturb: etcdMemberKilled },
  { name: "leader and a worker killed", etcdMembers: 1, disturb: withWorker },
  { name: "etcd away for 60 s", etcdMembers: 1, mostRuns: 1, disturb: etcdAway },
];

const AWAY_MS = 60_000;

function signal(name: NodeJS.Signals): (seat: Seat) => Promise<void> {
  return (seat) => {
    seat.process.signal(name);
    return Promise.resolve();
  };
}

function link(mode: "blackhole" | "reset" | "pass"): (seat: Seat) => Promise<void> {
  return (seat) => {
    for (const proxy of seat.proxies) proxy.set(mode);
    return Promise.resolve();
  };
}

/** For it to see what it has missed, and to say so. */
async function woken(seat: Seat): Promise<void> {
  seat.process.signal("SIGCONT");
  await pause(500);
}

/** The leader is put out of action, another one leads, and it is brought back. */
async function replaced(
  scene: Scene,
  disturb: (seat: Seat) => Promise<void>,
  restore: (seat: Seat) => Promise<void>,
): Promise<Disturbed> {
  const old = scene.leader();
  const [count, told] = [scene.leaders.all.length, old.process.events.length];
  const fromMs = nowMs();
  await disturb(old);
  await scene.until(() => scene.leaders.all.length > count, "new leader");
  const next = scene.leader();
  await scene.trainsUnder(next);
  await restore(old);
  const { at } = must(scene.leaders.all[count], "a new leader");
  const overlapMs = lastActOf(old, told, fromMs) - at;
  return { fromMs, newLeaderMs: at, overlapMs, rounds: () => roundsBetween(scene, fromMs, at) };
}

/** When the old leader last did something as one, or could have: until it says that it steps down, if it was running then. */
function lastActOf({ process }: Seat, told: number, fromMs: number): number {
  const since = process.events.slice(told);
  const acts = since.filter(({ event }) => event !== "coordinator").map(({ at }) => at);
  const steppedDown = since.find(({ event, state }) => event === "coordinator" && state === "standby");
  const wasStopped = steppedDown === undefined || process.wasStopped;
  return Math.max(fromMs, ...acts, ...(wasStopped ? [] : [steppedDown.at]));
}

/** Steps committed in that time: when each was, follows from the last one that was told before and from how long each took. */
function roundsBetween(scene: Scene, fromMs: number, toMs: number): number {
  const steps = scene.events.filter(({ event }) => event === "step");
  const last = steps.findLast(({ at }) => at <= fromMs);
  if (last === undefined) return 0;
  let [at, rounds] = [last.at, 0];
  for (const { step, stepMs } of steps.filter((one) => Number(one["step"]) > Number(last["step"]))) {
    at += Number(stepMs);
    if (at > toMs) break;
    if (at > fromMs && Number(step) > 0) rounds++;
  }
  return rounds;
}

async function etcdRestarted(scene: Scene, awayMs: number): Promise<Disturbed> {
  const etcd = must(scene.etcd[0], "etcd");
  const count = scene.leaders.all.length;
  const killedMs = nowMs();
  await etcd.kill();
  const before = connectionsOf(scene);
  await pause(awayMs);
  const connections = Math.max(...connectionsOf(scene).map((count, i) => count - (before[i] ?? 0)));
  etcd.start();
  await etcd.ready();
  const fromMs = nowMs();
  await scene.until(() => scene.leaders.all.length > count, "new leader");
  await scene.trainsUnder(scene.leader());
  const { at } = must(scene.leaders.all[count], "a new leader");
  return {
    fromMs,
    newLeaderMs: at,
    overlapMs: undefined,
    rounds: () => roundsBetween(scene, killedMs, at),
    connections,
  };
}

/** And then what could not be done meanwhile is done: another worker takes part, and a checkpoint is published. */
async function etcdAway(scene: Scene): Promise<Disturbed> {
  const disturbed = await etcdRestarted(scene, AWAY_MS);
  const { events } = scene.leader().process;
  const from = events.length;
  const workers = scene.workers.length + 1;
  await scene.scale(workers);
  scene.startWorker();
  const told = (name: string) => events.slice(from).filter(({ event }) => event === name);
  const joined = () => told("generation").find(({ worldSize }) => worldSize === workers);
  await scene.until(() => joined() !== undefined, "worker that was asked for after etcd was away");
  const step = Number(joined()?.["step"]);
  const isNewer = () => told("checkpoint").some((checkpoint) => Number(checkpoint["step"]) > step);
  await scene.until(isNewer, "checkpoint after etcd was away");
  return disturbed;
}

let turn = 0;

function connectionsOf({ seats }: Scene): readonly number[] {
  return seats.map(({ proxies }) => proxies.reduce((sum, { connections }) => sum + connections, 0));
}

async function etcdMemberKilled(scene: Scene, ttlMs: number): Promise<Disturbed> {
  const at = turn++ % scene.etcd.length;
  const etcd = must(scene.etcd[at], "a member of etcd");
  const cluster = scene.etcd.map(({ peer }, i) => `m${i}=${peer}`).join(",");
  const [count, before] = [scene.leaders.all.length, scene.lastStep];
  const fromMs = nowMs();
  await etcd.kill();
  await pause(ttlMs + 3000);
  await scene.trainsUnder(scene.leader());
  const rounds = scene.lastStep - before; // whether or not somebody led
  etcd.start(`m${at}`, cluster);
  await etcd.ready();
  return { fromMs, newLeaderMs: scene.leaders.all[count]?.at, overlapMs: undefined, rounds: () => rounds };
}

async function withWorker(scene: Scene): Promise<Disturbed> {
  const worker = scene.workers.pop();
  const disturbed = await replaced(
    scene,
    async (seat) => {
      await Promise.all([seat.process.kill(), worker?.kill()]);
    },
    (seat) => scene.reseat(seat),
  );
  scene.startWorker();
  return disturbed;
}
