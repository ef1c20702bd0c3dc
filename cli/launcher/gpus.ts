// Which GPU a worker on this machine gets: one each, in turns where there are more workers.
import { readdir } from "node:fs/promises";

/** One folder for each GPU that NVIDIA's driver knows. */
const DRIVER_FOLDER = "/proc/driver/nvidia/gpus";

/** GPUs of this machine that may be used: those that CUDA_VISIBLE_DEVICES leaves, where it is set. */
export async function visibleGpus(device: "auto" | "cpu" | "gpu"): Promise<readonly string[]> {
  if (device === "cpu") return [];
  const chosen = process.env["CUDA_VISIBLE_DEVICES"];
  if (chosen !== undefined) return chosen.split(",").filter((name) => name !== "");
  const found = await readdir(DRIVER_FOLDER).catch(() => []);
  return found.map((_, index) => String(index));
}

/** The environment of the n-th worker. */
export function gpuOf(gpus: readonly string[], index: number): Readonly<Record<string, string>> {
  const gpu = gpus[index % Math.max(1, gpus.length)];
  return gpu === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpu };
}
