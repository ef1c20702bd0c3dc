// Which digest each round must have: from the seed, the split and the identities that the data manifest names. Pure; nothing that a
// worker wrote is looked at.
import { must } from "../../common/errors.ts";
import type { HeldSamples } from "../../common/ledger/record.ts";
import { sampleDigest } from "../../common/sampling/digest.ts";
import { sampleAt } from "../../common/sampling/order.ts";

export interface DataSet {
  readonly seed: number;
  /** Manifest ids of each split's samples. */
  readonly splits: Readonly<Record<"train" | "validation" | "test", Int32Array>>;
  /** Digest of each sample, by manifest id. */
  readonly digests: BigUint64Array;
  readonly byDigest: ReadonlyMap<bigint, number>;
}

export function dataSetOf(
  seed: number,
  splits: DataSet["splits"],
  samples: readonly { readonly identity: string }[],
): DataSet {
  const digests = BigUint64Array.from(samples, ({ identity }, id) => sampleDigest(id, identity));
  return { seed, splits, digests, byDigest: new Map(Array.from(digests, (digest, id) => [digest, id])) };
}

/** Manifest ids of the samples at a position, in order; none for a features round, which puts nothing into buffers. */
export function samplesAt({ seed, splits }: DataSet, held: HeldSamples): Int32Array {
  if (held.kind === "features") return new Int32Array();
  const split = splits[held.kind === "train" ? "train" : held.split];
  const indexAt = (position: number): number =>
    held.kind === "train" ? sampleAt(seed, held.epoch, split.length, position) : position;
  return Int32Array.from({ length: held.samples }, (_, i) =>
    must(split[indexAt(held.offset + i)], `position ${held.offset + i} of a split of ${split.length}`),
  );
}

export function digestOf({ digests }: DataSet, samples: Int32Array): bigint {
  let sum = 0n;
  for (const id of samples) sum += digests[id] ?? 0n;
  return BigInt.asUintN(64, sum);
}

/** What a worker did to one sample of a round, by the digest that it reported. */
export interface OneSample {
  /** Was left out. */
  readonly missing: number | undefined;
  /** Was put in beside its place, or in the place of the missing one. */
  readonly extra: number | undefined;
}

/** The single change that explains a digest: a sample left out, put in once more, or taken for another. Undefined when none does. */
export function explain(data: DataSet, samples: Int32Array, found: bigint): OneSample | undefined {
  const difference = BigInt.asUintN(64, found - digestOf(data, samples));
  const extra = data.byDigest.get(difference);
  if (extra !== undefined) return { missing: undefined, extra };
  for (const id of samples) {
    const rest = BigInt.asUintN(64, difference + (data.digests[id] ?? 0n));
    const instead = rest === 0n ? undefined : data.byDigest.get(rest);
    if (rest === 0n || instead !== undefined) return { missing: id, extra: instead };
  }
  return undefined;
}
