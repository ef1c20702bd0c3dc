// A process in which command-line programs run again and again, to their ends: see warm-program.ts.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Ended, endedOf } from "./elastune.ts";
import type { WarmCall, WarmEnd } from "./warm-program.ts";

const PROGRAM = fileURLToPath(new URL("./warm-program.js", import.meta.url));

/** Begins with its first call; `close` ends it. */
export class Warm {
  readonly #cwd: string;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** What native code and children wrote themselves. */
  #stderr = "";

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Calls wait for each other. @throws when the process ends in one */
  call(call: WarmCall): Promise<Ended> {
    const ended = this.#last.then(() => this.#call(call));
    this.#last = ended.catch(() => undefined); // its caller hears of it
    return ended;
  }

  close(): void {
    this.#child?.disconnect();
    this.#child = undefined;
  }

  async #call(call: WarmCall): Promise<Ended> {
    const child = (this.#child ??= this.#begin());
    this.#stderr = "";
    const end = await new Promise<WarmEnd>((resolve, reject) => {
      const exit = (code: number | null, signal: string | null): void => {
        this.#child = undefined;
        reject(new Error(`${call.args.join(" ")}: ended with ${signal ?? String(code)}\n${this.#stderr}`));
      };
      child.once("exit", exit).once("message", (message) => {
        child.off("exit", exit);
        resolve(message as WarmEnd);
      });
      child.send(call);
    });
    return endedOf({ ...end, stderr: end.stderr + this.#stderr });
  }

  #begin(): ChildProcess {
    const child = fork(PROGRAM, [], { cwd: this.#cwd, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    return child;
  }
}
