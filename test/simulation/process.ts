// The life of a simulated process. What it does goes through here: nothing while it is stopped, all of it late once it goes on, and
// nothing more when it has ended.
import type { Scheduler } from "./scheduler.ts";

/** "done": at the job's end; "drained": before it, in order; "sent away": by the coordinator; "failed": it said so, and ended. */
export type Life = "alive" | "stopped" | End;
export type End = "done" | "drained" | "sent away" | "failed" | "dead";

export class Process {
  readonly name: string;
  readonly #scheduler: Scheduler;
  #life: Life = "alive";
  #late: (() => void)[] = [];

  constructor(scheduler: Scheduler, name: string) {
    this.#scheduler = scheduler;
    this.name = name;
  }

  get life(): Life {
    return this.#life;
  }

  get isRunning(): boolean {
    return this.#life === "alive";
  }

  get hasEnded(): boolean {
    return !["alive", "stopped"].includes(this.#life);
  }

  run(act: () => void): void {
    if (this.isRunning) act();
    else if (this.#life === "stopped") this.#late.push(act);
  }

  after(ms: number, act: () => void): void {
    this.#scheduler.after(ms, () => {
      this.run(act);
    });
  }

  /** As SIGSTOP does: its connections stay. */
  stop(): void {
    if (!this.isRunning) return;
    this.#become("stopped");
  }

  /** As SIGCONT does. */
  goOn(): void {
    if (this.#life !== "stopped") return;
    this.#become("alive");
    const late = this.#late;
    this.#late = [];
    for (const act of late) this.run(act);
  }

  end(life: End): void {
    if (!this.hasEnded) this.#become(life);
  }

  #become(life: Life): void {
    this.#life = life;
    this.#scheduler.note(`${this.name}: ${life}`);
  }
}
