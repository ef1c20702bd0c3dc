// The import rules do what they say: a small tree with one violation of each, beside code that keeps them, and the real tree.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "./project.ts";

const CONFIG = ".dependency-cruiser.cjs";
const SOURCES = ["common", "coordinator", "worker", "cli", "operator", "proto", "test"];

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Files that break a rule: what they import, and the rule. */
const PLANTED: readonly Violation[] = [
  { rule: "no-circular", from: "cli/first.ts", to: "cli/second.ts" },
  { rule: "common-knows-nobody", from: "common/knows-worker.ts", to: "worker/kept.ts" },
  { rule: "common-knows-nobody", from: "proto/knows-cli.ts", to: "cli/kept.ts" },
  { rule: "processes-do-not-import-each-other", from: "worker/asks-coordinator.ts", to: "coordinator/kept.ts" },
  { rule: "processes-do-not-import-each-other", from: "coordinator/asks-worker.ts", to: "worker/kept.ts" },
  { rule: "processes-do-not-import-each-other", from: "operator/asks-cli.ts", to: "cli/kept.ts" },
  { rule: "pure-cores-import-no-package", from: "common/program/reads-files.ts", to: "node:fs" },
  { rule: "pure-cores-import-no-package", from: "common/sampling/uses-a-package.ts", to: "a-package" },
  { rule: "pure-cores-import-no-package", from: "common/tree.ts", to: "node:crypto" },
  { rule: "pure-cores-import-no-package", from: "worker/model/cut.ts", to: "a-package" },
  { rule: "pure-cores-import-no-package", from: "worker/compute/graph/ir.ts", to: "node:os" },
  { rule: "tensorflow-only-in-compute-and-model", from: "cli/uses-tensorflow.ts", to: "@tensorflow/tfjs-node-gpu" },
  { rule: "tensorflow-only-in-compute-and-model", from: "worker/uses-tensorflow.ts", to: "@tensorflow/tfjs-node-gpu" },
  { rule: "pure-cores-import-no-package", from: "coordinator/membership/step.ts", to: "node:crypto" },
  { rule: "generated-code-only-in-proto", from: "worker/decodes.ts", to: "proto/gen/generated.ts" },
  { rule: "grpc-only-at-the-edges", from: "coordinator/dataset/calls.ts", to: "@grpc/grpc-js" },
  { rule: "grpc-only-at-the-edges", from: "worker/calls.ts", to: "@grpc/grpc-js" },
  { rule: "grpc-only-at-the-edges", from: "cli/library/run-calls.ts", to: "@grpc/grpc-js" },
  { rule: "nothing-imports-tests", from: "cli/uses-a-test.ts", to: "test/kept.ts" },
  { rule: "no-unresolvable", from: "cli/lost.ts", to: "cli/not-there.ts" },
];

/** What must not be reported: the same kinds of imports where they are allowed. */
const KEPT = [
  { from: "cli/second.ts", to: "cli/first.ts" }, // the other half of the circle
  { from: "worker/compute/uses-tensorflow.ts", to: "@tensorflow/tfjs-node-gpu" },
  { from: "worker/uses-a-package.ts", to: "a-package" },
  { from: "common/reads-files.ts", to: "node:fs" },
  { from: "cli/uses-worker.ts", to: "worker/kept.ts" },
  { from: "test/uses-worker.ts", to: "worker/kept.ts" },
  { from: "proto/gen/generated.ts", to: "a-package" },
  { from: "proto/services.ts", to: "proto/gen/generated.ts" },
  { from: "coordinator/server/serves.ts", to: "@grpc/grpc-js" },
  { from: "worker/coordination/calls.ts", to: "@grpc/grpc-js" },
  { from: "cli/library/admin-client.ts", to: "@grpc/grpc-js" },
] as const;

test("each import rule reports the violation that was planted, and nothing else is reported", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "elastune-boundaries-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await plant(folder);
  const reported = (await cruise(folder)).map(({ rule, from }) => `${rule}: ${from}`);
  const planted = PLANTED.map(({ rule, from }) => `${rule}: ${from}`);
  assert.deepEqual(reported.sort(), planted.sort());
});

test("no rule is without a planted violation", () => {
  const { forbidden } = createRequire(import.meta.url)(join(ROOT, CONFIG)) as {
    readonly forbidden: readonly { readonly name: string; readonly severity: string }[];
  };
  assert.deepEqual([...new Set(PLANTED.map(({ rule }) => rule))].sort(), forbidden.map(({ name }) => name).sort());
  assert.deepEqual(
    forbidden.filter(({ severity }) => severity !== "error"),
    [],
  );
});

test("the project keeps its import rules", async () => {
  assert.deepEqual(await cruise(ROOT), []);
});

async function plant(folder: string): Promise<void> {
  for (const file of [CONFIG, "tsconfig.json"]) await copyFile(join(ROOT, file), join(folder, file));
  const packages = ["a-package", "@tensorflow/tfjs-node-gpu", "@grpc/grpc-js"];
  await write(
    folder,
    "package.json",
    JSON.stringify({ dependencies: Object.fromEntries(packages.map((name) => [name, "1.0.0"])) }),
  );
  for (const name of packages) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
    );
    await write(folder, `node_modules/${name}/index.js`, "");
  }
  for (const process of SOURCES) await write(folder, `${process}/kept.ts`, "export const kept = 1;\n");
  for (const { from, to } of [...PLANTED, ...KEPT])
    await write(folder, from, `import "${specifier(from, to)}";\nexport const here = 1;\n`);
}

/** Ours by relative path, packages and Node's modules by name. */
function specifier(from: string, to: string): string {
  if (!to.endsWith(".ts")) return to;
  return `${"../".repeat(from.split("/").length - 1)}${to}`;
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** The violations that `npm run check` would report for the tree in `folder`. */
async function cruise(folder: string): Promise<Violation[]> {
  const program = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const sources = SOURCES.filter((source) => existsSync(join(folder, source)));
  const { summary } = JSON.parse(
    await outputOf([program, "--config", CONFIG, "--output-type", "json", ...sources], folder),
  ) as Report;
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

interface Report {
  readonly summary: {
    readonly violations: readonly (Omit<Violation, "rule"> & { readonly rule: { readonly name: string } })[];
  };
}

async function outputOf(args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  return Buffer.concat(chunks).toString("utf8");
}
