// What is set up and what is missing, as data; `elastune doctor` prints it. Changes nothing and needs no installed package.
import { availableParallelism } from "node:os";
import { addonReady, loadedTensorflow } from "./addon.mjs";
import { dependenciesReady } from "./dependencies.mjs";
import { chosenDevice, gpuName } from "./device.mjs";
import { systemAddonReady } from "./system-addon.mjs";
import { cacheDir } from "./paths.mjs";
import { inspectRequirements } from "./requirements.mjs";
import { tensorflowReady } from "./tensorflow.mjs";
import { TENSORFLOW_VERSION } from "./tensorflow-pins.mjs";

const SET_UP = "Run `npm run setup` (or `elastune setup`).";

/**
 * @typedef {{ readonly name: string, readonly ok: boolean, readonly found: string, readonly toDo?: string }} Item
 * @returns {Promise<{ ok: boolean, device: "cpu" | "gpu", gpu: string | null, cores: number, cacheDir: string,
 *   tensorflow: string | null, items: Item[] }>} ok: nothing is missing; gpu: its name; tensorflow: the version really loaded;
 *   items: in the order in which to mend them, toDo only where not ok.
 */
export async function inspectSetup() {
  const device = await chosenDevice();
  const loaded = await loadedTensorflow().catch(() => undefined);
  const items = [
    ...(await inspectRequirements()),
    item("npm packages", await dependenciesReady(), "installed", "missing or older than package-lock.json"),
    item(
      "TensorFlow in the cache",
      await tensorflowReady(device),
      `${TENSORFLOW_VERSION} (${device})`,
      "missing or incomplete",
    ),
    item(
      "TensorFlow addon",
      await addonReady(device).catch(() => false),
      "compiled and linked",
      "not compiled or not linked",
    ),
    item(
      "addon of system calls",
      await systemAddonReady().catch(() => false),
      "compiled and linked",
      "not compiled or not linked",
    ),
    item("TensorFlow loads", loaded?.version !== undefined, loaded?.version ?? "", "it does not load"),
  ].map(({ toDo, ...rest }) => (rest.ok ? rest : { ...rest, toDo }));
  return {
    ok: items.every(({ ok }) => ok),
    device,
    gpu: (await gpuName()) ?? null,
    cores: availableParallelism(),
    cacheDir: cacheDir(),
    tensorflow: loaded?.version ?? null,
    items,
  };
}

function item(name, ok, whenOk, whenNot) {
  return { name, ok, found: ok ? whenOk : whenNot, toDo: SET_UP };
}
