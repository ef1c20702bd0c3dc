// The contract of `--json`, as a reader that trusts nothing checks it.
import assert from "node:assert/strict";
import type { Ended, Line } from "./elastune.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string" && value !== "";
const number: Check = (value) => typeof value === "number" && Number.isFinite(value);
const whole: Check = (value) => Number.isInteger(value) && Number(value) >= 0;
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && words.includes(value);
const code: Check = (value) => typeof value === "string" && /^[a-z]+(-[a-z]+)*$/.test(value);
/** Null where every sample was set aside: a mean over nothing. */
const mean: Check = (value) => value === null || number(value);
/** Loss and accuracy, and whatever else has a name. */
const metrics: Check = (value) =>
  value === null ||
  (typeof value === "object" && "loss" in value && "accuracy" in value && Object.values(value).every(mean));
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const problem = { code, message: text, hint: optional(text) };

const EVENTS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  started: { run: text, runDir: text, job: text, totalSteps: whole },
  coordinator: { pid: whole, address: text, state: oneOf("leader", "standby"), token: whole },
  generation: { generation: whole, worldSize: whole, step: whole, reason: text },
  scale: { replicas: whole },
  worker: {
    worker: text,
    pid: whole,
    device: text,
    state: oneOf("started", "ready", "learner", "draining", "left", "lost"),
    reason: optional(text),
  },
  phase: {
    phase: text,
    step: whole,
    trainableParameters: whole,
    input: oneOf("pictures", "rows", "features"),
    graph: (value) => value === null || (typeof value === "object" && Object.values(value).length === 4),
  },
  step: {
    step: whole,
    epoch: whole,
    loss: mean,
    learningRate: number,
    batchSize: whole,
    samplesPerSecond: number,
    stepMs: number,
    timings: (value) =>
      typeof value === "object" && value !== null && Object.values(value).every((ms) => typeof ms === "number"),
    stateHash: (value) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value),
  },
  validation: { step: whole, loss: mean, accuracy: mean },
  checkpoint: { step: whole, path: text },
  decision: { kind: oneOf("stop-early", "lower-rate", "grow-batch", "restore-best"), step: whole, reason: text },
  warning: problem,
  error: problem,
  finished: {
    steps: whole,
    seconds: number,
    test: metrics,
    weightsSha256: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
    model: text,
    report: (value) => value === null || text(value),
    compute: oneOf("graph", "eager"),
    device: text,
    features: oneOf("auto", "off"),
  },
};

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Each line of stdout is an event of the contract with its keys, no others, of the right types. */
export function assertContract({ stdout, lines }: Ended): void {
  assert.equal(lines.length, stdout.length, `stdout holds more than events:\n${stdout.join("\n")}`);
  for (const line of lines) assertEvent(line);
}

function assertEvent({ event, time, ...rest }: Line): void {
  const shown = JSON.stringify({ event, time, ...rest });
  const keys = EVENTS[event];
  assert.ok(keys !== undefined, `not an event of the contract: ${shown}`);
  assert.match(String(time), ISO_TIME, shown);
  assert.deepEqual(
    Object.keys(rest).filter((key) => !(key in keys) && !(event === "validation" && mean(rest[key]))),
    [],
    `keys beyond the contract: ${shown}`,
  );
  for (const [key, check] of Object.entries(keys)) assert.ok(check(rest[key]), `${key} in ${shown}`);
}

export interface Failure {
  readonly code: number;
  /** Of the one `error` event. */
  readonly error: string;
  /** Each is found in its message, and on stderr. */
  readonly says: readonly (string | RegExp)[];
}

/** Ended with that code, one `error` event on stdout, the same message on stderr, and no stack of calls. */
export function assertFailed(ended: Ended, { code: expected, error, says }: Failure): void {
  const shown = `${ended.stdout.join("\n")}\n${ended.stderr}`;
  assertContract(ended);
  assert.equal(ended.code, expected, shown);
  const errors = ended.lines.filter(({ event }) => event === "error");
  assert.deepEqual(
    errors.map((line) => line["code"]),
    [error],
    shown,
  );
  const message = String(errors[0]?.["message"]);
  for (const part of says)
    assert.ok(
      typeof part === "string" ? message.includes(part) : part.test(message),
      `${String(part)} is not in: ${message}`,
    );
  assert.ok(ended.stderr.includes(message), `stderr does not say it: ${ended.stderr}`);
  assert.doesNotMatch(ended.stderr, /^\s+at .*(:\d+:\d+|<anonymous>)/m, "a stack of calls on stderr");
}

/** Ended well; returns `finished`. */
export function assertFinished(ended: Ended): Line {
  const shown = `${ended.stdout.join("\n")}\n${ended.stderr}`;
  assertContract(ended);
  assert.equal(ended.code, 0, shown);
  const finished = ended.lines.at(-1);
  assert.equal(finished?.event, "finished", shown);
  return finished;
}

/** The values of one key over the lines of one event. */
export function valuesOf({ lines }: Pick<Ended, "lines">, event: string, key: string): unknown[] {
  return lines.filter((line) => line.event === event).map((line) => line[key]);
}
