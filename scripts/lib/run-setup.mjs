// All of set-up, in order. Every step is skipped when its result is there, so that running it again costs little.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installAddon } from "./addon.mjs";
import { buildProject } from "./build-project.mjs";
import { installDependencies } from "./dependencies.mjs";
import { chosenDevice } from "./device.mjs";
import { installSystemAddon } from "./system-addon.mjs";
import { installEtcd } from "./etcd.mjs";
import { whileLocked } from "./locked.mjs";
import { ROOT } from "./paths.mjs";
import { say, seconds } from "./progress.mjs";
import { requireTools } from "./requirements.mjs";
import { installTensorflow } from "./tensorflow.mjs";

/** Sets everything up that a run and the tests need; throws a SetupError that says what to do. */
export async function runSetup() {
  const started = Date.now();
  await requireTools();
  await whileLocked(ROOT, "another set-up of this folder", async () => {
    const device = await chosenDevice();
    await installDependencies();
    await installTensorflow(device);
    await installAddon(device);
    await installSystemAddon();
    await installEtcd();
    // An elastune installed from npm comes compiled, without its sources.
    if (existsSync(join(ROOT, "tsconfig.json"))) await buildProject();
  });
  say(`set-up is complete (${seconds(Date.now() - started)})`);
}
