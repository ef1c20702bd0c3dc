// One simulated job: what a seed's scenario comes to, and which invariants broke on the way.
import { must } from "../../common/errors.ts";
import { hashOf, referenceState } from "./model.ts";
import { type Parts, REAL_PARTS } from "./parts.ts";
import { type Scenario, scenarioOf } from "./scenario.ts";
import { Scheduler } from "./scheduler.ts";
import { World } from "./world.ts";

export interface Outcome {
  readonly seed: number;
  readonly workers: number;
  /** Kinds of what was done to it; empty when nothing was. */
  readonly faults: readonly string[];
  /** "finished", or why the job failed. */
  readonly ended: string;
  readonly rounds: number;
  readonly violations: readonly string[];
  /** Wrong bits were all that was left: nothing was said of its result. */
  readonly isLost: boolean;
  /** Of everything that happened, in order. */
  readonly digest: string;
  readonly trace: readonly string[];
}

/** Far longer than any job here; what is not over by then hangs. */
const PATIENCE_MS = 300_000;

export function simulate(seed: number, parts: Parts = REAL_PARTS): Outcome {
  const scenario = scenarioOf(seed);
  const scheduler = new Scheduler(seed);
  const world = new World(scheduler, scenario, parts);
  run(world, scheduler);
  const ended = endOf(world);
  judge(world, scenario, ended);
  const { invariants, workers } = world;
  return {
    seed,
    workers: workers.length,
    faults: [...new Set(world.struck)],
    ended,
    rounds: invariants.rounds,
    violations: invariants.violations,
    isLost: invariants.isLost,
    digest: scheduler.digest,
    trace: scheduler.trace,
  };
}

/** An error of a core, too, belongs to the seed that brought it about. */
function run(world: World, scheduler: Scheduler): void {
  try {
    if (!scheduler.run(PATIENCE_MS)) world.invariants.violated("end", "something is still going on");
  } catch (error) {
    world.invariants.violated("crash", error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function endOf({ coordinator }: World): string {
  const { state, broken } = coordinator;
  if (broken !== undefined) return broken;
  if (state.kind === "failed") return state.failure.code;
  return state.kind === "ended" ? "finished" : state.kind;
}

/** Each may take a worker away in the middle of a micro-batch. */
const DEADLY: readonly string[] = [
  ...["kill", "kill-all", "hang", "pause", "stick", "throw", "cut", "swallow", "delay", "wrong-frame"],
  ...["cut-session", "swallow-session", "delay-session", "wrong-gradient"],
];

/** Whether what was done may end the job otherwise than finished: nobody can tell bad luck, three times in a row, from a poison. */
function mayEnd(ended: string, struck: readonly string[]): boolean {
  if (ended === "not-leader") return struck.includes("usurp");
  // Nobody can tell who is right, at the same round twice.
  if (ended === "workers-differ") return struck.filter((fault) => fault === "wrong-weights").length >= 2;
  if (ended === "reported") return struck.includes("corrupt-sample") || struck.includes("wrong-gradient");
  if (ended !== "poison-micro-batch") return false;
  return struck.includes("poison") || struck.filter((fault) => DEADLY.includes(fault)).length >= 3;
}

/** Whatever dies, the job finishes, and every worker that is there at the end has the one result. No live worker is left behind. */
function judge(world: World, { model }: Scenario, ended: string): void {
  const { invariants, workers } = world;
  if (ended !== "finished" && !mayEnd(ended, world.struck))
    invariants.violated("end", `${ended} after ${world.struck.join(", ")}`);
  for (const { workerId, life } of workers)
    if (life === "alive") invariants.violated("end", `${workerId} still waits after ${ended}`);
  const done = workers.filter(({ life }) => life === "done");
  if (ended === "finished" && done.length === 0) invariants.violated("end", "finished without a worker that is done");
  if (done.length === 0 || invariants.isLost) return;
  const reference = referenceState(model, world.stoppedAfter);
  for (const { workerId, rounds } of done)
    if (rounds.holdings.stateHash !== hashOf(reference))
      invariants.violated("S1", `${workerId} ends with other weights than one process`);
  invariants.checkLedger(must(reference.program, "the reference's program").epoch);
}
