// npm run bench:keras-curve: how far the losses of 20 steps are from Keras's, on the case of test/parity/keras-loss-curve.test.ts.
//   [--json] [--out FILE]
import { parseArgs } from "node:util";
import { CASES, STEPS } from "../parity/keras/case.ts";
import { differencesOf, openCaseFolder, readCurve, TOLERANCE, train } from "../parity/keras/compare.ts";
import { Report } from "./support/report.ts";
import { rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: { json: { type: "boolean", default: false }, out: { type: "string" } },
});
const report = new Report("keras-curve", { json: flags.json, out: flags.out });
const keras = await readCurve();
const cases = await openCaseFolder();
try {
  for (const name of CASES) for (const compute of ["graph", "eager"] as const) await compare(name, compute);
} finally {
  await cases.close();
}

async function compare(name: (typeof CASES)[number], compute: "graph" | "eager"): Promise<void> {
  const ours = await train(cases.folder, name, compute, STEPS);
  const differences = differencesOf(ours.losses, keras.losses[name]).map(rounded);
  const largest = Math.max(...differences);
  const versions = { keras: keras.keras, tensorflow: keras.tensorflow };
  const what = { trains: name, compute: ours.compute };
  const moved = Math.max(...differencesOf(keras.untrained[name], keras.losses[name]));
  const details = { largest, atMost: TOLERANCE, movedByTraining: rounded(moved), differences };
  report.add({ case: what, unit: "loss difference", ...summaryOf(differences), ...details }, versions);
  if (largest > TOLERANCE) process.exitCode = 1;
}
