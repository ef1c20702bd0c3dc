// Convolution and pooling, and their gradients, from one walk over all pairs of output and input elements.
import type { Node, Shape } from "../../../worker/compute/graph/ir.ts";
import { sizeOf } from "../../../worker/model/network.ts";
import { at, input, integersOf, type Kernel, offsetOf, textOf, type Value } from "./values.ts";

interface Geometry {
  readonly x: Shape;
  readonly y: Shape;
  /** Height and width of the window. */
  readonly size: Shape;
}

/** Calls `visit` for each place of the window over each output pixel that lies inside the picture: row, column and place. */
function walk(
  node: Node,
  { x, y, size }: Geometry,
  visit: (place: Record<"n" | "i" | "j" | "p" | "q" | "u" | "v", number>) => void,
): void {
  const strides = integersOf(node, "strides").slice(1, 3);
  const dilations = node.attributes["dilations"] === undefined ? [1, 1] : integersOf(node, "dilations").slice(1, 3);
  const before = [0, 1].map((axis) => {
    if (textOf(node, "padding") === "VALID") return 0;
    const extent = ((size[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1;
    return Math.max(0, ((y[axis + 1] ?? 1) - 1) * (strides[axis] ?? 1) + extent - (x[axis + 1] ?? 1)) >> 1;
  });
  const places = (axis: 0 | 1): { out: number; within: number; place: number }[] =>
    Array.from({ length: y[axis + 1] ?? 0 }, (_, out) =>
      Array.from({ length: size[axis] ?? 0 }, (__, within) => {
        return {
          out,
          within,
          place: out * (strides[axis] ?? 1) + within * (dilations[axis] ?? 1) - (before[axis] ?? 0),
        };
      }),
    )
      .flat()
      .filter(({ place }) => place >= 0 && place < (x[axis + 1] ?? 0));
  for (let n = 0; n < (x[0] ?? 0); n += 1) {
    for (const row of places(0)) {
      for (const column of places(1)) {
        visit({ n, i: row.out, j: column.out, p: row.place, q: column.place, u: row.within, v: column.within });
      }
    }
  }
}

/** Every product x[a] * w[b] that is added to y[c]. */
function eachProduct(
  node: Node,
  shapes: { readonly x: Shape; readonly w: Shape; readonly y: Shape },
  visit: (a: number, b: number, c: number) => void,
): void {
  const { x, w, y } = shapes;
  const [, , inputs = 1, last = 1] = w;
  const depthwise = node.op.startsWith("Depthwise");
  walk(node, { x, y, size: w.slice(0, 2) }, ({ n, i, j, p, q, u, v }) => {
    for (let c = 0; c < inputs; c += 1) {
      for (let m = 0; m < last; m += 1) {
        visit(
          offsetOf(x, [n, p, q, c]),
          offsetOf(w, [u, v, c, m]),
          offsetOf(y, [n, i, j, depthwise ? c * last + m : m]),
        );
      }
    }
  });
}

function accumulate(shape: Shape, run: (add: (index: number, value: number) => void) => void): Value {
  const data = new Float64Array(sizeOf(shape));
  run((index, value) => {
    data[index] = (data[index] ?? 0) + value;
  });
  return { shape, data };
}

const outputShape = (node: Node): Shape => node.outputs[0]?.shape ?? [];

const forward: Kernel = (inputs, node) => {
  const [x, w] = [input(inputs, 0), input(inputs, 1)];
  const y = outputShape(node);
  return accumulate(y, (add) => {
    eachProduct(node, { x: x.shape, w: w.shape, y }, (a, b, c) => {
      add(c, at(x, a) * at(w, b));
    });
  });
};

const backpropInput: Kernel = (inputs, node) => {
  const [w, dy] = [input(inputs, 1), input(inputs, 2)];
  const x = outputShape(node);
  return accumulate(x, (add) => {
    eachProduct(node, { x, w: w.shape, y: dy.shape }, (a, b, c) => {
      add(a, at(dy, c) * at(w, b));
    });
  });
};

const backpropFilter: Kernel = (inputs, node) => {
  const [x, dy] = [input(inputs, 0), input(inputs, 2)];
  const w = outputShape(node);
  return accumulate(w, (add) => {
    eachProduct(node, { x: x.shape, w, y: dy.shape }, (a, b, c) => {
      add(b, at(dy, c) * at(x, a));
    });
  });
};

/** For each output element, the input elements under its window. */
function windowsOf(node: Node, x: Shape, y: Shape): number[][] {
  const windows: number[][] = Array.from({ length: sizeOf(y) }, () => []);
  walk(node, { x, y, size: integersOf(node, "ksize").slice(1, 3) }, ({ n, i, j, p, q }) => {
    for (let c = 0; c < (x[3] ?? 0); c += 1) windows[offsetOf(y, [n, i, j, c])]?.push(offsetOf(x, [n, p, q, c]));
  });
  return windows;
}

const pool =
  (reduce: (values: readonly number[]) => number): Kernel =>
  (inputs, node) => {
    const x = input(inputs, 0);
    const shape = outputShape(node);
    const windows = windowsOf(node, x.shape, shape);
    return { shape, data: Float64Array.from(windows, (window) => reduce(window.map((place) => at(x, place)))) };
  };

const maxPoolGrad: Kernel = (inputs, node) => {
  const [x, y, dy] = [input(inputs, 0), input(inputs, 1), input(inputs, 2)];
  return accumulate(x.shape, (add) => {
    windowsOf(node, x.shape, y.shape).forEach((window, out) => {
      const first = window.find((place) => at(x, place) === at(y, out));
      if (first !== undefined) add(first, at(dy, out));
    });
  });
};

const avgPoolGrad: Kernel = (inputs, node) => {
  const dy = input(inputs, 1);
  const x = outputShape(node);
  return accumulate(x, (add) => {
    windowsOf(node, x, dy.shape).forEach((window, out) => {
      for (const place of window) add(place, at(dy, out) / window.length);
    });
  });
};

export const windowKernels: Readonly<Record<string, Kernel>> = {
  Conv2D: forward,
  Conv2DBackpropInput: backpropInput,
  Conv2DBackpropFilter: backpropFilter,
  DepthwiseConv2dNative: forward,
  DepthwiseConv2dNativeBackpropInput: backpropInput,
  DepthwiseConv2dNativeBackpropFilter: backpropFilter,
  MaxPool: pool((values) => Math.max(...values)),
  MaxPoolGrad: maxPoolGrad,
  AvgPool: pool((values) => values.reduce((a, b) => a + b, 0) / values.length),
  AvgPoolGrad: avgPoolGrad,
};
