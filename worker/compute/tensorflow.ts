// Loads TensorFlow into this thread, with the settings that make its results repeatable. The only place where it is imported.
import { availableParallelism } from "node:os";
import util from "node:util";
import { ConfigError, JobFailedError, messageOf } from "../../common/errors.ts";
import type { TensorFlow } from "../model/tensorflow.ts";

/** The parts of the native binding that we call beside tfjs's own API. */
interface Binding {
  readonly TF_Version: string;
  getNumOfTensors(): number;
}

export interface LoadedTensorFlow {
  readonly tf: TensorFlow;
  readonly version: string;
  readonly device: "cpu" | "gpu";
}

/**
 * Bits must not depend on the number of cores: one thread inside an op; several ops may run beside each other, which changes nothing
 * as long as no sum is left to TensorFlow's own order (compute.md section 4). Read by TensorFlow once, when it loads.
 */
function settings(): Readonly<Record<string, string>> {
  return {
    TF_NUM_INTRAOP_THREADS: "1",
    TF_NUM_INTEROP_THREADS: String(Math.max(2, availableParallelism())),
    // On is TensorFlow's default; said here because the fingerprint says it.
    TF_ENABLE_ONEDNN_OPTS: process.env["TF_ENABLE_ONEDNN_OPTS"] ?? "1",
    TF_CPP_MIN_LOG_LEVEL: process.env["TF_CPP_MIN_LOG_LEVEL"] ?? "2",
    TF_FORCE_GPU_ALLOW_GROWTH: process.env["TF_FORCE_GPU_ALLOW_GROWTH"] ?? "true",
    TF_DETERMINISTIC_OPS: "1",
    NVIDIA_TF32_OVERRIDE: "0",
  };
}

/** @throws ConfigError when TensorFlow is not set up, JobFailedError when a GPU was asked for and is not used. */
export async function loadTensorFlow(wanted: "auto" | "cpu" | "gpu"): Promise<LoadedTensorFlow> {
  Object.assign(process.env, settings());
  if (wanted === "cpu") process.env["CUDA_VISIBLE_DEVICES"] = "";
  restoreRemovedNodeFunctions();
  const tf = await importTensorFlow();
  const backend = tf.backend() as unknown as { readonly binding: Binding; readonly isUsingGpuDevice: boolean };
  const device = backend.isUsingGpuDevice ? "gpu" : "cpu";
  if (wanted === "gpu" && device === "cpu") {
    throw new JobFailedError("no-gpu", "workers.device is gpu, but TensorFlow found none", {
      hint: "`elastune doctor` shows what is missing",
    });
  }
  return { tf, version: backend.binding.TF_Version, device };
}

/** Live tensors, exactly (tf.memory() is not reliable). */
export function countTensors(tf: TensorFlow): number {
  return (tf.backend() as unknown as { readonly binding: Binding }).binding.getNumOfTensors();
}

async function importTensorFlow(): Promise<TensorFlow> {
  try {
    const module = (await import("@tensorflow/tfjs-node-gpu")) as TensorFlow & { readonly default?: TensorFlow };
    return module.default ?? module;
  } catch (cause) {
    const problem = {
      path: "TensorFlow",
      message: `could not be loaded: ${messageOf(cause).split("\n", 1)[0] ?? ""}`,
      hint: "run `elastune setup`; `elastune doctor` shows what is missing",
    };
    throw new ConfigError("the set-up is not complete", [problem], { cause });
  }
}

/** tfjs 4.22.0 calls two functions that Node 23 removed. */
function restoreRemovedNodeFunctions(): void {
  const removed: Readonly<Record<string, (value: unknown) => boolean>> = {
    isNullOrUndefined: (value) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, restored] of Object.entries(removed))
    if (!(name in util)) Object.defineProperty(util, name, { value: restored });
}
