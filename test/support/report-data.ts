// Reports' data as runs of several shapes leave it, without running any.
import type { RunEvent, Stamped } from "../../common/events.ts";
import { parseJob } from "../../common/job/parse.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import type { ReportData } from "../../cli/report/data.ts";

const TIME = "2026-11-24T17:51:18.872Z";

export const JOB_TEXT = `metadata: { name: flowers }
spec:
  model: { source: file:model.h5 }
  dataset: { source: file:flowers }
`;

/** A finished run of five classes, two phases and a decision; `changes` replace parts of it. */
export function aReport(changes: Partial<ReportData> = {}): ReportData {
  return {
    run: "flowers-3",
    job: parseJob(JOB_TEXT, "job.yaml"),
    jobText: JOB_TEXT,
    events: someEvents(),
    finished: {
      event: "finished",
      seconds: 83.4,
      model: "/data/runs/flowers-3/model",
      report: null,
      features: "off",
      steps: 240,
      test: { loss: 0.69, accuracy: 0.73 },
      weightsSha256: "0c26e21c40655abda3d677e241b67ab1275adc035515007580408629ffdceba2",
      compute: "graph",
      device: "cpu",
    },
    test: { kind: "measured", report: aTestReport(["daisy", "dandelion", "rose", "sunflower", "tulip"]) },
    mostWrong: [],
    augmentation: undefined,
    dataset: { samples: 3670, classes: 5 },
    fingerprint: { tensorflow: "2.21.0", device: "cpu", cpu: "x64 avx avx2 fma" },
    elastuneVersion: "0.1.0",
    madeAt: "2026-11-24T17:58:00.000Z",
    ...changes,
  };
}

/** Counts that fall off from the diagonal, and the metrics that follow from nothing: only their looks matter. */
export function aTestReport(names: readonly string[]): TestReport {
  const confusion = names.map((_, row) => names.map((__, column) => countAt(row, column)));
  const classes = names.map((name, index) => ({
    class: name,
    precision: 0.5 + 0.5 / (index + 1),
    recall: 0.9 - 0.6 * (index / names.length),
    f1: 0.85 - 0.5 * (index / names.length),
    support: (confusion[index] ?? []).reduce((sum, count) => sum + count, 0),
  }));
  return {
    split: "test",
    samples: classes.reduce((sum, { support }) => sum + support, 0),
    loss: 0.6931,
    accuracy: 0.7312,
    ...(names.length > 5 ? { top5: 0.9512 } : {}),
    macro: { precision: 0.71, recall: 0.7, f1: 0.702 },
    classes,
    confusion,
    mostWrong: [],
  };
}

function countAt(row: number, column: number): number {
  if (row === column) return 30 + ((row * 7) % 40);
  const away = Math.abs(row - column);
  return away < 4 ? Math.max(0, ((row * 13 + column * 5) % 9) - 2 * away) : 0;
}

/** Two phases of 120 steps, four epochs each, a lowered rate and the best weights brought back. */
export function someEvents(steps = 240): readonly (RunEvent & Stamped)[] {
  const events: (RunEvent & Stamped)[] = [];
  const add = (event: RunEvent): unknown => events.push({ ...event, time: TIME });
  const half = steps / 2;
  for (let step = 1; step <= steps; step++) {
    if (step === 1)
      add({ event: "phase", phase: "head", step: 0, trainableParameters: 6405, input: "pictures", graph: null });
    add(stepEvent(step, steps));
    if (step % Math.round(steps / 8) === 0) {
      add({
        event: "validation",
        step,
        loss: 0.55 + 0.9 * Math.exp((-4 * step) / steps),
        accuracy: 0.82 - 0.5 * Math.exp((-4 * step) / steps),
      });
    }
    if (step === half) {
      add({
        event: "decision",
        kind: "restore-best",
        step,
        reason: "the phase is over; the best weights are those of step 90",
      });
      add({ event: "phase", phase: "top", step, trainableParameters: 1_206_885, input: "pictures", graph: null });
    }
    if (step === Math.round(steps * 0.75))
      add({
        event: "decision",
        kind: "lower-rate",
        step,
        reason: "validation.loss has not improved for 2 validations",
      });
  }
  add({ event: "warning", code: "samples-set-aside", message: "2 corrupt samples were left out: a.jpg, b.jpg" });
  return events;
}

function stepEvent(step: number, steps: number): RunEvent {
  const noise = Math.sin(step * 12.9898) * 0.12 + Math.sin(step * 78.233) * 0.08;
  return {
    event: "step",
    step,
    epoch: Math.ceil((step * 8) / steps),
    loss: Math.max(0.05, 0.4 + 1.4 * Math.exp((-5 * step) / steps) + noise),
    learningRate: step <= steps / 2 ? 1e-3 : step <= steps * 0.75 ? 1e-4 : 2e-5,
    batchSize: 32,
    samplesPerSecond: 210 + 20 * noise,
    stepMs: 150,
    timings: { computeMs: 140, exchangeMs: 0, waitMs: 2, optimizerMs: 8 },
    stateHash: "0123456789abcdef",
  };
}
