// Which samples train, validate and test: a pure function of the manifest, the seed and the shares. Each class is split alone, by
// a hash of its paths, so adding a file to one class moves no sample of another.
import { ConfigError, must, type Problem } from "../../common/errors.ts";
import { mixText } from "../../common/sampling/hash.ts";

/** Shares of the samples; their sum need not be 1. */
export interface SplitShares {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Sample ids of each part, ascending. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

export interface SplitInput {
  readonly classes: readonly { readonly name: string }[];
  readonly samples: readonly { readonly path: string; readonly class: number }[];
}

/** Ties of the remainders go to the first. */
const PARTS = ["train", "validation", "test"] as const;

type Counts = Record<(typeof PARTS)[number], number>;

/**
 * Splits each class by the shares, within one sample; each class keeps at least one training sample. Throws a ConfigError for a
 * part with a share that would get no sample at all.
 */
export function splitSamples(data: SplitInput, seed: number, shares: SplitShares): Split {
  const parts: Record<(typeof PARTS)[number], number[]> = { train: [], validation: [], test: [] };
  for (const ids of idsByClass(data)) {
    const counts = countsOf(ids.length, shares);
    const shuffled = byHash(ids, data, seed);
    for (const part of PARTS) parts[part].push(...shuffled.splice(0, counts[part]));
  }
  refuseEmpty(parts, shares);
  return { train: ascending(parts.train), validation: ascending(parts.validation), test: ascending(parts.test) };
}

/** Largest remainder: the whole parts of the quotas, then one more each for the largest fractions until all are given. */
function countsOf(total: number, shares: SplitShares): Counts {
  const sum = shares.train + shares.validation + shares.test;
  const quotas = PARTS.map((part) => ({ part, quota: (total * shares[part]) / sum }));
  const counts: Counts = { train: 0, validation: 0, test: 0 };
  for (const { part, quota } of quotas) counts[part] = Math.floor(quota);
  const left = total - counts.train - counts.validation - counts.test;
  const byRemainder = quotas.toSorted((a, b) => (b.quota % 1) - (a.quota % 1));
  for (const { part } of byRemainder.slice(0, left)) counts[part]++;
  return counts.train > 0 || total === 0 ? counts : withOneToTrain(counts);
}

function withOneToTrain(counts: Counts): Counts {
  const giver = counts.validation > counts.test ? "validation" : "test";
  return { ...counts, [giver]: counts[giver] - 1, train: 1 };
}

function idsByClass({ classes, samples }: SplitInput): number[][] {
  const ids = classes.map((): number[] => []);
  samples.forEach((sample, id) => must(ids[sample.class], `class ${sample.class}`).push(id));
  return ids;
}

function byHash(ids: readonly number[], { samples }: SplitInput, seed: number): number[] {
  const keyed = ids.map((id) => ({ id, key: mixText(must(samples[id], `sample ${id}`).path, seed) }));
  return keyed.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.id - b.id).map(({ id }) => id);
}

function refuseEmpty(parts: Record<(typeof PARTS)[number], readonly number[]>, shares: SplitShares): void {
  const empty = PARTS.filter((part) => shares[part] > 0 && parts[part].length === 0);
  if (empty.length === 0) return;
  const hint = "give it a larger share, or 0, or add samples: each class is split alone";
  const problems = empty.map((part): Problem => {
    const path = `spec.dataset.split.${part}`;
    return { path, message: `a share of ${shares[part]} leaves this part without any sample`, hint };
  });
  throw new ConfigError("data set", problems);
}

function ascending(ids: readonly number[]): Int32Array {
  return Int32Array.from(ids).sort();
}
