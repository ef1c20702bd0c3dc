// Workers that cannot reach the data set: the coordinator sends them what they need.
import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { after, before, test, type TestContext } from "node:test";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Ended } from "../support/elastune.ts";
import { writeVectorModel } from "../support/keras-file.ts";
import { NUMBERS, numberTable } from "../support/number-table.ts";
import { assertVerified } from "../support/verified.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

interface Coordinated {
  readonly name: string;
  readonly job: string;
  /** `--data-root` of each worker; undefined: without it. */
  readonly dataRoots: readonly (string | undefined)[];
  /** Called when the data set has been listed and no worker has come. */
  readonly meanwhile?: () => Promise<void>;
}

/** A coordinator and workers to their ends; features that another run has stored would spare them the samples. */
async function trained(t: TestContext, { name, job, dataRoots, meanwhile }: Coordinated): Promise<Ended> {
  const leads = ["coordinator", job, "--run-dir", name, "--workers", String(dataRoots.length), "--json"];
  const coordinator = workshop.startCommand(t, ...leads, "--set", "training.features=off");
  const line = await coordinator.until(({ event }) => event === "coordinator");
  await meanwhile?.();
  const workers = dataRoots.map((dataRoot) => {
    const own = dataRoot === undefined ? [] : ["--data-root", dataRoot];
    return workshop.startCommand(t, "worker", "--coordinator", String(line?.["address"]), ...own);
  });
  const ended = await coordinator.ended;
  await Promise.all(workers.map((worker) => worker.ended));
  return ended;
}

async function shaOfOne(name: string, job: string): Promise<unknown> {
  return assertFinished(await workshop.run(job, name, "--set", "training.features=off"))["weightsSha256"];
}

function throughCoordinator({ lines }: Ended): string[] {
  return lines
    .filter(({ code }) => code === "data-through-coordinator")
    .map(({ message }) => String(message).split(" ", 1)[0] ?? "");
}

test("a worker without the pictures says so, gets them from the coordinator and trains to the same weights", async (t) => {
  const job = await workshop.job("far");
  await cp(workshop.path("data"), workshop.path("copy"), { recursive: true });
  const ended = await trained(t, { name: "far", job, dataRoots: ["copy", "nowhere"] });
  assert.equal(assertFinished(ended)["weightsSha256"], await shaOfOne("near", job));
  assert.equal(throughCoordinator(ended).length, 1, ended.stderr);
  assert.match(ended.stderr + ended.stdout.join("\n"), /nowhere/);
  await assertVerified(workshop, "far");
});

test("a folder with other pictures of the same names does not count as the data set", async (t) => {
  const job = await workshop.job("other");
  await workshop.pictures("others", { amber: 3, blue: 3, "crème brûlée": 3 });
  await writeFile(workshop.path("others", "amber", "0.png"), "another");
  const ended = await trained(t, { name: "other", job, dataRoots: ["others"] });
  assert.equal(assertFinished(ended)["weightsSha256"], await shaOfOne("own", job));
});

test("rows of numbers come from the coordinator too", async (t) => {
  await writeVectorModel(workshop.path("vectors.h5"), NUMBERS.length);
  await writeFile(workshop.path("numbers.csv"), numberTable(120));
  const job = await workshop.job("numbers", {
    model: { source: "file:./vectors.h5" },
    dataset: {
      source: "file:./numbers.csv",
      format: "csv",
      columns: { features: NUMBERS, label: "kind" },
      preprocess: undefined,
    },
    training: { batchSize: 12, phases: [{ epochs: 2, unfreeze: ["head", "narrow"], learningRate: 0.01 }] },
  });
  const ended = await trained(t, { name: "rows-far", job, dataRoots: [undefined, "nowhere"] });
  assert.equal(assertFinished(ended)["weightsSha256"], await shaOfOne("rows-near", job));
  assert.equal(throughCoordinator(ended).length, 1, ended.stderr);
});

test("a picture that has changed where the coordinator reads it fails the job, which names it", async (t) => {
  await workshop.pictures("pictures", { a: 6, b: 6 });
  const job = await workshop.job("changing", { dataset: { source: "file:./pictures" } });
  const picture = workshop.path("pictures", "b", "2.png");
  const meanwhile = async (): Promise<void> => {
    const bytes = await readFile(picture);
    bytes[bytes.length - 1] = 1;
    await writeFile(picture, bytes);
  };
  const ended = await trained(t, { name: "changing", job, dataRoots: ["nowhere", "nowhere"], meanwhile });
  assertFailed(ended, { code: 1, error: "data-changed", says: ["b/2.png", "other content"] });
});
