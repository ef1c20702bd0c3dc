// A command-line program again and again in one process, one call after the other: what it loads, and TensorFlow's start, are paid for
// once. Each call parses its arguments, writes and ends as in a process of its own; its exit code and what it wrote go to the parent.
import { pathToFileURL } from "node:url";
import { messageOf } from "../../common/errors.ts";

export interface WarmCall {
  /** Of the program's entry, compiled. */
  readonly program: string;
  readonly args: readonly string[];
  /** For this call alone. */
  readonly env: Readonly<Record<string, string>>;
}

export interface WarmEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const OUTPUTS = ["stdout", "stderr"] as const;
/** Of a program that threw instead of ending. */
const THROWN = 70;
const OWN_ENVIRONMENT = { ...process.env };

let written = { stdout: "", stderr: "" };
let calls = 0;

for (const name of OUTPUTS) {
  const write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    written[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    const done = rest.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return true;
  };
  // Each call watches for a reader that goes away.
  process[name].setMaxListeners(0).write = write;
}

process.on("message", (call: WarmCall) => {
  void answer(call).then((end) => process.send?.(end));
});
process.once("disconnect", () => process.exit());

/** Another query is another module: the entry runs again, what it imports is there. */
async function answer({ program, args, env }: WarmCall): Promise<WarmEnd> {
  written = { stdout: "", stderr: "" };
  setEnvironment({ ...OWN_ENVIRONMENT, ...env });
  process.argv = [process.execPath, program, ...args];
  process.exitCode = 0;
  await import(`${pathToFileURL(program).href}?call=${calls++}`).catch((error: unknown) => {
    written.stderr += messageOf(error);
    process.exitCode = THROWN;
  });
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, ...written };
}

function setEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
}
