// Counts a split's samples in while its rounds pass by, and says how well the network does once all of it was seen.
import { ClassificationTally, testReport, type TestReport } from "../common/metrics/classification.ts";
import type { Split } from "../common/program/program.ts";
import type { MetricValues } from "../common/program/state.ts";
import { must } from "../common/errors.ts";
import type { Manifest } from "./data/manifest.ts";
import type { LoadedPlugin } from "./plugins/check.ts";
import { PluginTally } from "./plugins/metrics.ts";
import type { EvaluatedMicroBatch } from "./round-messages.ts";

export class Evaluator {
  readonly #manifest: Manifest;
  readonly #plugins: readonly LoadedPlugin[];
  #tally: ClassificationTally;
  #pluginTally: PluginTally;

  /** @throws JobFailedError when a plugin's metric can't begin; so do the other methods when one fails */
  constructor(manifest: Manifest, plugins: readonly LoadedPlugin[] = []) {
    this.#manifest = manifest;
    this.#plugins = plugins;
    this.#tally = new ClassificationTally(manifest.classes.length);
    this.#pluginTally = new PluginTally(plugins);
  }

  /** A new pass over a split begins. */
  restart(): void {
    this.#tally = new ClassificationTally(this.#manifest.classes.length);
    this.#pluginTally = new PluginTally(this.#plugins);
  }

  add({ sampleIds, losses, logits }: EvaluatedMicroBatch): void {
    const { classes } = this.#tally;
    sampleIds.forEach((sampleId, i) => {
      if (sampleId < 0) return;
      const { path, class: label } = must(this.#manifest.samples[sampleId], `sample ${sampleId}`);
      const own = logits.subarray(i * classes, (i + 1) * classes);
      this.#tally.add({ label, logits: own, loss: must(losses[i], "a loss"), weight: 1, path });
      this.#pluginTally.add(label, own);
    });
  }

  /** Of a split whose every sample was set aside nothing is known. */
  metrics(): MetricValues {
    if (this.#tally.samples === 0) return { loss: Number.NaN, accuracy: Number.NaN, ...this.#pluginTally.values };
    const { loss, accuracy, top5, macro, metrics } = this.report("validation");
    return { loss, accuracy, ...(top5 === undefined ? {} : { top5 }), ...macro, ...metrics };
  }

  report(split: Split): TestReport {
    const names = this.#manifest.classes.map(({ name }) => name);
    const report = testReport(split, names, this.#tally);
    const metrics = this.#pluginTally.values;
    return Object.keys(metrics).length === 0 ? report : { ...report, metrics };
  }
}
