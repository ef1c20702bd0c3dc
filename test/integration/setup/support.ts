// The set-up scripts are plain JavaScript outside the compiled program, so tests use them as their callers do: from another process.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

// From dist/test/integration/setup.
const ROOT = new URL("../../../../", import.meta.url);

type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface Script {
  readonly child: Child;
  /** What it has printed so far, stdout and stderr together. */
  readonly output: () => string;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** The URL of a file of the project, to be imported by a script. */
export function projectUrl(path: string): string {
  return new URL(path, ROOT).href;
}

/** The path of a file of the project. */
export function projectPath(path: string): string {
  return fileURLToPath(projectUrl(path));
}

/** Runs JavaScript (a module) in a process of its own, killed at the end of the test. */
export function startScript(t: TestContext, source: string): Script {
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const add = (bytes: Buffer) => {
    output += bytes.toString("utf8");
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "close").then(() => child.exitCode);
  return { child, output: () => output, ended };
}

/** Resolves once the script has printed `text`; rejects when it ends without. */
export async function printed(script: Script, text: string): Promise<void> {
  while (!script.output().includes(text)) {
    if (script.child.exitCode !== null || script.child.signalCode !== null)
      throw new Error(`ended without printing ${JSON.stringify(text)}: ${script.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** An empty folder, removed at the end of the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "elastune-setup-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
