// TensorFlow's C API as tfjs-node exposes it: the part that the compiled step calls.
import { InvariantError } from "../../../common/errors.ts";
import type { TensorFlow } from "../../model/tensorflow.ts";

export type BindingData = Float32Array | Int32Array | Uint8Array;

/** What an op or a run gives: `id` is owned by the receiver, who deletes it. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export interface Binding {
  /** May keep a reference to `data` for as long as the tensor lives: don't change it before `deleteTensor`. */
  createTensor(shape: number[], dtype: number, data: BindingData): number;
  deleteTensor(id: number): void;
  /** A copy. */
  tensorDataSync(id: number): BindingData;
  /** Straight into `target`, which is as long as the tensor (our addition: worker/compute/addon). */
  copyTensor(id: number, target: Float32Array): void;
  executeOp(op: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorMetadata[];
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(model: number): void;
  /** Names are joined by commas. */
  runSavedModel(model: number, inputs: number[], inputNames: string, outputNames: string): TensorMetadata[];
  getNumOfTensors(): number;
}

export interface NodeBackend {
  binding: Binding;
  /** TensorFlow's ids of these tensors, which are uploaded if they have not been. */
  getInputTensorIds(tensors: readonly object[]): number[];
}

/** The backend that tfjs-node-gpu registers. Its functions are read-only, but `binding` itself can be replaced (record.ts). */
export function backendOf(tf: TensorFlow): NodeBackend {
  const backend: unknown = tf.backend();
  if (isNodeBackend(backend)) return backend;
  throw new InvariantError(`the compiled step needs the tensorflow backend, found ${tf.getBackend()}`);
}

function isNodeBackend(backend: unknown): backend is NodeBackend {
  return typeof backend === "object" && backend !== null && "binding" in backend;
}
