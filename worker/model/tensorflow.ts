// TensorFlow.js as a type. The module itself is loaded by the compute thread alone and handed on as an argument.
import type * as tensorflow from "@tensorflow/tfjs-node-gpu";

export type TensorFlow = typeof tensorflow;
