// One JSON object per line on stdout, nothing else there.
import type { Output, Renderer } from "./renderer.ts";

export function jsonRenderer(stdout: Output): Renderer {
  return {
    event: (event) => {
      // A number that is not finite has no JSON; null says so.
      stdout.write(`${JSON.stringify(event)}\n`);
    },
    progress: () => undefined,
    close: () => undefined,
  };
}
