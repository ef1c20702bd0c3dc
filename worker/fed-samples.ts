// Which samples a worker's share of a round really held, counted while its micro-batches are taken.
import type { FedMicroBatch } from "./feed.ts";

/** Of the micro-batches that one worker computed in one round. */
export interface SampleProof {
  /** Sum mod 2^64 of the digests of all samples that were put into buffers. */
  readonly digest: bigint;
  /** Manifest ids of samples that were read but did not count. */
  readonly setAside: readonly number[];
}

/** Of a whole round. @param shares in the order of the round's micro-batches */
export function proofOf(shares: readonly SampleProof[]): SampleProof {
  const digest = shares.reduce((sum, share) => sum + share.digest, 0n);
  return { digest: BigInt.asUintN(64, digest), setAside: shares.flatMap(({ setAside }) => setAside) };
}

export class FedSamples {
  #digest = 0n;
  readonly #setAside: number[] = [];

  /** Passes on what it counted in. */
  add<Taken extends readonly FedMicroBatch[]>(taken: Taken): Taken {
    for (const { digests, setAside } of taken) {
      for (const digest of digests) this.#digest += digest;
      this.#setAside.push(...setAside);
    }
    return taken;
  }

  proof(): SampleProof {
    return { digest: BigInt.asUintN(64, this.#digest), setAside: this.#setAside };
  }
}
