// Chooses the way a run is shown by where its output goes.
import { jsonRenderer } from "./json.ts";
import { liveRenderer } from "./live.ts";
import { plainRenderer } from "./plain.ts";
import type { Output, Renderer } from "./renderer.ts";

export function createRenderer(json: boolean, stdout: Output, stderr: Output): Renderer {
  if (json) return jsonRenderer(stdout);
  return stdout.isTTY === true
    ? liveRenderer(stdout, () => performance.now())
    : plainRenderer(stdout, stderr, () => performance.now());
}
