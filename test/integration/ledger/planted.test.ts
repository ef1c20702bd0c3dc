// A worker that trains on other samples than it should, planted where samples enter the buffers: its own ledger gives it away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { verifyRun, type Verified } from "../../../cli/library/verify-run.ts";
import { openSampleLoader, type SampleLoader } from "../../../worker/data/sample-loader.ts";
import { trainAlone } from "../../support/agent-run.ts";
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
  const { trained, runDir } = await trainAlone(workshop, name, features, {
    openLoader: async (...args) => planted(await openSampleLoader(...args), plant),
  });
  assert.equal(trained?.steps, 12);
  return verifyRun(runDir);
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
