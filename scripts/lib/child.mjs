// Child processes: output kept and shown only when they fail; none outlives us on Ctrl-C or SIGTERM.
import { spawn } from "node:child_process";
import { SetupError } from "./setup-error.mjs";

const SHOWN_LINES = 40;
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => {
    for (const child of running) if (!alreadyTold(child, signal)) child.kill(signal);
    // A child that drains (the quick start's run) saves its work first; we end with its exit code.
    if (![...running].some((child) => child.drains)) process.exit(signal === "SIGINT" ? 130 : 143);
  });
}

/** Ctrl-C on a terminal reaches the whole process group; a second signal would tell a draining child to hurry. */
function alreadyTold(child, signal) {
  return child.drains && signal === "SIGINT" && process.stdin.isTTY;
}

/**
 * Runs a command to its end with its output captured.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string }} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} output: stdout and stderr as they came. A command that
 *   can't be started has code 127.
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.stdin.on("error", () => {}); // It ended before it read everything: its exit code says why.
    child.stdin.end(options.input ?? "");
    watch(
      child,
      (code) => resolve({ code, stdout, output }),
      (error) => resolve({ code: 127, stdout, output: error.message }),
    );
  });
}

/** Like `capture`, but throws when the command fails, with the end of what it printed. */
export async function mustRun(command, args, options = {}) {
  const result = await capture(command, args, options);
  if (result.code === 0) return result;
  const shown = result.output.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
  throw new SetupError(`${[command, ...args].join(" ")}\nended with exit code ${result.code}:\n${shown}`);
}

/**
 * Runs a command that shares our terminal.
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, drains?: boolean }} [options] drains: on a signal, wait for its own end.
 * @returns {Promise<number>} its exit code; 128 + 15 or the like when a signal ended it.
 */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: "inherit" });
    watch(Object.assign(child, { drains: options.drains === true }), resolve, reject);
  });
}

function watch(child, onCode, onError) {
  running.add(child);
  child.on("error", (error) => {
    running.delete(child);
    onError(error);
  });
  child.on("close", (code, signal) => {
    running.delete(child);
    onCode(code ?? (signal === "SIGINT" ? 130 : signal === "SIGKILL" ? 137 : 143));
  });
}
