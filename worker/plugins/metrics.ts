// The plugins' metrics over one pass of a split.
import { softmax } from "../../common/metrics/classification.ts";
import type { LoadedPlugin } from "./check.ts";
import { called, finiteFrom, pluginFailed, shown } from "./failure.ts";
import type { PluginMetric, PluginSample } from "./types.ts";

interface Metric {
  readonly name: string;
  readonly file: string;
  readonly metric: PluginMetric;
}

interface Running extends Metric {
  readonly state: unknown;
}

export class PluginTally {
  readonly #running: readonly Running[];
  #samples = 0;
  #values: Readonly<Record<string, number>> | undefined;

  /** A pass begins. @throws JobFailedError when a metric's `start` fails */
  constructor(plugins: readonly LoadedPlugin[]) {
    this.#running = metricsOf(plugins).map((metric) => ({ ...metric, state: startOf(metric) }));
  }

  add(label: number, logits: Float32Array): void {
    this.#samples += 1;
    this.#values = undefined;
    for (const { name, file, metric, state } of this.#running) {
      // Copies for each: one plugin must not see what another one wrote.
      const sample = { label, logits: logits.slice(), probabilities: softmax(logits) };
      const addTo: (state: unknown, sample: PluginSample) => unknown = metric.add.bind(metric);
      called({ file, name: `metrics.${name}.add` }, () => addTo(state, sample));
    }
  }

  /** By name; asked of the plugins once. Of no samples nothing is known. */
  get values(): Readonly<Record<string, number>> {
    this.#values ??= Object.fromEntries(
      this.#running.map((metric) => [metric.name, this.#samples === 0 ? Number.NaN : valueOf(metric)]),
    );
    return this.#values;
  }
}

function metricsOf(plugins: readonly LoadedPlugin[]): Metric[] {
  return plugins.flatMap(({ file, plugin }) =>
    Object.entries(plugin.metrics ?? {}).map(([name, metric]) => ({ name, file, metric })),
  );
}

/** A number or text could not be changed by `add`: the metric would stay at its start and nobody would notice. */
function startOf({ name, file, metric }: Metric): unknown {
  const part = { file, name: `metrics.${name}.start` };
  const state = called(part, () => metric.start());
  if (typeof state === "object" && state !== null) return state;
  throw pluginFailed(part, `returned ${shown(state)}; expected an object, which add changes`);
}

function valueOf({ name, file, metric, state }: Running): number {
  const part = { file, name: `metrics.${name}.value` };
  return finiteFrom(
    part,
    called(part, () => metric.value(state)),
  );
}
