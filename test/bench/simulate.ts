// npm run bench:simulate: jobs with many workers under a simulated network, clock and store, each a function of its seed. Counts those in
// which an invariant of the protocol (S1 to S7) broke, and says which; a seed replays exactly.
//   [--seeds 1000] [--seed 1, the first; alone: only this one, with all that happened] [--json] [--out FILE]
import { parseArgs } from "node:util";
import { type Outcome, simulate } from "../simulation/simulate.ts";
import { Report } from "./support/report.ts";
import { summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    seeds: { type: "string" },
    seed: { type: "string" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const isReplay = flags.seed !== undefined && flags.seeds === undefined;
const first = Number(flags.seed ?? "1");
const count = isReplay ? 1 : Number(flags.seeds ?? "1000");
const report = new Report("simulate", { json: flags.json, out: flags.out });

const began = performance.now();
const broken: Outcome[] = [];
const ends: Record<string, number> = {};
let rounds = 0;
let lost = 0;
for (let seed = first; seed < first + count; seed++) {
  const outcome = simulate(seed);
  if (isReplay) process.stderr.write(`${outcome.trace.join("\n")}\n`);
  if (outcome.violations.length > 0) broken.push(outcome);
  for (const fault of outcome.faults.length === 0 ? ["none"] : outcome.faults) {
    const end = `${fault}: ${outcome.ended}`;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  rounds += outcome.rounds;
  if (outcome.isLost) lost++;
}
for (const { seed, violations } of broken.slice(0, 10))
  process.stderr.write(`seed ${seed}: ${violations.slice(0, 3).join("; ")} (--seed ${seed} shows all of it)\n`);
report.add({
  case: { seeds: count, first },
  unit: "seeds with a broken invariant",
  ...summaryOf([broken.length]),
  atMost: 0,
  broken: broken.map(({ seed }) => seed),
  rounds,
  lost,
  ends,
  seconds: Math.round(performance.now() - began) / 1000,
});
process.exitCode = broken.length === 0 ? 0 : 1;
