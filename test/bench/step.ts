// npm run bench:step: forward and backward pass of the compiled step beside tfjs eager and, where a Python that has them is given, Keras
// and PyTorch. Each contender is a process of its own with the threads it chooses; they take turns, so that whatever else the machine
// does falls on all of them alike. What counts is the ratio.
//   [--peer-python PYTHON]... [--tcmalloc FILE] [--model mobilenet|resnet] [--trains head|all|all-bn] [--rounds 8] [--steps 8] [--verbose]
//   [--json] [--out FILE]
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { type Contender, EAGER, OURS, peersOf, type Setup } from "./support/contenders.ts";
import { LineProcess } from "./support/line-process.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    "peer-python": { type: "string", multiple: true, default: [] },
    tcmalloc: { type: "string" },
    model: { type: "string" },
    trains: { type: "string" },
    rounds: { type: "string", default: "8" },
    steps: { type: "string", default: "8" },
    verbose: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

/** What the compiled step has to be, as a multiple of eager's speed, Keras's, and that of PyTorch's fastest setting. */
interface Targets {
  readonly eager?: number;
  readonly keras: number;
  readonly torch?: number;
}

const SETUPS: readonly (Setup & { readonly atLeast: Targets })[] = [
  { model: "mobilenet", size: 96, batch: 32, trains: "head", atLeast: { eager: 5, keras: 1.4, torch: 1.3 } },
  { model: "mobilenet", size: 96, batch: 32, trains: "all", atLeast: { eager: 6, keras: 1.4, torch: 1.6 } },
  { model: "mobilenet", size: 96, batch: 32, trains: "all-bn", atLeast: { eager: 8, keras: 1.5, torch: 1.2 } },
  { model: "resnet", size: 96, batch: 8, trains: "head", atLeast: { keras: 1 } },
  { model: "resnet", size: 96, batch: 8, trains: "all", atLeast: { eager: 2.2, keras: 1, torch: 1 } },
];
const COMPILE_AT_MOST_MS = { mobilenet: 1500, resnet: 3000 };
/** Shown beside Keras's own step, which the target is of: no gradient leaves it. */
const KERAS_GRADIENTS = "keras gradients";
/** PyTorch's threads spin for a while after their work; nobody should be measured against that. */
const BETWEEN_TURNS_MS = 300;

interface Taking {
  readonly contender: Contender;
  readonly process: LineProcess;
  readonly ready: Ready;
  /** Median of each round, in ms. */
  readonly rounds: number[];
  readonly all: number[];
}

interface Ready {
  readonly version: string;
  readonly firstStepMs: number;
  readonly compileMs?: number;
}

const report = new Report("step", { json: flags.json, out: flags.out });
const peers = flags["peer-python"].flatMap((python) => peersOf(python, flags.tcmalloc));
for (const { atLeast, ...setup } of SETUPS) {
  if (flags.model !== undefined && flags.model !== setup.model) continue;
  if (flags.trains !== undefined && flags.trains !== setup.trains) continue;
  await compare(setup, atLeast);
}

async function compare(setup: Setup, atLeast: Targets): Promise<void> {
  const taking: Taking[] = [];
  try {
    for (const contender of [OURS, EAGER, ...peers]) taking.push(...(await start(contender, setup)));
    for (let round = 0; round < Number(flags.rounds); round++) for (const one of taking) await takeTurn(one);
    const [ours, ...others] = taking;
    tellCompile(setup, must(ours, "our own worker"));
    for (const other of others) tell(setup, must(ours, "our own worker"), other, atLeast);
  } finally {
    await Promise.all(taking.map((one) => one.process.close()));
  }
}

/** A peer that does not start is said and left out. */
async function start(contender: Contender, setup: Setup): Promise<Taking[]> {
  const process = new LineProcess(contender.command, contender.args(setup), contender.env, flags.verbose);
  const ready = await process.next();
  if (ready !== undefined) return [{ contender, process, ready: ready as Ready, rounds: [], all: [] }];
  if (contender === OURS || contender === EAGER)
    throw new Error(`${contender.name} did not start; --verbose shows why`);
  globalThis.process.stderr.write(`${contender.name} did not start and is left out; --verbose shows why\n`);
  return [];
}

async function takeTurn({ contender, process, rounds, all }: Taking): Promise<void> {
  const answer = must(await process.ask(`run ${flags.steps}`), `an answer of ${contender.name}`);
  const { ms } = answer as { readonly ms: readonly number[] };
  rounds.push(medianOf(ms));
  all.push(...ms);
  await pause(BETWEEN_TURNS_MS);
}

function tell(setup: Setup, ours: Taking, other: Taking, atLeast: Targets): void {
  const { name } = other.contender;
  const ratios = ours.rounds.map((mine, round) => must(other.rounds[round], "a round") / mine);
  const target = name === KERAS_GRADIENTS ? undefined : atLeast[kindOf(name)];
  report.add(
    {
      case: { ...setup, beside: name },
      unit: "ms",
      ...summaryOf(ours.all),
      peer: { name, ...summaryOf(other.all) },
      times: rounded(medianOf(ratios)),
      ...(target === undefined ? {} : { atLeast: target }),
    },
    { ours: ours.ready.version, [name]: other.ready.version },
  );
}

function kindOf(name: string): keyof Targets {
  if (name === "eager") return "eager";
  return name.startsWith("keras") ? "keras" : "torch";
}

/** From the layers to the end of the first step: TensorFlow optimizes the graph in that one. */
function tellCompile(setup: Setup, { ready }: Taking): void {
  const compileMs = (ready.compileMs ?? 0) + ready.firstStepMs;
  const atMost = COMPILE_AT_MOST_MS[setup.model];
  report.add({ case: { ...setup, what: "compile and first step" }, unit: "ms", ...summaryOf([compileMs]), atMost });
}
