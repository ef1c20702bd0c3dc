// npm run bench:allreduce: sums of vectors between processes over TCP and Unix sockets, beside Gloo where a Python with PyTorch is given.
// All take turns; every iteration has new inputs and its result is checked. Bus bandwidth is 2 (N-1) / N x bytes / time.
//   [--ranks 2,4,8] [--sizes BYTES,...] [--links tcp,unix,unix-sent] [--peer-python PYTHON] [--rounds 4] [--verbose] [--json] [--out FILE]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { type Group, type LinkKind, startGloo, startOurs } from "./support/allreduce-groups.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    ranks: { type: "string", default: "2,4,8" },
    sizes: { type: "string", default: "1024,65536,1048576,16777216,104857600" },
    links: { type: "string", default: "tcp,unix,unix-sent" },
    "peer-python": { type: "string" },
    rounds: { type: "string", default: "4" },
    verbose: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

/** Small ones before anything is measured: until then our code is interpreted, which a job's first seconds see and the rest of it does not. */
const WARM_UP = { bytes: 1024, sums: 10_000, ms: 4000 };
/** How long one group measures in one round, in ms, and how many sums that may be. */
const ROUND_MS = 200;
const MAX_SUMS = 400;
const SMALL_BYTES = 65_536;
const LARGE_BYTES = 16_777_216;
/** Of Gloo's bandwidth, by world size, for large vectors. */
const AT_LEAST: Readonly<Record<LinkKind, Readonly<Record<number, number>>>> = {
  tcp: { 2: 1.4, 4: 1.15, 8: 0.95 },
  unix: { 2: 1.5, 4: 1.5 },
  "unix-sent": {},
};
/** A third of Gloo's time, for small ones. */
const AT_LEAST_SMALL = 3;

interface Taking {
  readonly group: Group;
  /** Of every sum, by round. */
  readonly rounds: number[][];
}

const report = new Report("allreduce", { json: flags.json, out: flags.out });
const sizes = flags.sizes.split(",").map(Number);
const links = flags.links.split(",") as LinkKind[];
for (const ranks of flags.ranks.split(",").map(Number)) await compare(ranks);

async function compare(ranks: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "allreduce-"));
  const groups: Group[] = [];
  try {
    const request = { ranks, folder, verbose: flags.verbose };
    for (const kind of links) groups.push(await startOurs(kind, Math.max(...sizes), request));
    const python = flags["peer-python"];
    const gloo = python === undefined ? undefined : await startGloo(python, request);
    if (python !== undefined && gloo === undefined)
      process.stderr.write("Gloo did not start and is left out; --verbose shows why\n");
    if (gloo !== undefined) groups.push(gloo);
    for (const group of groups) await warmUp(group);
    for (const bytes of sizes) tell(ranks, bytes, await measure(groups, bytes));
  } finally {
    await Promise.all(groups.map((group) => group.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function warmUp(group: Group): Promise<void> {
  const estimate = medianOf(await group.run(WARM_UP.bytes, 200));
  await group.run(WARM_UP.bytes, Math.min(WARM_UP.sums, Math.round(WARM_UP.ms / estimate)));
}

async function measure(groups: readonly Group[], bytes: number): Promise<Taking[]> {
  const taking = groups.map((group) => ({ group, rounds: [] as number[][] }));
  const counts: number[] = [];
  for (const { group } of taking) {
    const estimate = medianOf(await group.run(bytes, 3));
    const count = Math.min(MAX_SUMS, Math.max(3, Math.round(ROUND_MS / estimate)));
    counts.push(count);
    await group.run(bytes, count); // not counted: code is still being compiled and pages are touched for the first time
  }
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const [i, { group, rounds }] of taking.entries()) rounds.push(await group.run(bytes, counts[i] ?? 3));
  }
  return taking;
}

function tell(ranks: number, bytes: number, taking: readonly Taking[]): void {
  const gloo = taking.find(({ group }) => group.name === "gloo");
  for (const one of taking) {
    if (one === gloo) continue;
    const link = one.group.name as LinkKind;
    const summary = summaryOf(one.rounds.flat());
    report.add(
      {
        case: { ranks, bytes, link },
        unit: "ms",
        ...summary,
        busGBps: busOf(ranks, bytes, summary.median),
        ...(gloo === undefined ? {} : besideGloo(ranks, bytes, link, one, gloo)),
      },
      gloo === undefined ? {} : { gloo: gloo.group.version },
    );
  }
}

function besideGloo(ranks: number, bytes: number, link: LinkKind, ours: Taking, gloo: Taking) {
  const ratios = ours.rounds.map((ms, round) => medianOf(must(gloo.rounds[round], "a round")) / medianOf(ms));
  const summary = summaryOf(gloo.rounds.flat());
  const large = bytes >= LARGE_BYTES ? AT_LEAST[link][ranks] : undefined;
  const atLeast = bytes <= SMALL_BYTES ? AT_LEAST_SMALL : large;
  return {
    peer: { name: "gloo", ...summary, busGBps: busOf(ranks, bytes, summary.median) },
    times: rounded(medianOf(ratios)),
    ...(atLeast === undefined ? {} : { atLeast }),
  };
}

/** GB/s. */
function busOf(ranks: number, bytes: number, ms: number): number {
  return rounded((2 * (ranks - 1) * bytes) / ranks / ms / 1e6);
}
