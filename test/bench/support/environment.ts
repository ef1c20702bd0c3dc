// Where and of what a number was measured.
import { execFileSync } from "node:child_process";
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

export interface Environment {
  /** ISO 8601. */
  readonly date: string;
  /** Short hash; "+" when files differ from it; null outside a repository. */
  readonly commit: string | null;
  readonly machine: string;
  readonly cpu: string;
  /** Of one minute, when the measurement ended; what was measured is part of it. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

export function environmentNow(versions: Readonly<Record<string, string>>): Environment {
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString(),
    commit: commitOf(),
    machine: `${platform()} ${arch()}, ${availableParallelism()} cores, ${memoryGiB} GiB`,
    cpu: cpus()[0]?.model ?? "unknown",
    load: loadavg()[0] ?? Number.NaN,
    versions: { node: process.versions.node, ...versions },
  };
}

function commitOf(): string | null {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no") !== "";
    return git("rev-parse", "--short", "HEAD") + (changed ? "+" : "");
  } catch {
    return null; // a copy without its repository: the number then has no commit
  }
}
