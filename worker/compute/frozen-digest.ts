// Digests of what must not move.
import { createHash } from "node:crypto";
import { upToCut } from "../model/feature-cut.ts";
import { type Model, weightPath } from "../model/network.ts";
import type { PreparedModel } from "../model/prepare.ts";

/** sha256 over every weight that is not part of State, moving statistics included, as TensorFlow holds it now. */
export function frozenDigest({ built, stateWeights }: PreparedModel): string {
  const changed = new Set(stateWeights.map(({ layer, name }) => weightPath(layer, name)));
  const hash = createHash("sha256");
  for (const { layer, weights } of built.layers) {
    for (const { name, variable } of weights) {
      if (changed.has(weightPath(layer.name, name))) continue;
      hash
        .update(weightPath(layer.name, name))
        .update(Buffer.from(variable.read().dataSync<"float32">().slice().buffer));
    }
  }
  return hash.digest("hex");
}

/** sha256 over the layers up to `cut` and their weights: what a sample's features depend on beside its pixels. */
export function trunkDigest({ network, weights }: Model, cut: string): string {
  const hash = createHash("sha256");
  for (const layer of upToCut(network, cut).layers) {
    hash.update(JSON.stringify(layer));
    for (const { name, data } of weights.get(layer.name) ?? [])
      hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}
