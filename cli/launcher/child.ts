// A process of ours that must not outlive us: it watches its stdin, which the kernel closes when we die, however we die.
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ELASTUNE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../bin/elastune.js");
/** Lines of its log that are kept, to say what its last words were. */
const LAST_LINES = 8;

export interface ChildOptions {
  /** Of the command line, after the program's name. */
  readonly args: readonly string[];
  /** What is run. Default: elastune itself. */
  readonly program?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** Takes what it writes to stderr. Left out: our own stderr does. */
  readonly logFile?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Owns the process: it ends by itself, by `kill`, or with us. */
export class Child {
  readonly #process: ChildProcess;
  readonly #lastLines: string[] = [];
  readonly ended: Promise<Ended>;

  constructor({ args, program = ELASTUNE, env = {}, logFile }: ChildOptions) {
    const stderr = logFile === undefined ? "inherit" : "pipe";
    this.#process = spawn(process.execPath, [program, ...args, "--with-parent"], {
      stdio: ["pipe", "pipe", stderr],
      env: { ...process.env, ...env },
    });
    this.ended = new Promise((resolve) => {
      this.#process.once("close", (code, signal) => {
        resolve({ code, signal });
      });
      // No memory for another process, say. One that has begun ends by `close`.
      this.#process.on("error", ({ message }) => {
        this.#lastLines.push(message);
        if (this.#process.pid === undefined) resolve({ code: null, signal: null });
      });
    });
    if (logFile !== undefined) this.#keepLog(logFile);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What it writes to stdout, line by line. */
  get lines(): AsyncIterable<string> {
    const { stdout } = this.#process;
    if (stdout === null) throw new TypeError("stdout is a pipe");
    return createInterface({ input: stdout, crlfDelay: Infinity });
  }

  /** What it said last, for an error about it. */
  get lastWords(): string {
    return this.#lastLines.join("\n");
  }

  /** Asks it to save what it has and end. */
  terminate(): void {
    this.#process.kill("SIGTERM");
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #keepLog(file: string): void {
    const { stdout, stderr } = this.#process;
    stdout?.resume();
    if (stderr === null) return;
    // A log that cannot be written, because the disk is full, say, ends nobody's work.
    stderr.pipe(createWriteStream(file, { flags: "a" }).on("error", () => undefined));
    createInterface({ input: stderr }).on("line", (line) => {
      this.#lastLines.push(line);
      if (this.#lastLines.length > LAST_LINES) this.#lastLines.shift();
    });
  }
}
