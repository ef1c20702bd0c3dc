import assert from "node:assert/strict";
import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { printed, projectUrl, startScript, temporaryFolder } from "./support.ts";

/** Publishes a small artefact of two files at FOLDER/thing; `between` runs when half of it is written. */
const publishing = (folder: string, { identity = "v1", between = "" } = {}) => `
  import { mkdir, writeFile } from "node:fs/promises";
  import { publishFolder } from ${JSON.stringify(projectUrl("scripts/lib/publish.mjs"))};
  const built = await publishFolder({
    destination: ${JSON.stringify(join(folder, "thing"))},
    identity: ${JSON.stringify(identity)},
    build: async (into) => {
      await writeFile(into + "/first", ${JSON.stringify(identity)});
      console.log("half-way");
      ${between}
      await mkdir(into + "/below");
      await writeFile(into + "/below/second", "x".repeat(1000));
    },
  });
  console.log(built ? "built" : "was there");`;

const HANG = "await new Promise((resolve) => setTimeout(resolve, 60_000));";
const WHOLE = ["thing", "thing.complete.json"];

async function publish(t: Parameters<typeof startScript>[0], folder: string, options = {}): Promise<string> {
  const script = startScript(t, publishing(folder, options));
  assert.equal(await script.ended, 0, script.output());
  return /built|was there/.exec(script.output())?.[0] ?? script.output();
}

test("a folder that is there is not built again", async (t) => {
  const folder = await temporaryFolder(t);
  assert.equal(await publish(t, folder), "built");
  assert.equal(await publish(t, folder), "was there");
});

test("a build killed half-way leaves nothing at the destination, and the next one cleans up and completes", async (t) => {
  const folder = await temporaryFolder(t);
  const killed = startScript(t, publishing(folder, { between: HANG }));
  await printed(killed, "half-way");
  killed.child.kill("SIGKILL");
  await killed.ended;
  const [leftover, ...others] = await readdir(folder);
  assert.match(leftover ?? "", new RegExp(`^thing\\.tmp-.*-${String(killed.child.pid)}$`));
  assert.deepEqual(others, []);

  assert.equal(await publish(t, folder), "built");
  assert.deepEqual((await readdir(folder)).sort(), WHOLE);
});

test("two builds at once end with one whole result: the second waits and finds it", async (t) => {
  const folder = await temporaryFolder(t);
  const slow = "await new Promise((resolve) => setTimeout(resolve, 1000));";
  const first = startScript(t, publishing(folder, { between: slow }));
  await printed(first, "half-way");
  const second = startScript(t, publishing(folder));
  assert.deepEqual(await Promise.all([first.ended, second.ended]), [0, 0]);
  assert.match(first.output(), /built/);
  assert.match(second.output(), new RegExp(`running \\(pid ${String(first.child.pid)}\\), waiting[^]*was there`));
  assert.deepEqual((await readdir(folder)).sort(), WHOLE);
});

test("a build that is killed while another waits is taken over by it", async (t) => {
  const folder = await temporaryFolder(t);
  const first = startScript(t, publishing(folder, { between: HANG }));
  await printed(first, "half-way");
  const second = startScript(t, publishing(folder));
  await printed(second, "waiting");
  first.child.kill("SIGKILL");
  assert.equal(await second.ended, 0, second.output());
  assert.deepEqual((await readdir(folder)).sort(), WHOLE);
});

const DAMAGES = {
  "a truncated file": (folder: string) => truncate(join(folder, "thing", "below", "second"), 10),
  "a missing file": (folder: string) => rm(join(folder, "thing", "first")),
  "a missing marker": (folder: string) => rm(join(folder, "thing.complete.json")),
  "a torn marker": (folder: string) => writeFile(join(folder, "thing.complete.json"), '{"identity": "v1", "fi'),
  "a missing folder": (folder: string) => rm(join(folder, "thing"), { recursive: true }),
};

for (const [name, damage] of Object.entries(DAMAGES)) {
  test(`${name} is repaired`, async (t) => {
    const folder = await temporaryFolder(t);
    await publish(t, folder);
    await damage(folder);
    assert.equal(await publish(t, folder), "built");
    assert.equal((await readFile(join(folder, "thing", "below", "second"), "utf8")).length, 1000);
    assert.deepEqual((await readdir(folder)).sort(), WHOLE);
  });
}

test("another version replaces the folder", async (t) => {
  const folder = await temporaryFolder(t);
  await publish(t, folder);
  assert.equal(await publish(t, folder, { identity: "v2" }), "built");
  assert.equal(await readFile(join(folder, "thing", "first"), "utf8"), "v2");
});

test("a build that fails leaves what was there before it", async (t) => {
  const folder = await temporaryFolder(t);
  await publish(t, folder);
  const failing = startScript(t, publishing(folder, { identity: "v2", between: `throw new Error("no network");` }));
  assert.equal(await failing.ended, 1);
  assert.equal(await readFile(join(folder, "thing", "first"), "utf8"), "v1");
  assert.deepEqual((await readdir(folder)).sort(), WHOLE);
});
