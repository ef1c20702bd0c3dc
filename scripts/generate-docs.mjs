// Writes what docs/ holds that is made from the code: docs/job.schema.json and docs/job-reference.md. Needs a build (dist/).
//   node scripts/generate-docs.mjs           writes them
//   node scripts/generate-docs.mjs --check   exits 1, naming them, when a committed file differs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function generated() {
  const { jobJsonSchema } = await import("../dist/common/job/json-schema.js");
  const { jobReference } = await import("../dist/common/job/reference.js");
  const schema = jobJsonSchema();
  return {
    "docs/job.schema.json": `${JSON.stringify(schema, null, 2)}\n`,
    "docs/job-reference.md": jobReference(schema),
  };
}

function committed(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

const files = Object.entries(await generated());
if (process.argv.includes("--check")) {
  const stale = files.filter(([path, text]) => committed(path) !== text).map(([path]) => path);
  for (const path of stale) console.error(`${path} is not what the code makes: run node scripts/generate-docs.mjs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(join(root, "docs"), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(root, path), text);
}
