// Truncated, swapped, foreign and empty files of every kind: refused with file, place and reason, never with a stack of calls.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { failureOf } from "../../cli/failure.ts";
import type { Malformed } from "../support/malformed/case.ts";
import { CSV } from "../support/malformed/csv.ts";
import { FOREIGN } from "../support/malformed/foreign-models.ts";
import { H5 } from "../support/malformed/h5-models.ts";
import { SAFETENSORS } from "../support/malformed/safetensors-models.ts";
import { TFJS } from "../support/malformed/tfjs-models.ts";
import { CHECKPOINTS, JOBS, MANIFESTS, RUNS } from "../support/malformed/run-files.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

const CASES = [...FOREIGN, ...H5, ...TFJS, ...SAFETENSORS, ...JOBS, ...MANIFESTS, ...CHECKPOINTS, ...RUNS, ...CSV];
const STACK = /^\s+at .+[:(]/m;

for (const malformed of CASES) {
  test(`${malformed.what} is refused with file and reason`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "elastune-malformed-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const file = await malformed.make(folder);
    const { event, text } = failureOf(await thrownBy(malformed, file));
    assert.notEqual(event.code, "internal", text);
    assert.doesNotMatch(text, STACK);
    assert.ok(text.includes(malformed.names ?? path.basename(file)), `the file is not named: ${text}`);
    assert.match(text, malformed.says);
  });
}

async function thrownBy({ read }: Malformed, file: string): Promise<unknown> {
  try {
    await read(file);
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was refused");
}

test("no case stands twice, and there are more than sixty", () => {
  assert.equal(new Set(CASES.map(({ what }) => what)).size, CASES.length);
  assert.ok(CASES.length >= 60, `${CASES.length} cases`);
});

let workshop: Workshop;
before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

/** Through the command line: what reads which kind of file. */
const COMMANDS: readonly (readonly [
  what: string,
  file: string,
  content: string,
  args: readonly string[],
  says: RegExp,
])[] = [
  ["an empty job", "empty.yaml", "", ["run", "empty.yaml"], /empty\.yaml/],
  ["a binary job", "binary.yaml", "\0\x01\x02", ["validate", "binary.yaml"], /binary\.yaml/],
  ["a text as a model", "text.h5", "hello", ["predict", "text.h5", "data"], /text\.h5/],
  ["a torn model.json", "torn/model.json", '{"modelTopology": ', ["predict", "torn", "data"], /model\.json/],
  ["a foreign model.json", "foreign/model.json", "{}", ["export", "foreign", "--format", "keras"], /modelTopology/],
  ["a run whose job is torn", "torn-run/job.yaml", "spec: [", ["evaluate", "torn-run"], /job\.yaml/],
  [
    "a run without a model",
    "young/job.yaml",
    JSON.stringify({
      metadata: { name: "x" },
      spec: { model: { source: "file:./m.h5" }, dataset: { source: "file:./d" } },
    }),
    ["predict", "young", "data"],
    /no model yet/,
  ],
  ["a folder that is no run", "nothing/notes.txt", "", ["report", "nothing"], /not the folder of a run/],
];

for (const [what, file, content, args, says] of COMMANDS) {
  test(`elastune ${args[0] ?? ""}: ${what} ends in one message, without a stack of calls`, async () => {
    await mkdir(path.dirname(workshop.path(file)), { recursive: true });
    await writeFile(workshop.path(file), content, "latin1");
    const { code, lines, stderr } = await workshop.elastune(...args, "--json");
    assert.ok([1, 2, 78].includes(Number(code)), `exit code ${String(code)}`);
    assert.equal(lines.length, 1);
    assert.notEqual(lines[0]?.["code"], "internal", stderr);
    assert.doesNotMatch(stderr, STACK);
    assert.match(stderr, says);
  });
}
