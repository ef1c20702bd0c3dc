// A coordinator for bench/coordinator.ts, in a process of its own. Argument: how many workers it waits for. Each line on stdin asks
// for what it has used since the line before.
import { createInterface } from "node:readline";
import { systemClock } from "../../common/clock.ts";
import { openCoordinator } from "../../coordinator/server/open-coordinator.ts";

/** Since the line before. */
export interface CoordinatorUse {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Of the process so far. */
  readonly peakMib: number;
  /** Workers that were lost so far. */
  readonly lost: number;
  readonly generation: number;
}

const replicas = Number(process.argv[2]);
let lost = 0;
let generation = 0;
const coordinator = await openCoordinator({
  job: { uid: "bench", name: "bench", text: "kind: FineTuneJob\n", hash: "0", settings: {} },
  policy: { replicas, min: replicas, microBatches: replicas, strictNumerics: true },
  manifest: () => new Uint8Array(),
  readSample: () => Promise.resolve(new Uint8Array()),
  store: { store: () => Promise.resolve() },
  latest: { move: ({ name }) => Promise.resolve(name) },
  token: 1,
  listen: { host: "127.0.0.1", port: 0 },
  clock: systemClock,
  hooks: {
    onMember: ({ state }) => {
      if (state === "lost") lost++;
    },
    onGeneration: (formed) => {
      generation = formed.generation;
    },
    onWarning: () => undefined,
    onScale: () => undefined,
    onReport: () => undefined,
  },
});
process.stdout.write(`${JSON.stringify({ address: coordinator.address })}\n`);

let since = { cpu: process.cpuUsage(), wall: performance.now() };
createInterface({ input: process.stdin })
  .on("line", () => {
    const { user, system } = process.cpuUsage(since.cpu);
    const use: CoordinatorUse = {
      cpuMs: (user + system) / 1000,
      wallMs: performance.now() - since.wall,
      peakMib: process.resourceUsage().maxRSS / 1024,
      lost,
      generation,
    };
    since = { cpu: process.cpuUsage(), wall: performance.now() };
    process.stdout.write(`${JSON.stringify(use)}\n`);
  })
  .on("close", () => void coordinator.close());
