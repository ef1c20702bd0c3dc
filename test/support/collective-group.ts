// Several members of one generation in one process, each with a memory of its own, and what they should come to: the tree over
// micro-batches in plain JavaScript.
import assert from "node:assert/strict";
import { must } from "../../common/errors.ts";
import { planQuotas, sharesOf } from "../../common/plan.ts";
import { blocksOf, childrenOf, type TreeRange, rangesIn } from "../../common/tree.ts";
import { Collective, collectiveBytes, type CollectivePlan } from "../../worker/collective/collective.ts";
import { createSharedMemory, type Kernels, loadKernels } from "../../worker/compute/kernels/kernels.ts";
import type { ListenOptions } from "../../worker/links/transport.ts";

const REGION_AT = 65_536;

export interface Member {
  readonly collective: Collective;
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  /** Byte offset of memory of the caller's own: a vector for each micro-batch. */
  readonly inputs: number;
  readonly plan: CollectivePlan;
  /** What the reduces so far came to, and where it lies. */
  readonly results: { readonly at: number; readonly copy: Float32Array }[];
}

export interface GroupOptions {
  readonly plan: CollectivePlan;
  /** How each member listens. */
  readonly listen: () => ListenOptions;
  readonly ranks?: number;
  readonly jobUid?: string;
}

/** Members that have joined generation 1. */
export async function openGroup(options: GroupOptions): Promise<readonly Member[]> {
  const ranks = options.ranks ?? options.plan.ranks;
  const members = await Promise.all(Array.from({ length: ranks }, () => openMember(options)));
  await joinAll(members, 1);
  return members;
}

export async function openMember({ plan, listen, jobUid = "job-1" }: GroupOptions): Promise<Member> {
  const inputs = REGION_AT + collectiveBytes(plan);
  const memory = createSharedMemory(inputs + plan.leaves * strideOf(plan.floats));
  const kernels = loadKernels(memory);
  const collective = await Collective.open({ jobUid, memory, at: REGION_AT, plan, kernels, listen: listen() });
  return { collective, memory, kernels, inputs, plan, results: [] };
}

export async function joinAll(members: readonly Member[], generation: number): Promise<void> {
  const addresses = members.map(({ collective }) => collective.address);
  const join = ({ collective }: Member, rank: number) =>
    collective.join({ generation, rank, addresses }, AbortSignal.timeout(20_000));
  await Promise.all(members.map(join));
}

export async function closeAll(members: readonly Member[]): Promise<void> {
  await Promise.all(members.map(({ collective }) => collective.close()));
}

interface Tree {
  readonly leaves: number;
  /** Micro-batch i's gradient; undefined when it has no samples. */
  readonly leaf: (i: number) => Float32Array | undefined;
}

interface RoundOptions extends Tree {
  readonly round: number;
  readonly floats: number;
  readonly shares?: readonly TreeRange[];
}

function evenShares(ranks: number, leaves: number): readonly TreeRange[] {
  return sharesOf(
    planQuotas(
      Array.from({ length: ranks }, () => 1),
      leaves,
    ),
    leaves,
  );
}

/** One reduce on every member; afterwards each writes over its own inputs at once, as a training step does. Copies of the results. */
export async function reduceRound(members: readonly Member[], given: RoundOptions) {
  const leaves = Array.from({ length: given.leaves }, (_, i) => given.leaf(i));
  const options = { ...given, leaf: (i: number) => leaves[i] };
  const shares = options.shares ?? evenShares(members.length, options.leaves);
  return await Promise.all(members.map((member, rank) => reduceOne(member, rank, { ...options, shares })));
}

async function reduceOne(member: Member, rank: number, options: RoundOptions & { shares: readonly TreeRange[] }) {
  const { round, floats, leaves, shares } = options;
  poisonResults(member);
  const reduction = member.collective.reduce({
    round,
    floats,
    leaves,
    shares: shares.map(rangesIn),
    stateHash: "0123456789abcdef",
  });
  for (const [i, block] of blocksOf(leaves, must(shares[rank], "a share")).entries()) {
    const sum = plainTree(block, options.leaf);
    const at = member.inputs + i * strideOf(member.plan.floats);
    if (sum !== undefined) new Float32Array(member.memory.buffer, at, floats).set(sum);
    reduction.add({ ...block, at: sum === undefined ? undefined : at });
    // Blocks become final one after the other, while others' frames already come in.
    if (i % 2 === 1) await new Promise(setImmediate);
  }
  const at = await reduction.done;
  assertKept(member);
  const result = at === undefined ? undefined : new Float32Array(member.memory.buffer, at, floats).slice();
  // A member that is alone gets its own block back, which is its caller's to keep.
  if (at !== undefined && result !== undefined && at < member.inputs) member.results.push({ at, copy: result });
  new Float32Array(member.memory.buffer, member.inputs).fill(Number.NaN);
  return result;
}

/** What the reduce before the last one came to may be written over now (S7), and this one writes there. */
function poisonResults({ results, memory, plan }: Member): void {
  const [before, last] = [results.at(-2), results.at(-1)];
  if (before !== undefined && before.at !== last?.at)
    new Float32Array(memory.buffer, before.at, plan.floats).fill(Number.NaN);
}

/** The sum of the reduce before is still whole when this one has ended (S7). */
function assertKept({ results, memory }: Member): void {
  const before = results.at(-1);
  if (before === undefined) return;
  const now = new Float32Array(memory.buffer, before.at, before.copy.length);
  assert.ok(bytesOf(now).equals(bytesOf(before.copy)), "the result of the round before has changed");
}

/** tree(lo, hi) in float32; undefined when no micro-batch in it has samples. */
function plainTree(node: TreeRange, leaf: (i: number) => Float32Array | undefined): Float32Array | undefined {
  const children = childrenOf(node);
  if (children === undefined) return node.hi > node.lo ? leaf(node.lo) : undefined;
  const [left, right] = [plainTree(children[0], leaf), plainTree(children[1], leaf)];
  if (left === undefined || right === undefined) return left ?? right;
  const sum = new Float32Array(left.length);
  for (let i = 0; i < sum.length; i++) sum[i] = (left[i] ?? Number.NaN) + (right[i] ?? Number.NaN);
  return sum;
}

/** All results have the plain tree's bits. */
export function assertPlainTree(results: readonly (Float32Array | undefined)[], { leaves, leaf }: Tree): void {
  const expected = plainTree({ lo: 0, hi: leaves }, leaf);
  for (const result of results) {
    // One comparison of bytes: deepEqual would take seconds for megabytes.
    if (expected === undefined) assert.equal(result, undefined);
    else assert.ok(result !== undefined && bytesOf(result).equals(bytesOf(expected)), "the bits differ");
  }
}

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** A vector that differs for each round, micro-batch and element. */
export function vectorOf(round: number, leaf: number, floats: number): Float32Array {
  const vector = new Float32Array(floats);
  for (let i = 0; i < floats; i++)
    vector[i] = (Math.imul(i + 7919 * round + 40_503 * leaf, 2_654_435_761) >>> 8) * 1e-8 - 0.08;
  return vector;
}

function strideOf(floats: number): number {
  return Math.ceil((floats * 4) / 64) * 64;
}
