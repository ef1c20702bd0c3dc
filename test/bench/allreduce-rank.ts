// One rank of bench/allreduce.ts: says where it listens, joins on request, then times sums. Arguments: unix or unix-sent or tcp, folder, ranks,
// bytes of the largest vector. Every iteration has a new input, and its result is looked at.
import { createInterface } from "node:readline";
import { must } from "../../common/errors.ts";
import { Collective, collectiveBytes, type Membership } from "../../worker/collective/collective.ts";
import { createSharedMemory, loadKernels } from "../../worker/compute/kernels/kernels.ts";
import type { ListenOptions } from "../../worker/links/transport.ts";

const [kind = "tcp", folder = "", ranksArgument = "2", bytesArgument = "1048576"] = process.argv.slice(2);
const ranks = Number(ranksArgument);
const plan = { floats: Number(bytesArgument) / 4, ranks, leaves: ranks };
const REGION_AT = 65_536;
/** Elements of a result that are looked at. */
const LOOKED_AT = 200;

const input = REGION_AT + collectiveBytes(plan);
const memory = createSharedMemory(input + plan.floats * 4);
const kernels = loadKernels(memory);
const listen: ListenOptions =
  kind === "tcp"
    ? { kind, host: "127.0.0.1", port: 0 }
    : { kind: "unix", folder: `${folder}-${kind}`, isDirect: kind === "unix" };
const collective = await Collective.open({ jobUid: "bench", memory, at: REGION_AT, plan, kernels, listen });
const shares = Array.from({ length: ranks }, (_, i) => [{ lo: i, hi: i + 1 }]);
let rank = 0;
let round = 0;
say({ address: collective.address });

for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split(" ");
  if (command === "join") await join(JSON.parse(words.join(" ")) as Membership);
  else say({ ms: await runMany(Number(words[0]) / 4, Number(words[1])) });
}
await collective.close();

async function join(membership: Membership): Promise<void> {
  rank = membership.rank;
  await collective.join(membership, AbortSignal.timeout(30_000));
  say({ ready: true });
}

async function runMany(floats: number, count: number): Promise<number[]> {
  const ms: number[] = [];
  for (let i = 0; i < count; i++) ms.push(await runOne(floats));
  return ms;
}

/** A new gradient, all ranks at the same edge, then the sum. In ms. */
async function runOne(floats: number): Promise<number> {
  new Float32Array(memory.buffer, input, floats).fill(valueOf(rank, round));
  await collective.gather(++round, new Uint8Array(0));
  const before = performance.now();
  const call = { round: ++round, floats, leaves: ranks, shares, stateHash: "0".repeat(16) };
  const reduction = collective.reduce(call);
  reduction.add({ lo: rank, hi: rank + 1, at: input });
  const at = must(await reduction.done, "a sum");
  const took = performance.now() - before;
  check(new Float32Array(memory.buffer, at, floats), round - 2);
  return took;
}

function check(result: Float32Array, inputRound: number): void {
  const expected = tree(0, ranks, inputRound);
  const stride = Math.max(1, Math.floor(result.length / LOOKED_AT));
  for (let i = 0; i < result.length; i += stride) verify(result[i], expected, i);
  verify(result.at(-1), expected, result.length - 1);
}

function verify(found: number | undefined, expected: number, at: number): void {
  if (found !== expected) throw new Error(`element ${at} is ${String(found)}, expected ${expected}`);
}

function tree(lo: number, hi: number, inputRound: number): number {
  if (hi - lo === 1) return valueOf(lo, inputRound);
  const mid = Math.floor((lo + hi) / 2);
  return Math.fround(tree(lo, mid, inputRound) + tree(mid, hi, inputRound));
}

function valueOf(of: number, inputRound: number): number {
  return Math.fround(0.1 * (of + 1) + (inputRound % 1000) * 1e-3);
}

function say(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
