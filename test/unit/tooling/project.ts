// The project's own files, for tests that read them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// From dist/test/unit/tooling.
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/\/$/, "");

/** Made by tools or by runs, never committed. Links (examples/data) are not followed. */
const NOT_OURS = new Set(["node_modules", "dist", ".git", "runs"]);

/** Paths of the project's files, relative to its folder, in order. */
export function projectFiles(folder = ""): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => !NOT_OURS.has(name) && join(folder, name) !== join("examples", "data"))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return projectFiles(path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

/** A file's text. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
