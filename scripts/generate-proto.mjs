// Writes proto/gen from the .proto files: message classes and their types, committed so that a build needs neither pbjs nor the files.
//   node scripts/generate-proto.mjs           writes them
//   node scripts/generate-proto.mjs --check   exits 1, naming them, when a committed file differs
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "./lib/child.mjs";
import { ROOT } from "./lib/paths.mjs";
import { runMain } from "./lib/setup-error.mjs";

const SOURCES = "proto/elastune/v1";
const TARGET = "proto/gen";
// Without --root two generated modules in a process would share one; 64-bit fields are numbers (proto/grpc.ts switches Long off).
const FLAGS =
  "-t static-module -w esm --force-number --no-verify --no-convert --no-delimited --no-typeurl --root elastune";

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), "elastune-proto-"));
  try {
    await generate(folder);
    return process.argv.includes("--check") ? compare(folder) : write(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function generate(folder) {
  const protos = readdirSync(join(ROOT, SOURCES))
    .filter((name) => name.endsWith(".proto"))
    .sort();
  const files = protos.map((name) => join(SOURCES, name));
  const pbjs = join("node_modules", "protobufjs-cli", "bin", "pbjs");
  const args = [pbjs, ...FLAGS.split(" "), "-p", "proto", "-o", join(folder, "elastune.js"), "--dts", ...files];
  await mustRun(process.execPath, args, { cwd: ROOT });
}

function compare(folder) {
  const stale = readdirSync(folder).filter((name) => {
    const committed = join(ROOT, TARGET, name);
    return !existsSync(committed) || readFileSync(committed, "utf8") !== readFileSync(join(folder, name), "utf8");
  });
  for (const name of stale)
    console.error(`${TARGET}/${name} is not what the .proto files make: run node scripts/generate-proto.mjs`);
  return stale.length > 0 ? 1 : 0;
}

function write(folder) {
  mkdirSync(join(ROOT, TARGET), { recursive: true });
  for (const name of readdirSync(folder)) writeFileSync(join(ROOT, TARGET, name), readFileSync(join(folder, name)));
  return 0;
}
