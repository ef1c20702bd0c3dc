// The model whose files the tests spoil.
import { sizeOf, type Model, type Weight } from "../../../worker/model/network.ts";
import { NetworkBuilder } from "../networks.ts";

/** 6 x 6 x 3 -> Conv2D of 2 -> Flatten -> Dense of 5. */
export function wholeModel(): Model {
  const b = new NetworkBuilder();
  const conv = b.add("Conv2D", b.input([6, 6, 3]), { filters: 2, kernel_size: [3, 3], use_bias: false }, "conv");
  const network = b.network(b.add("Dense", b.add("Flatten", conv, {}, "flat"), { units: 5 }, "dense"));
  const weight = (name: string, shape: readonly number[]): Weight => ({
    name,
    shape,
    data: new Float32Array(sizeOf(shape)).fill(0.5),
  });
  const weights = new Map([
    ["conv", [weight("kernel", [3, 3, 3, 2])]],
    ["dense", [weight("kernel", [32, 5]), weight("bias", [5])]],
  ]);
  return { network, weights };
}
