// A worker that trains on other samples than it should, planted where samples enter the buffers: its own ledger gives it away.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import { stringifyJob } from "../../../common/job/canonical.ts";
import { filePathOf, withAbsoluteLocations } from "../../../common/job/locations.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { jobHashOf } from "../../../cli/library/resume.ts";
import { verifyRun, type Verified } from "../../../cli/library/verify-run.ts";
import { fileRegister } from "../../../worker/checkpoint/register.ts";
import { alone } from "../../../worker/members.ts";
import { NO_POINTS } from "../../../worker/protocol-points.ts";
import { runPlaces } from "../../../worker/run-places.ts";
import { runAgent } from "../../../worker/agent.ts";
import { writeManifest } from "../../../worker/data/manifest-file.ts";
import { openSampleLoader, type SampleLoader } from "../../../worker/data/sample-loader.ts";
import { dataSourceOf, readDataSet } from "../../../worker/data/source.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";

/** Micro-batches of two samples, of which this one belongs to the second step. */
const AT = 4;

let workshop: Workshop;
/** A training sample that does not belong into the micro-batch that is changed, but into a later step. */
let trainedLater = -1;
before(async () => {
  workshop = await openWorkshop("warm");
  const note = (samples: Int32Array): void => {
    trainedLater = samples[0] ?? -1;
  };
  await trainWith("scout", "off", { at: AT + 3, change: note });
});
after(() => workshop.remove());

/** Changes the ids of the `at`-th micro-batch of samples that is asked for. */
interface Plant {
  readonly at: number;
  readonly change: (samples: Int32Array) => void;
}

function planted(loader: SampleLoader, plant: Plant | undefined): SampleLoader {
  let asked = 0;
  return {
    prepare: (samples, buffers, augmentation) => {
      const taken = samples.slice();
      if (asked++ === plant?.at) plant.change(taken);
      return loader.prepare(taken, buffers, augmentation);
    },
    prefetch: (samples) => {
      loader.prefetch(samples);
    },
    setAside: () => loader.setAside(),
    close: () => loader.close(),
  };
}

/** Trains the usual job in this process and verifies it. */
async function trainWith(name: string, features: "auto" | "off", plant?: Plant): Promise<Verified> {
  const file = await workshop.job(name, { training: { features } });
  const job = withAbsoluteLocations(parseJob(await readFile(file), file, []), workshop.folder);
  const at = (...names: string[]): string => workshop.path(`run-${name}`, ...names);
  await mkdir(at());
  await writeFile(at("job.yaml"), stringifyJob(job));
  const source = dataSourceOf(job.spec.dataset, at());
  const { manifest } = await readDataSet(source, {});
  await writeManifest(at("manifest.json"), manifest);
  const modelFile = filePathOf(job.spec.model.source, at()) ?? "";
  const nothing = (): Promise<void> => Promise.resolve();
  const trained = await runAgent({
    job,
    jobHash: await jobHashOf(job, modelFile, []),
    plugins: [],
    ...runPlaces(job, at()),
    manifest,
    replicas: 1,
    maxWorkers: 1,
    points: NO_POINTS,
    cacheDir: workshop.path(`cache-${name}`),
    eager: false,
    resume: false,
    clock: systemClock,
    openLoader: async (...args) => planted(await openSampleLoader(...args), plant),
    onProgress: () => undefined,
    emit: nothing,
    emitAsWriter: nothing,
    register: fileRegister(at("checkpoints"), "w1"),
    onState: nothing,
    join: () => Promise.resolve(alone(() => "none")),
    onStart: nothing,
    onTested: nothing,
    untakenRound: () => undefined,
    signal: new AbortController().signal,
  });
  assert.equal(trained?.steps, 12);
  return verifyRun(at());
}

test("a worker that trains on the samples it should is verified", async () => {
  for (const features of ["auto", "off"] as const) {
    const { ok, missing, duplicated, problems } = await trainWith(`honest-${features}`, features);
    assert.deepEqual({ ok, missing, duplicated, problems }, { ok: true, missing: 0, duplicated: 0, problems: [] });
  }
});

/** Samples missing and duplicated. */
const OTHER = { skips: [1, 0], repeats: [1, 1], swaps: [1, 1] } as const;
const plants: Readonly<Record<keyof typeof OTHER, (samples: Int32Array) => void>> = {
  skips: (samples) => {
    samples[1] = -1;
  },
  repeats: (samples) => {
    samples[1] = samples[0] ?? -1;
  },
  swaps: (samples) => {
    samples[1] = trainedLater;
  },
};
for (const [what, change] of Object.entries(plants) as [keyof typeof OTHER, Plant["change"]][])
  test(`a worker that ${what} one sample is found out, with the round and the sample`, async () => {
    const verified = await trainWith(what, "off", { at: AT, change });
    const [missing, duplicated] = OTHER[what];
    assert.deepEqual([verified.ok, verified.missing, verified.duplicated], [false, missing, duplicated]);
    assert.deepEqual(
      verified.problems.map(({ path: where }) => where),
      ["round 2"],
    );
    assert.match(verified.problems[0]?.message ?? "", /\.(png|jpg)/);
  });

test("a worker that computes features of one sample from another is found out where they train", async () => {
  const change = (samples: Int32Array): void => {
    samples[3] = samples[4] ?? -1;
  };
  const verified = await trainWith("features", "auto", { at: 0, change });
  assert.equal(verified.ok, false);
  assert.match(verified.problems[0]?.message ?? "", /in the place of/);
});
