// What the compiled step is made from: layers whose output shapes are known.
import type { Layer, Weight } from "../../model/network.ts";

/** A layer of a built network. The batch dimension is left out: it is the micro-batch's size. */
export interface ShapedLayer extends Layer {
  /** (height, width, channels), or (units). */
  readonly outputShape: readonly number[];
  /** In Keras's order, by short name. Frozen ones become constants; the arrays are not copied and must not change. */
  readonly weights: readonly Weight[];
}

/** A layer can't be lowered: a class without a lowering, or an option of one that the lowering does not know. */
export class UnsupportedLayerError extends Error {
  override readonly name = "UnsupportedLayerError";
  readonly layer: string;
  readonly className: string;
  constructor(layer: Layer, what: string) {
    super(`layer "${layer.name}" (${layer.className}): ${what}`);
    this.layer = layer.name;
    this.className = layer.className;
  }
}
