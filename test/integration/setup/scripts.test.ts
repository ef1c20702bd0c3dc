import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { projectPath, projectUrl, startScript, temporaryFolder } from "./support.ts";

interface Ended {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function setup(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [projectPath("scripts/setup.mjs"), ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

test("a file with another hash is refused: what, where, expected and found", async (t) => {
  const file = join(await temporaryFolder(t), "model.whl");
  await writeFile(file, "hello\n");
  const script = startScript(
    t,
    `import { requireSha256 } from ${JSON.stringify(projectUrl("scripts/lib/sha256.mjs"))};
     import { runMain } from ${JSON.stringify(projectUrl("scripts/lib/setup-error.mjs"))};
     await runMain(() => requireSha256(${JSON.stringify(file)}, "${"0".repeat(64)}", "model.whl"));`,
  );
  assert.equal(await script.ended, 1);
  const output = script.output();
  assert.match(output, /model\.whl is not the file that was asked for/);
  assert.ok(output.includes(file));
  assert.match(output, /expected: sha256 0{64}/);
  assert.match(output, /found: +sha256 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03/);
  assert.doesNotMatch(output, /at .*\.mjs:\d/);
});

test("all missing tools are named at once, each with how to install it", async (t) => {
  const empty = await temporaryFolder(t);
  const { code, stdout, stderr } = await setup([], { PATH: empty, ELASTUNE_CACHE: empty });
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /Python 3: not found\n.*apt-get install python3 /);
  assert.match(stderr, /pip: not found\n.*apt-get install python3-pip /);
  assert.match(stderr, /C\+\+ compiler: not found\n.*apt-get install g\+\+ /);
});

test("an inspection of an empty cache says what is missing and what to do, as JSON on stdout", async (t) => {
  const empty = await temporaryFolder(t);
  const { code, stdout } = await setup(["--inspect"], {
    ...process.env,
    ELASTUNE_CACHE: empty,
    ELASTUNE_TENSORFLOW: "cpu",
  });
  const state = JSON.parse(stdout) as {
    ok: boolean;
    cacheDir: string;
    items: { name: string; ok: boolean; toDo?: string }[];
  };
  assert.equal(code, 1);
  assert.equal(state.ok, false);
  assert.equal(state.cacheDir, empty);
  const tensorflow = state.items.find(({ name }) => name === "TensorFlow in the cache");
  assert.deepEqual(tensorflow?.ok, false);
  assert.match(tensorflow.toDo ?? "", /npm run setup/);
});

test("a GPU is taken where nvidia-smi works, unless ELASTUNE_TENSORFLOW says otherwise", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "nvidia-smi"), "#!/bin/sh\necho Example GPU\n", { mode: 0o755 });
  const env = { ...process.env, PATH: [folder, process.env["PATH"]].join(delimiter), ELASTUNE_CACHE: folder };
  const automatic = JSON.parse((await setup(["--inspect"], { ...env, ELASTUNE_TENSORFLOW: "" })).stdout) as {
    device: string;
    gpu: string;
  };
  assert.deepEqual([automatic.device, automatic.gpu], ["gpu", "Example GPU"]);
  const forced = JSON.parse((await setup(["--inspect"], { ...env, ELASTUNE_TENSORFLOW: "cpu" })).stdout) as {
    device: string;
  };
  assert.equal(forced.device, "cpu");
});

test("a compiled file whose source is gone is removed, others stay", async (t) => {
  const root = await temporaryFolder(t);
  await mkdir(join(root, "dist", "test"), { recursive: true });
  await mkdir(join(root, "test"));
  await writeFile(join(root, "test", "kept.test.ts"), "");
  const compiled = [
    "kept.test.js",
    "kept.test.d.ts",
    "gone.test.js",
    "gone.test.js.map",
    "gone.test.d.ts",
    "data.wasm",
  ];
  for (const name of compiled) await writeFile(join(root, "dist", "test", name), "");
  const script = startScript(
    t,
    `import { pruneDist } from ${JSON.stringify(projectUrl("scripts/lib/prune-dist.mjs"))};
     import { filesBelow } from ${JSON.stringify(projectUrl("scripts/lib/files.mjs"))};
     await pruneDist(${JSON.stringify(root)});
     console.log(JSON.stringify(await filesBelow(${JSON.stringify(join(root, "dist", "test"))})));`,
  );
  assert.equal(await script.ended, 0, script.output());
  assert.deepEqual(JSON.parse(script.output()), ["data.wasm", "kept.test.d.ts", "kept.test.js"]);
});

test("single files are taken out of an archive, and a missing one is named", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "a.txt"), "a");
  await symlink("a.txt", join(folder, "link"));
  const script = startScript(
    t,
    `import { extractFiles, listArchive } from ${JSON.stringify(projectUrl("scripts/lib/archive.mjs"))};
     import { mustRun } from ${JSON.stringify(projectUrl("scripts/lib/child.mjs"))};
     import { runMain } from ${JSON.stringify(projectUrl("scripts/lib/setup-error.mjs"))};
     process.chdir(${JSON.stringify(folder)});
     await mustRun("python3", ["-m", "tarfile", "-c", "x.tgz", "a.txt", "link"]);
     console.log(JSON.stringify(await listArchive("x.tgz")));
     await runMain(() => extractFiles("x.tgz", "out", { "a.txt": "below/b.txt", "c.txt": "c.txt" }));`,
  );
  assert.equal(await script.ended, 1);
  assert.match(script.output(), /\{"a\.txt":1\}/);
  assert.match(script.output(), /x\.tgz lacks c\.txt/);
  assert.equal(await readFile(join(folder, "out", "below", "b.txt"), "utf8"), "a");
});

test("a quick start never reuses the name of an earlier run", async (t) => {
  const script = startScript(
    t,
    `import { nextRunName } from ${JSON.stringify(projectUrl("scripts/lib/next-run-name.mjs"))};
     console.log(nextRunName("emoji", []), nextRunName("emoji", ["emoji-2", "emoji-10", "emoji-old", "flowers-99"]));`,
  );
  assert.equal(await script.ended, 0);
  assert.equal(script.output(), "emoji-1 emoji-11\n");
});
