// The graph as the bytes of a TensorFlow SavedModel (saved_model.pb): one MetaGraph tagged "serve". Equal graphs give equal bytes.
import { InvariantError } from "../../../common/errors.ts";
import { type Attribute, type DType, type Node, referenceTo, type Shape, type Tensor } from "./ir.ts";
import { Message } from "./protobuf.ts";

/** TensorFlow's DataType numbers. */
export const dtypeNumbers: Readonly<Record<DType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  string: 7,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  float16: 19,
  resource: 20,
};

/** GraphDef version that TensorFlow 2.9 and later read; it chooses default behaviour of ops, not the file's syntax. */
const PRODUCER = 1395;
/** Protobuf's own limit. */
const LARGEST_FILE = 2 ** 31 - 1;

/** What a model offers under a name, for others' loaders; a size of -1 stands for any. */
export interface Signature {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
}

/** The file in pieces, in order. Constants' arrays are pieces themselves. */
export function savedModelChunks(nodes: readonly Node[], signatures: readonly Signature[] = []): readonly Uint8Array[] {
  const graph = new Message();
  for (const node of nodes) graph.message(1, nodeMessage(node));
  graph.message(4, new Message().integer(1, PRODUCER));
  const meta = new Message().message(1, new Message().text(4, "serve")).message(2, graph);
  for (const { name, ...signature } of signatures) meta.message(5, entry(name, signatureMessage(signature)));
  const file = new Message().integer(1, 1).message(2, meta);
  if (file.length > LARGEST_FILE) {
    throw new InvariantError(
      `the compiled step has ${file.length} bytes of constants, more than a SavedModel can hold`,
    );
  }
  return file.chunks;
}

const PREDICT = "tensorflow/serving/predict";

function signatureMessage({ inputs, outputs }: Omit<Signature, "name">): Message {
  const message = new Message();
  for (const [name, tensor] of Object.entries(inputs)) message.message(1, entry(name, tensorInfo(tensor)));
  for (const [name, tensor] of Object.entries(outputs)) message.message(2, entry(name, tensorInfo(tensor)));
  return message.text(3, PREDICT);
}

function tensorInfo(tensor: Tensor): Message {
  const message = new Message().text(1, `${tensor.node.name}:${tensor.index}`);
  return message.integer(2, dtypeNumbers[tensor.dtype]).message(3, shapeMessage(tensor.shape));
}

/** One of a map's. */
function entry(name: string, value: Message): Message {
  return new Message().text(1, name).message(2, value);
}

function nodeMessage(node: Node): Message {
  const message = new Message().text(1, node.name).text(2, node.op);
  for (const input of node.inputs) message.text(3, referenceTo(input));
  for (const control of node.controls) message.text(3, `^${control.name}`);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(5, new Message().text(1, name).message(2, attributeMessage(attribute)));
  }
  return message;
}

function attributeMessage(attribute: Attribute): Message {
  const message = new Message();
  switch (attribute.kind) {
    case "string":
      return message.text(2, attribute.value);
    case "int":
      return message.integer(3, attribute.value);
    case "float":
      return message.float(4, attribute.value);
    case "bool":
      return message.integer(5, Number(attribute.value));
    case "type":
      return message.integer(6, dtypeNumbers[attribute.value]);
    case "shape":
      return message.message(7, shapeMessage(attribute.value));
    case "tensor":
      return message.message(8, tensorMessage(attribute));
    case "ints":
      return message.message(
        1,
        listOf(attribute.value, (list, value) => list.integer(3, value)),
      );
    case "floats":
      return message.message(
        1,
        listOf(attribute.value, (list, value) => list.float(4, value)),
      );
    case "types":
      return message.message(
        1,
        listOf(attribute.value, (list, value) => list.integer(6, dtypeNumbers[value])),
      );
  }
}

function listOf<T>(values: readonly T[], write: (list: Message, value: T) => Message): Message {
  const list = new Message();
  for (const value of values) write(list, value);
  return list;
}

function shapeMessage(shape: Shape): Message {
  return listOf(shape, (message, size) => message.message(2, new Message().integer(1, size)));
}

function tensorMessage({ dtype, shape, value }: Extract<Attribute, { kind: "tensor" }>): Message {
  const content = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return new Message().integer(1, dtypeNumbers[dtype]).message(2, shapeMessage(shape)).bytes(4, content);
}
