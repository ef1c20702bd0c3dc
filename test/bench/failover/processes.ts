// Processes of a job that is to be disturbed: what each of them tells, with the time at which it said so.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../support/environment.ts";

export interface ToldEvent {
  readonly event: string;
  /** When it was said, in ms since 1970. */
  readonly at: number;
  /** Who said it. */
  readonly pid: number;
  readonly [key: string]: unknown;
}

const ELASTUNE = path.join(ROOT, "bin", "elastune.js");

/** To be killed. */
export class Told {
  readonly #child: ChildProcess;
  readonly events: ToldEvent[] = [];
  /** By SIGSTOP, at some time: it then says later what it would have said. */
  wasStopped = false;

  /** The last step that it told; 0 before any. */
  lastStep = 0;

  constructor(args: readonly string[], env: Readonly<Record<string, string>>, program = ELASTUNE) {
    this.#child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "ignore"],
    });
    if (this.#child.stdout === null) throw new TypeError("stdout is a pipe");
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      if (line.startsWith("{") && line.endsWith("}")) this.#take(JSON.parse(line) as Record<string, unknown>);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.wasStopped ||= signal === "SIGSTOP";
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const closed = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await closed;
  }

  #take(line: Record<string, unknown>): void {
    if (line["event"] === "step") this.lastStep = Number(line["step"]);
    const { event = "", time } = line as { readonly event?: string; readonly time?: string };
    this.events.push({ ...line, event, at: time === undefined ? nowMs() : Date.parse(time), pid: this.pid });
  }
}

/** In ms since 1970, to a fraction of one. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
