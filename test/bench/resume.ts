// npm run bench:resume: does a fine-tuning of three phases (dropout, augmentation, BatchNormalization, a partial last step) end with the same weights when
// SIGKILL meets it at a random moment? A small network, so that the moments are many: some milliseconds after a random step, and of four
// moments one after a phase's last step (in the validation that ends it, or on the way to the next phase) and one soon after the start,
// where features are computed.
//   [--kills 20] [--seed 1] [--json] [--out FILE]
import { rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { mix } from "../../common/sampling/hash.ts";
import { assertFinished } from "../support/contract.ts";
import type { Ended, Line } from "../support/elastune.ts";
import { EPOCH_STEPS, threePhaseJob, VALIDATION_STEPS } from "../support/three-phases.ts";
import { openWorkshop } from "../support/workshop.ts";
import { Report } from "./support/report.ts";
import { summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
/** Of each phase. */
const EPOCHS = 5;
const PHASE_STEPS = EPOCHS * EPOCH_STEPS;
const STEPS = 3 * PHASE_STEPS;
const SET = [0, 1, 2].flatMap((phase) => ["--set", `training.phases.${phase}.epochs=${EPOCHS}`]);

const report = new Report("resume", { json: flags.json, out: flags.out });
const workshop = await openWorkshop();
try {
  const anew = await measure("pictures drawn anew in each epoch", 0);
  const fixed = await measure("features of fixed variants", 2);
  process.exitCode = anew && fixed ? 0 : 1;
} finally {
  await workshop.remove();
}

interface Moment {
  /** The step that it waits for; 0: the model is loaded, features and graphs come next. */
  readonly step: number;
  readonly afterMs: number;
}

interface Killed extends Moment {
  readonly where: string;
  readonly weightsSha256: unknown;
}

/** @returns whether every run ended with the weights of the undisturbed one. */
async function measure(what: string, variants: number): Promise<boolean> {
  const job = await threePhaseJob(workshop, `job-${variants}`, variants);
  const whole = assertFinished(await workshop.run(job, `whole-${variants}`, ...SET));
  const killed: Killed[] = [];
  for (let i = 0; i < Number(flags.kills); i++)
    killed.push(await killedAndResumed(job, `killed-${variants}-${i}`, momentOf(i)));
  const differing = killed.filter(({ weightsSha256 }) => weightsSha256 !== whole["weightsSha256"]).length;
  const counted = { runs: killed.length, atMost: 0, killedWhile: countsOf(killed.map(({ where }) => where)) };
  const measured = { unit: "runs with other weights", ...summaryOf([differing]), ...counted };
  report.add({ case: { what: "killed and resumed", on: what }, ...measured, steps: whole["steps"], killed });
  return differing === 0;
}

function momentOf(number: number): Moment {
  const [where, when] = [random(2 * number), random(2 * number + 1)];
  if (number % 4 === 1) return { step: 0, afterMs: Math.round(400 * when) };
  const step = number % 4 === 3 ? PHASE_STEPS * Math.ceil(3 * where) : Math.ceil(STEPS * where);
  return { step, afterMs: Math.round(40 * when) };
}

/** Above 0, at most 1. */
function random(number: number): number {
  return (mix(Number(flags.seed), number) + 1) / 2 ** 32;
}

async function killedAndResumed(job: string, runDir: string, moment: Moment): Promise<Killed> {
  // What an earlier run stored would spare this one the feature stage.
  await rm(workshop.path("cache", "features"), { recursive: true, force: true });
  const running = workshop.begin(job, runDir, ...SET);
  await running.until((line) => reached(line, moment.step));
  await pause(moment.afterMs);
  running.kill("SIGKILL");
  const where = placeOf(await running.ended);
  const { weightsSha256 } = assertFinished(await workshop.run(job, runDir, ...SET, "--resume"));
  return { ...moment, where, weightsSha256 };
}

function reached(line: Line, step: number): boolean {
  return step === 0 ? isReady(line) : line.event === "step" && line["step"] === step;
}

function isReady({ event, state }: Line): boolean {
  return event === "worker" && state === "ready";
}

/** What the process was at, by the last it told. */
function placeOf({ lines }: Ended): string {
  const last = lines.findLast(({ event }) => event !== "checkpoint");
  switch (last?.event) {
    case "finished":
      return "over";
    case "step":
      return Number(last["step"]) % VALIDATION_STEPS === 0 || Number(last["step"]) % PHASE_STEPS === 0
        ? "evaluating"
        : "training";
    case "phase":
      return "training";
    case "validation":
    case "decision":
      return Number(last["step"]) % PHASE_STEPS === 0 ? "between phases" : "training";
    default:
      return last !== undefined && isReady(last) ? "before the first step" : "loading";
  }
}

function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
