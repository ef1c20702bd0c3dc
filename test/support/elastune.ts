// The command line as its users meet it: a process, its lines on stdout, what it says on stderr, how it ended.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

// From dist/test/support.
const PROGRAM = fileURLToPath(new URL("../../../bin/elastune.js", import.meta.url));

/** Far longer than any run of the suite: a test that waits for ever should say for what. */
const WAIT_MS = 60_000;

/** One line of `--json`. */
export type Line = Readonly<Record<string, unknown>> & { readonly event: string };

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly lines: readonly Line[];
  /** All of stdout, line by line. */
  readonly stdout: readonly string[];
  readonly stderr: string;
}

export interface Settings {
  readonly cwd: string;
  /** What is run. Default: elastune. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that is running; `ended` resolves however it ends. */
export class Elastune {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #stdout: string[] = [];
  readonly #lines: Line[] = [];
  #stderr = "";
  #onLine: () => void = () => undefined;

  constructor(args: readonly string[], { cwd, program = PROGRAM, env = {} }: Settings) {
    this.#child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      this.#stdout.push(line);
      this.#lines.push(...parsed(line));
      this.#onLine();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.ended = this.#end();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The lines so far; one that is not an object with an event stays out, `ended.stdout` has it. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  closeStdout(): void {
    this.#child.stdout.destroy();
  }

  /** Resolves with the first line that fits, undefined when the process ends without one. */
  async until(fits: (line: Line) => boolean): Promise<Line | undefined> {
    const found = new Promise<Line | undefined>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no such line within ${WAIT_MS} ms; so far: ${this.#stdout.join("\n")}\n${this.#stderr}`));
      }, WAIT_MS);
      const settle = (line: Line | undefined): void => {
        clearTimeout(timer);
        resolve(line);
      };
      const look = (): void => {
        const line = this.lines.find(fits);
        if (line !== undefined) settle(line);
      };
      this.#onLine = look;
      look();
      void this.ended.then(({ lines }) => {
        settle(lines.find(fits));
      });
    });
    return found;
  }

  async #end(): Promise<Ended> {
    await once(this.#child, "close");
    return { code: this.#child.exitCode, lines: this.lines, stdout: this.#stdout, stderr: this.#stderr };
  }
}

/** Runs to the end. */
export function elastune(args: readonly string[], settings: Settings): Promise<Ended> {
  return new Elastune(args, settings).ended;
}

/** Starts one that the test will meddle with; killed with the test. */
export function startElastune(t: TestContext, args: readonly string[], settings: Settings): Elastune {
  const started = new Elastune(args, settings);
  t.after(() => {
    started.kill("SIGKILL");
  });
  return started;
}

/** Of a call whose output was kept as text. */
export function endedOf({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }): Ended {
  const texts = stdout.split("\n").slice(0, stdout.endsWith("\n") ? -1 : undefined);
  return { code, lines: texts.flatMap(parsed), stdout: stdout === "" ? [] : texts, stderr };
}

function parsed(text: string): Line[] {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && "event" in value ? [value as Line] : [];
  } catch {
    return []; // seen by whoever compares the number of lines with `stdout`
  }
}
