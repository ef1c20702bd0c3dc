// A child process that answers lines with lines of JSON, whatever language it is written in. Other lines on its stdout are passed over.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { must } from "../../../common/errors.ts";

export class LineProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** @param env on top of this process's own. */
  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>>, verbose: boolean) {
    this.#child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", verbose ? "inherit" : "ignore"],
    });
    const lines = createInterface({ input: must(this.#child.stdout, "the child's stdout") });
    this.#lines = lines[Symbol.asyncIterator]();
    this.#child.on("error", () => {
      lines.close();
    });
  }

  /** The next answer; undefined when the process has ended. */
  async next(): Promise<unknown> {
    for (let line = await this.#lines.next(); line.done !== true; line = await this.#lines.next()) {
      if (line.value.startsWith("{")) return JSON.parse(line.value);
    }
    return undefined;
  }

  ask(line: string): Promise<unknown> {
    this.#child.stdin?.write(`${line}\n`);
    return this.next();
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.stdin?.end();
    await exited;
  }
}
