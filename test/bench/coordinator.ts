// npm run bench:coordinator: one coordinator process and many workers of it (a real connection and session each, a heartbeat every
// 250 ms), all in this process: round trip of heartbeats, CPU and memory of the coordinator.
//   [--workers 1000] [--seconds 10] [--json] [--out FILE]
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { call, openClient, openStream } from "../../proto/client.ts";
import type { SessionResponse } from "../../proto/messages.ts";
import { coordinatorService } from "../../proto/services.ts";
import { HEARTBEAT_MS, PROTOCOL_VERSION } from "../../proto/settings.ts";
import type { CoordinatorUse } from "./coordinator-process.ts";
import { LineProcess } from "./support/line-process.ts";
import { Report } from "./support/report.ts";
import { summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    workers: { type: "string", default: "1000" },
    seconds: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const workers = Number(flags.workers);
const seconds = Math.min(20, Number(flags.seconds));
const AT_MOST = { p99Ms: 100, cores: 1, mib: 400 };

/** Parts of a heartbeat's interval. */
const SLOTS = 50;

interface Worker {
  readonly beat: (sequence: number) => void;
  readonly close: () => void;
}

/** Ms from writing a heartbeat to reading its reply, over all workers. */
let roundTrips: number[] = [];
let started = 0;

/** As worker/coordination does it, with one timer for all: a thousand timers would measure this process. */
async function openWorker(address: string, number: number, all: Worker[]): Promise<void> {
  const client = openClient(address);
  const request = { protocolVersion: PROTOCOL_VERSION, host: "bench", pid: number, attemptId: String(number) };
  const { workerId } = await call(client, coordinatorService.register, request, { deadlineMs: 60_000 });
  const stream = openStream(client, coordinatorService.session);
  const sentAt = new Map<number, number>();
  stream.on("error", () => undefined); // closed at the end; a worker that is lost before is counted by the coordinator
  stream.on("data", (message: SessionResponse) => {
    if (message.heartbeatReply) {
      const { sequence } = message.heartbeatReply;
      roundTrips.push(performance.now() - must(sentAt.get(sequence), "a heartbeat that was sent"));
      sentAt.delete(sequence);
    }
    if (message.reconfigure) stream.write({ report: { generation: message.reconfigure.generation, stateHash: "00" } });
    if (message.start) started++;
  });
  stream.write({ hello: { workerId } });
  stream.write({ ready: { linkAddress: "bench:1", device: "cpu", numericsJson: "{}" } });
  // At once: it must not be silent while the others come.
  all.push({
    beat: (sequence) => {
      sentAt.set(sequence, performance.now());
      stream.write({ heartbeat: { sequence } });
    },
    close: () => {
      stream.cancel();
      client.close();
    },
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Every worker once in each interval, spread over it as they would be; those that come later join in. */
function startBeating(all: readonly Worker[]): () => void {
  let slot = 0;
  const from = performance.now();
  // By the clock, not by ticks: while others connect, ticks come late.
  const timer = setInterval(() => {
    for (const due = ((performance.now() - from) / HEARTBEAT_MS) * SLOTS; slot < due; slot++)
      for (let at = slot % SLOTS; at < all.length; at += SLOTS) all[at]?.beat(Math.floor(slot / SLOTS) + 1);
  }, HEARTBEAT_MS / SLOTS);
  return () => {
    clearInterval(timer);
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const round = (value: number): number => Math.round(value * 100) / 100;

const coordinator = new LineProcess(
  process.execPath,
  [path.join(import.meta.dirname, "coordinator-process.js"), String(workers)],
  {},
  true,
);
const { address } = must(await coordinator.next(), "the coordinator's address") as { readonly address: string };
const all: Worker[] = [];
const stop = startBeating(all);
try {
  for (let number = 0; number < workers; number += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, workers - number) }, (_, i) => openWorker(address, number + i, all)),
    );
  await pause(3000); // the generation forms, and the code is warm
  await coordinator.ask("use");
  roundTrips = [];
  await pause(seconds * 1000);
  const measured = roundTrips;
  const use = (await coordinator.ask("use")) as CoordinatorUse;
  const p99Ms = round(percentile(measured, 0.99));
  const cores = round(use.cpuMs / use.wallMs);
  const peakMib = Math.round(use.peakMib);
  const report = new Report("coordinator", { json: flags.json, out: flags.out });
  report.add({
    case: { workers, heartbeatMs: HEARTBEAT_MS },
    unit: "ms",
    ...summaryOf(measured),
    p99: p99Ms,
    cores,
    peakMib,
    heartbeatsPerSecond: Math.round((measured.length / use.wallMs) * 1000),
    started,
    lost: use.lost,
    atMost: AT_MOST,
  });
  const kept = p99Ms < AT_MOST.p99Ms && cores < AT_MOST.cores && peakMib < AT_MOST.mib;
  process.exitCode = kept && started === workers && use.lost === 0 ? 0 : 1;
} finally {
  stop();
  for (const worker of all) worker.close();
  await coordinator.close();
}
