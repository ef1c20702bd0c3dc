// Brings plugin modules into this thread: read, hashed, imported, checked. Everything that is wrong with them is said at once.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, messageOf, type Problem } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import type { JobSpec } from "../../common/job/schema.ts";
import { clashes, type LoadedPlugin, pathOf, pluginOf } from "./check.ts";

/** A module as it was when the run began; plain data, for another thread. */
export interface PluginRef {
  /** Absolute path. */
  readonly file: string;
  readonly sha256: string;
}

/** A module that waits for something at its top level for longer than this is not waited for. */
const IMPORT_MS = 60_000;

/**
 * The job's plugins, in its order.
 * @param source names the job in errors
 * @throws ConfigError with every problem
 */
export async function loadPlugins(
  spec: Pick<JobSpec, "plugins" | "training" | "dataset">,
  source: string,
): Promise<readonly LoadedPlugin[]> {
  const outcomes: (LoadedPlugin | Problem[])[] = [];
  // One after the other: modules may print, and the first one's problem comes first.
  for (const [index, file] of spec.plugins.entries()) {
    const outcome = await loadOne(file, undefined);
    outcomes.push(isPlugin(outcome) ? outcome : problemsAt(pathOf(index), file, outcome));
  }
  const plugins = outcomes.filter(isPlugin);
  const problems = outcomes.flatMap((outcome) => (isPlugin(outcome) ? [] : outcome));
  // What a module that can't be had would have measured is not known: the rest is not judged without it.
  const all = problems.length > 0 ? problems : clashes(plugins, spec);
  if (all.length > 0) throw new ConfigError(source, all);
  return plugins;
}

/** The same module again, in another thread. @throws ConfigError when it is not what it was. */
export async function loadPlugin({ file, sha256 }: PluginRef): Promise<LoadedPlugin> {
  const outcome = await loadOne(file, sha256);
  if (isPlugin(outcome)) return outcome;
  throw new ConfigError(file, problemsAt("", file, outcome));
}

async function loadOne(file: string, expected: string | undefined): Promise<LoadedPlugin | readonly string[]> {
  if (!isAbsolute(file)) return ["expected a path that begins with /, ./ or ../"];
  const sha256 = await hashOf(file);
  if (typeof sha256 !== "string") return sha256;
  if (expected !== undefined && sha256 !== expected) return ["the file was changed after the run had read it"];
  const exports = await importOne(file, sha256);
  if (exports instanceof Error) return [exports.message];
  const plugin = pluginOf(exports);
  return isProblems(plugin) ? plugin : { file, sha256, plugin };
}

async function hashOf(file: string): Promise<string | readonly string[]> {
  try {
    return createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
  } catch (error) {
    return [isMissing(error) ? "there is no such file" : `could not be read: ${messageOf(error)}`];
  }
}

/** Node keeps modules by their URL: with the hash in it a changed file is another module. */
async function importOne(file: string, sha256: string): Promise<Readonly<Record<string, unknown>> | Error> {
  const { href } = pathToFileURL(file);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it has not finished within ${IMPORT_MS / 1000} s`));
    }, IMPORT_MS);
  });
  try {
    const imported = import(`${href}?sha256=${sha256}`) as Promise<Readonly<Record<string, unknown>>>;
    return { ...(await Promise.race([imported, late])) };
  } catch (thrown) {
    const line = lineIn(thrown, href) ?? (thrown instanceof SyntaxError ? await syntaxErrorLine(file) : undefined);
    return new Error(`could not be imported: ${importMessage(thrown, line)}`, { cause: thrown });
  } finally {
    clearTimeout(timer);
  }
}

function importMessage(thrown: unknown, line: string | undefined): string {
  const kind = thrown instanceof Error && thrown.name !== "Error" ? `${thrown.name}: ` : "";
  // Node's own messages name the module by its URL, hash and all.
  const message = messageOf(thrown).replaceAll(/\?sha256=[0-9a-f]{64}/g, "");
  return `${kind}${message}${line === undefined ? "" : ` (line ${line})`}`;
}

function lineIn(thrown: unknown, href: string): string | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const frame = stack.split("\n").find((line) => line.includes(`${href}?`));
  return /:(\d+)(?::\d+)?\)?$/.exec(frame ?? "")?.[1];
}

/** An import does not say where a syntax error is; `node --check` does, in its first line. */
function syntaxErrorLine(file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--check", file], (_error, _stdout, stderr) => {
      const [place = ""] = stderr.split("\n", 1);
      resolve(place.includes(file) ? /:(\d+)$/.exec(place)?.[1] : undefined);
    });
  });
}

function problemsAt(path: string, file: string, messages: readonly string[]): Problem[] {
  return messages.map((message) => ({ path, message: `${file}: ${message}` }));
}

function isPlugin(outcome: LoadedPlugin | readonly unknown[]): outcome is LoadedPlugin {
  return "plugin" in outcome;
}

function isProblems(outcome: unknown): outcome is readonly string[] {
  return Array.isArray(outcome);
}
