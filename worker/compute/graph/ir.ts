// The graph of TensorFlow ops that the compiled step is written in. Pure data and one builder: no TensorFlow, no I/O.
//   G1. `nodes` is in topological order: a node's inputs and controls stand before it.
//   G2. Equal nodes are one node (same op, inputs, controls and attributes), so what towers share is written once.
//   G3. Names and order depend on what was added only, so that equal models give equal bytes (graph/cache.ts relies on it).
import { InvariantError } from "../../../common/errors.ts";

/** Element types. The step uses the first five; the rest are here for transformers and variables. */
export type DType =
  | "float32"
  | "float64"
  | "int32"
  | "uint8"
  | "bool"
  | "int64"
  | "bfloat16"
  | "float16"
  | "string"
  | "resource";

export type Shape = readonly number[];
export type ConstantData = Float32Array | Float64Array | Int32Array | Uint8Array;

export type Attribute =
  | { readonly kind: "type"; readonly value: DType }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "shape"; readonly value: Shape }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "types"; readonly value: readonly DType[] }
  | { readonly kind: "tensor"; readonly dtype: DType; readonly shape: Shape; readonly value: ConstantData };
export type Attributes = Readonly<Record<string, Attribute>>;

/** One output of a node. Two references to the same output are the same object. */
export interface Tensor {
  readonly node: Node;
  readonly index: number;
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface Node {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Tensor[];
  /** Nodes that must have run before this one. */
  readonly controls: readonly Node[];
  readonly attributes: Attributes;
  readonly outputs: readonly Tensor[];
  /** Name of the layer that it was made for, for messages and profiles; "" for what belongs to none. */
  readonly layer: string;
  /** Recorded from tfjs rather than lowered: its attributes need not follow what our gradient rules expect. */
  readonly recorded: boolean;
}

export interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly controls?: readonly Node[];
  readonly attributes?: Attributes;
  readonly outputs: readonly { readonly dtype: DType; readonly shape: Shape }[];
  /** Own name, for placeholders. */
  readonly name?: string;
  readonly recorded?: boolean;
}

/** Constants up to this many elements are one node if their contents are equal; larger ones if their arrays are the same object. */
const COMPARED_BY_CONTENT = 4096;

export class Graph {
  readonly nodes: Node[] = [];
  readonly #known = new Map<string, Node>();
  readonly #arrays = new Map<ConstantData, number>();
  readonly #computed = new Map<string, ConstantData>();
  #layer = "";

  /** Everything that `make` adds is said to belong to `layer`. */
  within<T>(layer: string, make: () => T): T {
    const outer = this.#layer;
    this.#layer = layer;
    try {
      return make();
    } finally {
      this.#layer = outer;
    }
  }

  /** The node that `spec` describes: an equal one that exists already, or a new one. */
  add(spec: NodeSpec): Node {
    const key = this.#keyOf(spec);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const outputs: Tensor[] = [];
    const node: Node = {
      name: spec.name ?? this.#nameFor(spec.op),
      op: spec.op,
      inputs: spec.inputs,
      controls: spec.controls ?? [],
      attributes: spec.attributes ?? {},
      outputs,
      layer: this.#layer,
      recorded: spec.recorded ?? false,
    };
    spec.outputs.forEach(({ dtype, shape }, index) => outputs.push({ node, index, dtype, shape }));
    this.nodes.push(node);
    this.#known.set(key, node);
    return node;
  }

  /** The only output of the node that `spec` describes. */
  tensor(spec: Omit<NodeSpec, "outputs"> & { readonly dtype: DType; readonly shape: Shape }): Tensor {
    const { dtype, shape, ...rest } = spec;
    const [output] = this.add({ ...rest, outputs: [{ dtype, shape }] }).outputs;
    if (output === undefined) throw new InvariantError(`${spec.op} has no output`);
    return output;
  }

  /** Values for a constant that are computed at build time, once per `key`. */
  once(key: string, compute: () => ConstantData): ConstantData {
    const values = this.#computed.get(key) ?? compute();
    this.#computed.set(key, values);
    return values;
  }

  #nameFor(op: string): string {
    // TensorFlow's rule for names; characters of other scripts in a layer's name become "_".
    const layer = this.#layer.replace(/[^A-Za-z0-9_.-]/g, "_").replace(/^[^A-Za-z0-9.]/, "l");
    return `${layer === "" ? "" : `${layer}/`}${op}_${this.nodes.length}`;
  }

  #keyOf(spec: NodeSpec): string {
    if (spec.name !== undefined) return `=${spec.name}`;
    const inputs = spec.inputs.map((input) => `${input.node.name}:${input.index}`);
    const controls = (spec.controls ?? []).map((node) => `^${node.name}`);
    const attributes = Object.entries(spec.attributes ?? {}).map(
      ([name, attribute]) => `${name}=${this.#attributeKey(attribute)}`,
    );
    return [spec.recorded === true ? "recorded" : "", spec.op, ...inputs, ...controls, ...attributes].join("|");
  }

  #attributeKey(attribute: Attribute): string {
    if (attribute.kind !== "tensor") return JSON.stringify(attribute.value);
    const { dtype, shape, value } = attribute;
    return `${dtype}[${shape.join()}]${value.length <= COMPARED_BY_CONTENT ? contentKey(value) : this.#identityOf(value)}`;
  }

  #identityOf(array: ConstantData): string {
    const number = this.#arrays.get(array) ?? this.#arrays.size;
    this.#arrays.set(array, number);
    return `#${number}`;
  }
}

/** The bits, not the numbers: 0 and -0 are different constants. */
function contentKey(value: ConstantData): string {
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).join();
}

/** "node:1", as TensorFlow names an output. */
export function referenceTo(tensor: Tensor): string {
  return `${tensor.node.name}:${tensor.index}`;
}
