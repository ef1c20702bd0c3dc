// Pooling windows that covered the whole feature map when the model was saved, as `AveragePooling2D((7, 7))` before a classifier does,
// go on covering it for pictures of another size. Pure.
import { pictureSize } from "./cut.ts";
import { isArray } from "./keras-json.ts";
import type { Json, Layer, Network } from "./network.ts";

/** Height and width of a feature map; undefined where a layer has none or it can't be told. */
type Extent = readonly [number, number] | undefined;

const POOLINGS = ["AveragePooling2D", "MaxPooling2D"];

/**
 * `resized` is `saved` for pictures of another size. Widens the windows of its poolings that covered all of the saved map; the
 * network is the same otherwise.
 */
export function coverWholeMaps(saved: Network, resized: Network): Network {
  const [before, now] = [pictureSize(saved), pictureSize(resized)];
  if (before === undefined || now === undefined || (before[0] === now[0] && before[1] === now[1])) return resized;
  const savedMaps = mapsOf(saved, before);
  const maps = new Map<string, Extent>();
  const layers: Layer[] = [];
  for (const layer of resized.layers) {
    const [input = ""] = layer.inputs;
    const kept = covered(layer, savedMaps.get(input), maps.get(input));
    layers.push(kept);
    maps.set(layer.name, layer.inputs.length === 0 ? now : outputExtent(kept, maps.get(input)));
  }
  return { ...resized, layers };
}

function mapsOf({ layers }: Network, size: Extent): ReadonlyMap<string, Extent> {
  const maps = new Map<string, Extent>();
  for (const layer of layers) {
    const [input] = layer.inputs;
    maps.set(layer.name, input === undefined ? size : outputExtent(layer, maps.get(input)));
  }
  return maps;
}

function covered(layer: Layer, saved: Extent, now: Extent): Layer {
  if (!POOLINGS.includes(layer.className) || saved === undefined || now === undefined) return layer;
  const window = pairOf(layer.config["pool_size"], [2, 2]);
  // A window of 1 x 1 changes nothing and covers a map only by chance.
  const covers = window[0] === saved[0] && window[1] === saved[1] && window[0] * window[1] > 1;
  if (!covers || layer.config["padding"] === "same") return layer;
  return { ...layer, config: { ...layer.config, pool_size: [...now], strides: [...now] } };
}

function outputExtent(layer: Layer, input: Extent): Extent {
  if (input === undefined) return undefined;
  const { className, config } = layer;
  switch (className) {
    case "Conv2D":
    case "DepthwiseConv2D":
    case "SeparableConv2D":
      return strided(input, pairOf(config["kernel_size"], [1, 1]), pairOf(config["strides"], [1, 1]), layer);
    case "AveragePooling2D":
    case "MaxPooling2D": {
      const window = pairOf(config["pool_size"], [2, 2]);
      return strided(input, window, pairOf(config["strides"], window), layer);
    }
    case "ZeroPadding2D":
      return grown(input, config["padding"] ?? 1, 1);
    case "Cropping2D":
      return grown(input, config["cropping"] ?? 0, -1);
    case "UpSampling2D": {
      const [rows, columns] = pairOf(config["size"], [2, 2]);
      return [input[0] * rows, input[1] * columns];
    }
    default:
      return KEEPING.includes(className) ? input : undefined;
  }
}

/** Classes whose output has their first input's height and width. */
const KEEPING = [
  ...["BatchNormalization", "LayerNormalization", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax"],
  ...["Dropout", "Add", "Average", "Maximum", "Minimum", "Concatenate", "Rescaling", "Dense"],
];

type Pair = readonly [number, number];

function strided(input: Pair, window: Pair, strides: Pair, { config }: Layer): Pair {
  const dilation = pairOf(config["dilation_rate"], [1, 1]);
  const along = (axis: 0 | 1): number => {
    const reach = (window[axis] - 1) * dilation[axis] + 1;
    const room = config["padding"] === "same" ? input[axis] : input[axis] - reach + 1;
    return Math.ceil(room / strides[axis]);
  };
  return [along(0), along(1)];
}

/** One number, one per axis, or [before, after] per axis. */
function grown(input: Pair, margin: Json, sign: 1 | -1): Extent {
  const axes = isArray(margin) ? margin : [margin, margin];
  const sums = axes.map((axis) => (isArray(axis) ? Number(axis[0]) + Number(axis[1]) : 2 * Number(axis)));
  const [rows, columns] = sums;
  return rows === undefined || columns === undefined ? undefined : [input[0] + sign * rows, input[1] + sign * columns];
}

function pairOf(value: Json | undefined, fallback: Pair): Pair {
  if (typeof value === "number") return [value, value];
  const [first, second] = isArray(value) ? value : [];
  return typeof first === "number" && typeof second === "number" ? [first, second] : fallback;
}
