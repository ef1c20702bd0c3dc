// Networks made by hand for tests and benchmarks: plain data (worker/model/network.ts) with deterministic weights.
import { must } from "../../common/errors.ts";
import type { JsonObject, Layer, Model, Network, Weight } from "../../worker/model/network.ts";
import { sizeOf } from "../../worker/model/network.ts";

/** Strings layers together; each call returns the new layer's name. */
export class NetworkBuilder {
  readonly layers: Layer[] = [];

  add(className: string, inputs: string | readonly string[], config: JsonObject = {}, name?: string): string {
    const unique = name ?? `${className.toLowerCase()}_${this.layers.length}`;
    const sources = typeof inputs === "string" ? [inputs] : inputs;
    this.layers.push({ name: unique, className, config: { name: unique, ...config }, inputs: sources });
    return unique;
  }

  input(shape: readonly number[]): string {
    return this.add("InputLayer", [], { batch_input_shape: [null, ...shape], dtype: "float32" }, "input");
  }

  conv(x: string, filters: number, size: number, strides = 1, config: JsonObject = {}): string {
    const defaults = {
      filters,
      kernel_size: [size, size],
      strides: [strides, strides],
      padding: "same",
      use_bias: false,
    };
    return this.add("Conv2D", x, { ...defaults, ...config });
  }

  depthwise(x: string, strides = 1): string {
    return this.add("DepthwiseConv2D", x, {
      kernel_size: [3, 3],
      strides: [strides, strides],
      padding: "same",
      use_bias: false,
    });
  }

  norm(x: string): string {
    return this.add("BatchNormalization", x, { axis: 3, epsilon: 1e-3 });
  }

  relu(x: string, maximum: number | null): string {
    return this.add("ReLU", x, { max_value: maximum });
  }

  network(output: string): Network {
    return { name: "net", layers: this.layers, output };
  }
}

export function mobileNetV2(size: number, classes: number): Network {
  const b = new NetworkBuilder();
  const relu6 = (x: string): string => b.relu(b.norm(x), 6);
  const block = (x: string, from: number, to: number, strides: number, expansion: number): string => {
    const wide = expansion === 1 ? x : relu6(b.conv(x, from * expansion, 1));
    const y = b.norm(b.conv(relu6(b.depthwise(wide, strides)), to, 1));
    return strides === 1 && from === to ? b.add("Add", [x, y]) : y;
  };
  let x = relu6(b.conv(b.input([size, size, 3]), 32, 3, 2));
  let channels = 32;
  const plan = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ];
  for (const [expansion = 1, to = 1, repeats = 1, strides = 1] of plan) {
    for (let i = 0; i < repeats; i += 1) {
      x = block(x, channels, to, i === 0 ? strides : 1, expansion);
      channels = to;
    }
  }
  const features = b.add("GlobalAveragePooling2D", relu6(b.conv(x, 1280, 1)));
  return b.network(b.add("Dense", features, { units: classes, activation: "linear", use_bias: true }, "head"));
}

export function resNet50(size: number, classes: number): Network {
  const b = new NetworkBuilder();
  const relu = (x: string): string => b.relu(x, null);
  const block = (x: string, filters: number, strides: number, projects: boolean): string => {
    const a = relu(b.norm(b.conv(x, filters, 1, strides)));
    const y = b.norm(b.conv(relu(b.norm(b.conv(a, filters, 3))), 4 * filters, 1));
    return relu(b.add("Add", [y, projects ? b.norm(b.conv(x, 4 * filters, 1, strides)) : x]));
  };
  let x = relu(b.norm(b.conv(b.input([size, size, 3]), 64, 7, 2)));
  x = b.add("MaxPooling2D", x, { pool_size: [3, 3], strides: [2, 2], padding: "same" });
  for (const [filters = 1, repeats = 1, strides = 1] of [
    [64, 3, 1],
    [128, 4, 2],
    [256, 6, 2],
    [512, 3, 2],
  ]) {
    for (let i = 0; i < repeats; i += 1) x = block(x, filters, i === 0 ? strides : 1, i === 0);
  }
  const features = b.add("GlobalAveragePooling2D", x);
  return b.network(b.add("Dense", features, { units: classes, activation: "linear", use_bias: true }, "head"));
}

/** Uniform in [-0.5, 0.5), the same everywhere. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32 - 0.5;
  };
}

/**
 * `steady` keeps activations near 3, far from the corners of ReLU and ReLU6: otherwise a single float32 rounding flips a mask and
 * gradients can't be compared. `steady in batches` does so where BatchNormalization normalizes with the batch's statistics.
 */
export type WeightsKind = "steady" | "steady in batches" | "ordinary";

/** Weights for a network whose layers' weights have these shapes. */
export function weightsFor(
  shapes: ReadonlyMap<string, readonly { readonly name: string; readonly shape: readonly number[] }[]>,
  kind: WeightsKind,
): Model["weights"] {
  const random = randomNumbers(12345);
  return new Map(
    [...shapes].map(([layer, weights]): [string, Weight[]] => [
      layer,
      weights.map(({ name, shape }) => ({ name, shape, data: valuesOf(name, shape, kind, random) })),
    ]),
  );
}

function valuesOf(name: string, shape: readonly number[], kind: WeightsKind, random: () => number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  const fan = name === "depthwise_kernel" ? 9 : sizeOf(shape.slice(0, -1));
  const isSteady = kind !== "ordinary";
  const gain = isSteady ? Math.sqrt(12 / fan) * 0.7 : Math.sqrt(24 / fan);
  const value = (): number => {
    if (name === "gamma" && kind === "steady in batches") return 0.3 + random() * 0.1;
    if (name === "moving_variance" || name === "gamma") return 1 + random() * 0.3;
    if (name === "beta" && isSteady) return 3 + random() * 0.1;
    return random() * (shape.length > 1 ? gain : 0.1);
  };
  for (let i = 0; i < values.length; i += 1) values[i] = value();
  if (isSteady && shape.length === 4) centre(values, must(shape[name === "depthwise_kernel" ? 2 : 3], "channels"));
  return values;
}

/** Mean 0 per output channel. */
function centre(values: Float32Array, channels: number): void {
  const sums = new Float64Array(channels);
  values.forEach((value, i) => {
    sums[i % channels] = must(sums[i % channels], "sum") + value;
  });
  values.forEach((value, i) => {
    values[i] = value - (must(sums[i % channels], "sum") * channels) / values.length;
  });
}
