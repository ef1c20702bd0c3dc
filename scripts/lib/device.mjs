// Which TensorFlow build suits this machine.
import { capture } from "./child.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * The GPU's name as nvidia-smi gives it, undefined without a working one.
 * @returns {Promise<string | undefined>}
 */
export async function gpuName() {
  const { code, stdout } = await capture("nvidia-smi", ["--query-gpu=name", "--format=csv,noheader"]);
  return code === 0 ? stdout.trim().split("\n")[0] || undefined : undefined;
}

/**
 * "gpu" where nvidia-smi works; ELASTUNE_TENSORFLOW=cpu or gpu decides otherwise.
 * @returns {Promise<"cpu" | "gpu">}
 */
export async function chosenDevice(env = process.env) {
  const wish = env.ELASTUNE_TENSORFLOW;
  if (wish === "cpu" || wish === "gpu") return wish;
  if (wish) throw new SetupError(`ELASTUNE_TENSORFLOW: expected cpu or gpu, found ${wish}`);
  return (await gpuName()) === undefined ? "cpu" : "gpu";
}
