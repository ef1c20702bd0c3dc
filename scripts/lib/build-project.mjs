// Compiles the project into dist/: the WebAssembly kernels, then TypeScript.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "./child.mjs";
import { ROOT } from "./paths.mjs";
import { withProgress } from "./progress.mjs";
import { pruneDist } from "./prune-dist.mjs";

const KERNELS = "worker/compute/kernels/asconfig.json";

/** Throws with the compiler's own messages when something doesn't compile. */
export async function buildProject() {
  await pruneDist(ROOT);
  if (existsSync(join(ROOT, KERNELS))) {
    await withProgress("WebAssembly kernels", () => tool("asc", ["--config", KERNELS, "--target", "release"]));
  }
  await withProgress("TypeScript", () => tool("tsc", ["-p", "."]));
}

function tool(name, args) {
  return mustRun(join("node_modules", ".bin", name), args, { cwd: ROOT });
}
