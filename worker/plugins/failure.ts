// What a plugin does wrong while the job runs, as one error that names module, function and reason. Pure.
import { JobFailedError, messageOf } from "../../common/errors.ts";

/** A function of a plugin. */
export interface PluginPart {
  /** Absolute path of the module. */
  readonly file: string;
  /** "loss.compute" */
  readonly name: string;
}

/** @param reason goes on after the function's name: "returned NaN". */
export function pluginFailed({ file, name }: PluginPart, reason: string, cause?: unknown): JobFailedError {
  return new JobFailedError("plugin-failed", `plugin ${file}: ${name} ${reason}`, {
    cause,
    hint: "correct the plugin and begin a new run: --resume goes on only with the plugins that a run began with",
  });
}

/**
 * What a synchronous function of a plugin returns.
 * @throws JobFailedError when it throws or is asynchronous
 */
export function called(part: PluginPart, call: () => unknown): unknown {
  let result: unknown;
  try {
    result = call();
  } catch (thrown) {
    throw failedBy(part, thrown);
  }
  if (!isThenable(result)) return result;
  // Nobody waits for it: that it fails later must not end the process.
  Promise.resolve(result).catch(() => undefined);
  throw pluginFailed(part, "returned a promise; expected a function that is not async");
}

/** What was thrown by a function of a plugin. */
export function failedBy(part: PluginPart, thrown: unknown): JobFailedError {
  const kind = thrown instanceof Error && thrown.name !== "Error" ? `${thrown.name}: ` : "";
  return pluginFailed(part, `threw: ${kind}${messageOf(thrown)}${lineIn(part.file, thrown)}`, thrown);
}

/** @throws JobFailedError for anything but a finite number */
export function finiteFrom(part: PluginPart, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw pluginFailed(part, `returned ${shown(value)}; expected a finite number`);
}

/** "undefined", "NaN", "the string "a"", "an object". */
export function shown(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean")
    return String(value);
  if (typeof value === "string") return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "function" ? "a function" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** " (line 12)" where the stack of calls goes through the module. */
function lineIn(file: string, thrown: unknown): string {
  if (!(thrown instanceof Error) || typeof thrown.stack !== "string") return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  const frame = thrown.stack.split("\n").find((line) => line.includes(`${encodeURI(name)}?sha256=`));
  const line = /:(\d+):\d+\)?$/.exec(frame ?? "")?.[1];
  return line === undefined ? "" : ` (line ${line})`;
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
