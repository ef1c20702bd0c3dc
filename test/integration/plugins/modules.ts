// Plugin modules for runs of the command line; each is named by what it does.
import { writeFile } from "node:fs/promises";
import type { Workshop } from "../../support/workshop.ts";

/** Writes modules into the workshop and gives the flags that name them. */
export async function plugins(workshop: Workshop, sources: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [name, source] of Object.entries(sources)) await writeFile(workshop.path(`${name}.mjs`), source);
  const paths = Object.keys(sources).map((name) => `./${name}.mjs`);
  return ["--set", `plugins=[${paths.join(", ")}]`];
}

/** A callback that writes each event to a file, and prints, which must not reach stdout. */
export function recording(file: string): string {
  return `import { appendFileSync } from "node:fs";
export const callback = {
  async onEvent(event) {
    await new Promise(setImmediate);
    console.log("from a plugin", event.event);
    appendFileSync(${JSON.stringify(file)}, JSON.stringify(event) + "\\n");
  },
};
`;
}

/** An augmentation that notes each of its calls in a file and inverts the picture. */
export function inverting(file: string): string {
  return `import { appendFileSync } from "node:fs";
export const augment = {
  apply({ pixels, height, width, seed, epoch }) {
    appendFileSync(${JSON.stringify(file)}, JSON.stringify({ bytes: pixels.length, height, width, seed, epoch }) + "\\n");
    pixels.forEach((value, i) => { pixels[i] = 255 - value; });
  },
};
`;
}
