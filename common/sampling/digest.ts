// The sample digest of a micro-batch: what proves, from seed and manifest alone, which samples were computed.
import { mixText } from "./hash.ts";

/** 64 bits of a sample and of the bytes that were read for it. Digests of several samples are summed mod 2^64. */
export function sampleDigest(id: number, identity: string): bigint {
  const [high, low] = mixText(identity, id);
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
