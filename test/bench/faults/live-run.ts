// A job that runs by the real launcher with simulated computing, and what a benchmark does to it meanwhile.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { must } from "../../../common/errors.ts";
import type { RunEvent, Stamped } from "../../../common/events.ts";
import { type AdminClient, type JobWorker, openAdminClient } from "../../../cli/library/admin-client.ts";
import { launchOf, type LaunchRequest } from "../../faults/support/faulty-run.ts";

export type LiveEvent = RunEvent & Stamped;
export type Step = Extract<LiveEvent, { readonly event: "step" }>;

/** Far more than any reconfiguration takes. */
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 10;

export class LiveRun {
  readonly #child: ChildProcess;
  readonly #events: LiveEvent[] = [];
  readonly #admin: Promise<AdminClient>;
  /** All events. @throws Error when it did not end well */
  readonly ended: Promise<readonly LiveEvent[]>;

  constructor(request: LaunchRequest) {
    const { program, args, env } = launchOf(request);
    this.#child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.ended = this.#read();
    this.ended.catch(() => undefined); // told to whoever awaits it
    this.#admin = this.until(({ event }) => event === "coordinator").then((event) =>
      openAdminClient([(event as Extract<LiveEvent, { readonly event: "coordinator" }>).address]),
    );
    this.#admin.catch(() => undefined); // said by the first who asks
  }

  /** Told so far. */
  get events(): readonly LiveEvent[] {
    return this.#events;
  }

  get steps(): readonly Step[] {
    return this.#events.filter((event) => event.event === "step");
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The first event that fits, told already or to come. */
  async until(fits: (event: LiveEvent) => boolean): Promise<LiveEvent> {
    let seen = 0;
    return this.#eventually("an event", () => {
      for (; seen < this.#events.length; seen++) {
        const event = must(this.#events[seen], "an event");
        if (fits(event)) return event;
      }
      return undefined;
    });
  }

  async step(number: number): Promise<void> {
    await this.until((event) => event.event === "step" && event.step >= number);
  }

  /** Of the generation of now, by rank; once there is one with so many of them. */
  async members(count = 1): Promise<readonly JobWorker[]> {
    const admin = await this.#admin;
    return this.#eventually(`${count} members`, async () => {
      const { workers, state } = await admin.status();
      const members = workers.filter(({ rank }) => rank !== undefined);
      return state === "active" && members.length === count ? members : undefined;
    });
  }

  /** Those that train now; none while a generation forms. */
  async trainingNow(): Promise<readonly JobWorker[]> {
    const { workers } = await (await this.#admin).status();
    return workers.filter(({ rank }) => rank !== undefined);
  }

  async scale(workers: number): Promise<void> {
    await (await this.#admin).scale(workers);
  }

  async close(): Promise<void> {
    const exited = this.isOver ? Promise.resolve() : once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
    await this.#admin.then(
      (admin) => {
        admin.close();
      },
      () => undefined, // there never was one
    );
  }

  async #read(): Promise<readonly LiveEvent[]> {
    const exited = once(this.#child, "exit");
    for await (const line of createInterface({ input: must(this.#child.stdout, "stdout") }))
      this.#events.push(JSON.parse(line) as LiveEvent);
    await exited;
    if (this.#child.exitCode === 0) return this.#events;
    throw new Error(`the run ended with ${this.#child.exitCode ?? this.#child.signalCode}`);
  }

  async #eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until) {
      const found = await look();
      if (found !== undefined) return found;
      if (this.isOver) throw new Error(`the run was over before there was ${what}`);
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`there was not ${what} within ${PATIENCE_MS} ms`);
  }
}

/** @returns false for a process that has ended by itself */
export function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
