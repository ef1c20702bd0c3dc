// Records what tfjs executes into the graph. Under tfjs-node every kernel ends in `binding.executeOp`; the binding's functions can't
// be replaced, but the whole `backend.binding` can, for a while.
import { InvariantError, must } from "../../../common/errors.ts";
import type { Binding, BindingData, NodeBackend, OpAttribute, TensorMetadata } from "./binding.ts";
import type { Attribute, Attributes, DType, Graph, Tensor } from "./ir.ts";
import { constant } from "./ops/basic.ts";
import { dtypeNumbers } from "./saved-model.ts";

/** A recording in progress: which tensor of the graph stands for which of TensorFlow's tensors. */
export class Tracer {
  readonly #g: Graph;
  readonly #real: Binding;
  readonly #tensors = new Map<number, Tensor>();
  readonly #constants = new Map<number, { readonly shape: readonly number[]; readonly data: BindingData }>();
  /** What depends on the recording's inputs: its values aren't known yet. */
  readonly #variable = new Set<number>();
  /** Ids must not come back while we remember them, so deleting waits for the end. */
  readonly #deleted: number[] = [];

  constructor(g: Graph, real: Binding) {
    this.#g = g;
    this.#real = real;
  }

  /** TensorFlow's tensor `id` stands for `tensor` from now on. */
  declare(id: number, tensor: Tensor): void {
    this.#tensors.set(id, tensor);
    this.#variable.add(id);
  }

  tensorOf(id: number): Tensor {
    const known = this.#tensors.get(id);
    if (known !== undefined) return known;
    const { shape, data } = must(this.#constants.get(id), `tensor ${id} was made before the recording`);
    const made = constant(this.#g, data, shape);
    this.#tensors.set(id, made);
    return made;
  }

  /** Stands in for `backend.binding`. */
  binding(): Binding {
    const real = this.#real;
    return {
      ...boundMembers(real),
      createTensor: (shape, dtype, data) => {
        const id = real.createTensor(shape, dtype, data);
        this.#constants.set(id, { shape: [...shape], data: data.slice() });
        return id;
      },
      deleteTensor: (id) => {
        this.#deleted.push(id);
      },
      tensorDataSync: (id) => {
        if (this.#variable.has(id)) throw new InvariantError("it reads values in JavaScript and can't be recorded");
        return real.tensorDataSync(id);
      },
      executeOp: (op, attributes, inputs, outputs) => this.#execute(op, attributes, inputs, outputs),
    };
  }

  /** Deletes what was to be deleted meanwhile. */
  finish(): void {
    for (const id of this.#deleted) this.#real.deleteTensor(id);
  }

  #execute(op: string, attributes: OpAttribute[], inputs: number[], count: number): TensorMetadata[] {
    const results = this.#real.executeOp(op, attributes, inputs, count);
    const outputs = results.map(({ shape, dtype }) => ({ shape: [...shape], dtype: dtypeOf(dtype) }));
    const node = this.#g.add({
      op,
      inputs: inputs.map((id) => this.tensorOf(id)),
      attributes: attributesOf(attributes),
      outputs,
      recorded: true,
    });
    results.forEach(({ id }, i) => {
      this.#tensors.set(id, must(node.outputs[i], "output"));
      if (inputs.some((input) => this.#variable.has(input))) this.#variable.add(id);
    });
    return results;
  }
}

/** Runs `record` with the tracer in the backend's place of the binding, and puts everything back. */
export function withTracer<T>(g: Graph, backend: NodeBackend, record: (tracer: Tracer) => T): T {
  const real = backend.binding;
  const tracer = new Tracer(g, real);
  backend.binding = tracer.binding();
  try {
    return record(tracer);
  } finally {
    backend.binding = real;
    tracer.finish();
  }
}

/** The native object's functions lose their `this` when copied, and its constants are needed too. */
function boundMembers(real: Binding): Binding {
  const members: Record<string, unknown> = {};
  for (const name of [
    ...Object.getOwnPropertyNames(Object.getPrototypeOf(real)),
    ...Object.getOwnPropertyNames(real),
  ]) {
    const member: unknown = Reflect.get(real, name);
    if (name !== "constructor") members[name] = typeof member === "function" ? member.bind(real) : member;
  }
  return members as unknown as Binding;
}

const dtypes = new Map<number, DType>(Object.entries(dtypeNumbers).map(([name, number]) => [number, name as DType]));

function dtypeOf(number: number): DType {
  return must(dtypes.get(number), `TensorFlow dtype ${number}`);
}

function attributesOf(attributes: readonly OpAttribute[]): Attributes {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, attributeOf(attribute)]));
}

/** TF_ATTR_* numbers of the binding. */
const KINDS = ["string", "int", "float", "bool", "type", "shape"] as const;

function attributeOf({ name, type, value }: OpAttribute): Attribute {
  const kind = KINDS[type];
  if (kind === "string" && typeof value === "string") return { kind, value };
  if (kind === "bool" && typeof value === "boolean") return { kind, value };
  if ((kind === "int" || kind === "float") && typeof value === "number") return { kind, value };
  if (kind === "type" && typeof value === "number") return { kind, value: dtypeOf(value) };
  if (isNumbers(value)) {
    if (kind === "shape") return { kind, value };
    if (kind === "int") return { kind: "ints", value };
    if (kind === "float") return { kind: "floats", value };
    if (kind === "type") return { kind: "types", value: value.map(dtypeOf) };
  }
  throw new InvariantError(`attribute ${name} of kind ${type} can't be recorded`);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === "number");
}
