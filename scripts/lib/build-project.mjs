// Compiles the project into dist/: the WebAssembly kernels, TypeScript, and the generated code that it imports.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "./child.mjs";
import { ROOT } from "./paths.mjs";
import { withProgress } from "./progress.mjs";
import { pruneDist } from "./prune-dist.mjs";

const GENERATED = "proto/gen/elastune.js";
const KERNELS = "worker/compute/kernels/asconfig.json";

/** Throws with the compiler's own messages when something doesn't compile. */
export async function buildProject() {
  await pruneDist(ROOT);
  if (existsSync(join(ROOT, KERNELS))) {
    await withProgress("WebAssembly kernels", () => tool("asc", ["--config", KERNELS, "--target", "release"]));
  }
  await withProgress("TypeScript", () => tool("tsc", ["-p", "."]));
  copyGenerated();
}

/** The compiler reads the types beside it and leaves the code where it is. */
function copyGenerated() {
  mkdirSync(join(ROOT, "dist", "proto", "gen"), { recursive: true });
  copyFileSync(join(ROOT, GENERATED), join(ROOT, "dist", GENERATED));
}

function tool(name, args) {
  return mustRun(join("node_modules", ".bin", name), args, { cwd: ROOT });
}
