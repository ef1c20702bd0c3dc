// All cores are busy with other processes: nobody may be given up.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { BenchJob } from "./bench-job.ts";
import { type LiveEvent, LiveRun } from "./live-run.ts";

export interface FalseAlarmsResult {
  readonly seconds: number;
  /** Workers that were given up. */
  readonly lost: number;
  /** Changes of the membership after the first generation. */
  readonly reconfigurations: number;
}

/** For each core. */
const BUSY_PROCESSES = 2;

export async function falseAlarms(job: BenchJob, seconds: number): Promise<FalseAlarmsResult> {
  const run = new LiveRun(job.request("busy"));
  const busy: ReturnType<typeof spawn>[] = [];
  try {
    await run.step(1);
    for (let i = 0; i < availableParallelism() * BUSY_PROCESSES; i++)
      busy.push(spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
    await Promise.race([pause(seconds * 1000), run.ended]);
    const { events } = run;
    return { seconds, lost: events.filter(isLost).length, reconfigurations: generationsOf(events) - 1 };
  } finally {
    for (const one of busy) one.kill("SIGKILL");
    await run.close();
  }
}

function isLost(event: LiveEvent): boolean {
  return event.event === "worker" && event.state === "lost";
}

function generationsOf(events: readonly LiveEvent[]): number {
  return events.filter(({ event }) => event === "generation").length;
}
