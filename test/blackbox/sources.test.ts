// Jobs whose pictures are listed in a CSV file, and jobs whose model is a tfjs layers-model.
import assert from "node:assert/strict";
import { appendFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { must } from "../../common/errors.ts";
import { assertFailed } from "../support/contract.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
  const rows: string[] = [];
  for (const name of await readdir(workshop.path("data"))) {
    for (const file of await readdir(workshop.path("data", name))) rows.push(`"${name}/${file}",${name.toUpperCase()}`);
  }
  await writeFile(workshop.path("data", "list.csv"), ["picture,kind", ...rows].join("\n"));
});
after(() => workshop.remove());

const CSV = { source: "file:./data/list.csv", format: "csv", columns: { image: "picture", label: "kind" } };

test("a job with a CSV file trains, and evaluate measures the same test split", async () => {
  const job = await workshop.job("csv", { dataset: CSV });
  const { code, lines, stderr } = await workshop.run(job, "csv");
  assert.equal(code, 0, stderr);
  const evaluated = await workshop.elastune("evaluate", "csv", "--json");
  const report = must(evaluated.lines[0], "a report");
  const own = lines.at(-1)?.["test"] as { readonly loss: number; readonly accuracy: number };
  assert.equal(report["accuracy"], own.accuracy);
  assert.ok(Math.abs(Number(report["loss"]) - own.loss) < 1e-6);
  const names = (report["classes"] as { readonly class: string }[]).map(({ class: name }) => name);
  assert.deepEqual(names, ["AMBER", "BLUE", "CRÈME BRÛLÉE"]);
});

test("a CSV file that lists what is not there is refused before training, with every line", async () => {
  await writeFile(workshop.path("data", "wrong.csv"), "picture,kind\namber/0.png,a\nnone.txt,b\n,c\n");
  const job = await workshop.job("wrong", { dataset: { ...CSV, source: "file:./data/wrong.csv" } });
  const ended = await workshop.run(job, "wrong");
  assertFailed(ended, { code: 78, error: "config", says: ["wrong.csv", "line 3", "none.txt", "line 4"] });
  assert.ok(!workshop.exists("wrong"));
});

test("a job names the model.json of an earlier run, or its folder, and trains its network further; other weights are another job", async () => {
  const first = await workshop.run(await workshop.job("first"), "first");
  assert.equal(first.code, 0, first.stderr);
  for (const [name, source] of Object.entries({ file: "first/model/model.json", folder: "first/model" })) {
    const job = await workshop.job(name, { model: { source: `file:./${source}` } });
    const { code, stderr } = await workshop.run(job, `second-${name}`);
    assert.equal(code, 0, stderr);
  }
  const [shard = ""] = (await readdir(workshop.path("first", "model"))).filter((file) => file.endsWith(".bin"));
  await appendFile(path.join(workshop.path("first", "model"), shard), "more");
  const spoilt = await workshop.run(
    await workshop.job("spoilt", { model: { source: "file:./first/model" } }),
    "spoilt",
  );
  assertFailed(spoilt, { code: 78, error: "config", says: [shard, "expected", "bytes"] });
});
