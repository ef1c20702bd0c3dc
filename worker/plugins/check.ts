// Whether a module is a plugin, and whether a job's plugins go together with each other and with the job. Pure.
import type { Problem } from "../../common/errors.ts";
import { closest } from "../../common/job/closest.ts";
import type { JobSpec } from "../../common/job/schema.ts";
import { shown } from "./failure.ts";
import type { Plugin } from "./types.ts";

/** A plugin and where it comes from. */
export interface LoadedPlugin {
  /** Absolute path. */
  readonly file: string;
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly plugin: Plugin;
}

/** What each export must have: functions by name. */
const EXPORTS = { loss: ["compute"], augment: ["apply"], callback: ["onEvent"], metrics: [] } as const;
const METRIC = ["start", "add", "value"];
const NAMES = Object.keys(EXPORTS);

/** What the program measures itself. */
const BUILT_IN_METRICS = ["loss", "accuracy", "top5", "precision", "recall", "f1"];
/** Keys of the validation event, in which the metrics stand. */
const EVENT_KEYS = ["event", "step", "time"];
/** As the job file writes it behind `validation.`. */
const METRIC_NAME = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;

/** A module's exports as a plugin, or what is wrong with them: sentences. */
export function pluginOf(exports: Readonly<Record<string, unknown>>): Plugin | readonly string[] {
  const given = Object.keys(exports);
  const problems = [...misspelled(given), ...wrongShapes(exports)];
  if (problems.length > 0) return problems;
  if (!given.some((name) => NAMES.includes(name))) {
    const found = given.length === 0 ? "no export" : `the exports ${given.join(", ")}`;
    return [`expected a module that exports loss, metrics, augment or callback by name, found ${found}`];
  }
  const { loss, metrics, augment, callback } = exports as Plugin;
  return {
    ...(loss !== undefined && { loss }),
    ...(metrics !== undefined && { metrics }),
    ...(augment !== undefined && { augment }),
    ...(callback !== undefined && { callback }),
  };
}

/** An export that is nearly one of the four would do nothing, and nobody would notice. */
function misspelled(given: readonly string[]): string[] {
  return given.flatMap((name) => {
    const near = NAMES.includes(name) ? undefined : closest(name, NAMES);
    return near === undefined || given.includes(near) ? [] : [`unknown export ${name}: did you mean ${near}?`];
  });
}

function wrongShapes(exports: Readonly<Record<string, unknown>>): string[] {
  const { metrics, loss } = exports;
  return [
    ...Object.entries(EXPORTS).flatMap(([name, functions]) =>
      exports[name] === undefined ? missing(name, exports) : wrongShape(name, exports[name], functions),
    ),
    ...(isRecord(loss) && loss["name"] !== undefined && typeof loss["name"] !== "string"
      ? [`loss.name: expected a text, found ${shown(loss["name"])}`]
      : []),
    ...(isRecord(metrics) ? Object.entries(metrics).flatMap(([name, metric]) => wrongMetric(name, metric)) : []),
    ...(isRecord(metrics) && Object.keys(metrics).length === 0 ? ["metrics: expected at least one, found {}"] : []),
  ];
}

function missing(name: string, exports: Readonly<Record<string, unknown>>): string[] {
  return Object.hasOwn(exports, name) ? [`${name}: expected an object, found undefined`] : [];
}

function wrongShape(name: string, value: unknown, functions: readonly string[]): string[] {
  if (!isRecord(value)) return [`${name}: expected an object, found ${shown(value)}`];
  return functions.flatMap((key) =>
    typeof value[key] === "function" ? [] : [`${name}.${key}: expected a function, found ${shown(value[key])}`],
  );
}

function wrongMetric(name: string, metric: unknown): string[] {
  if ([...BUILT_IN_METRICS, ...EVENT_KEYS].includes(name))
    return [`metrics.${name}: expected a name of its own; ${name} is taken by elastune`];
  if (!METRIC_NAME.test(name))
    return [`metrics.${name}: expected a name of letters, digits and hyphens that begins with a letter`];
  return wrongShape(`metrics.${name}`, metric, METRIC);
}

/** What cannot be in one job. */
export function clashes(
  plugins: readonly LoadedPlugin[],
  { training, dataset }: Pick<JobSpec, "training" | "dataset">,
): Problem[] {
  return [
    ...(dataset.columns !== undefined && "features" in dataset.columns ? picturePlugins(plugins) : []),
    ...secondLosses(plugins),
    ...lossOptions(plugins, training.loss),
    ...sharedMetrics(plugins),
    ...unknownMetrics(plugins, training),
  ];
}

function picturePlugins(plugins: readonly LoadedPlugin[]): Problem[] {
  return plugins.flatMap(({ file, plugin }, index) => {
    const message = `${file}: expected no augment: it changes pictures, and the samples are rows of numbers`;
    return plugin.augment === undefined ? [] : [{ path: pathOf(index), message }];
  });
}

function secondLosses(plugins: readonly LoadedPlugin[]): Problem[] {
  const first = plugins.find(({ plugin }) => plugin.loss !== undefined);
  return plugins.flatMap(({ file, plugin }, index) =>
    plugin.loss === undefined || plugins[index] === first
      ? []
      : [{ path: pathOf(index), message: `${file}: expected one plugin with a loss; ${first?.file ?? ""} has one` }],
  );
}

function lossOptions(plugins: readonly LoadedPlugin[], loss: JobSpec["training"]["loss"]): Problem[] {
  const own = plugins.find(({ plugin }) => plugin.loss !== undefined);
  if (own === undefined) return [];
  const given = [
    ...(loss.labelSmoothing > 0 ? ["labelSmoothing"] : []),
    ...(loss.classWeights === undefined ? [] : ["classWeights"]),
  ];
  return given.map((key) => ({
    path: `spec.training.loss.${key}`,
    message: `expected none beside the loss of the plugin ${own.file}: ${key} is an option of cross-entropy`,
    hint: `drop ${key}, and let the plugin do what it did, or drop the plugin's loss`,
  }));
}

function sharedMetrics(plugins: readonly LoadedPlugin[]): Problem[] {
  const owners = new Map<string, string>();
  return plugins.flatMap(({ file, plugin }, index) =>
    Object.keys(plugin.metrics ?? {}).flatMap((name) => {
      const other = owners.get(name);
      owners.set(name, other ?? file);
      const message = `${file}: metrics.${name}: expected a name of its own; ${other ?? ""} has it`;
      return other === undefined ? [] : [{ path: pathOf(index), message }];
    }),
  );
}

/** Without plugins too: a metric that there is not would stop training for nothing. */
function unknownMetrics(plugins: readonly LoadedPlugin[], training: JobSpec["training"]): Problem[] {
  const known = [...BUILT_IN_METRICS, ...plugins.flatMap(({ plugin }) => Object.keys(plugin.metrics ?? {}))];
  return (["earlyStopping", "onPlateau"] as const).flatMap((key) => {
    const name = training[key]?.metric.replace(/^validation\./, "");
    if (name === undefined || known.includes(name)) return [];
    const message = `expected a metric that is measured (${known.join(", ")}), found validation.${name}`;
    const near = closest(name, known);
    const path = `spec.training.${key}.metric`;
    return [{ path, message, ...(near !== undefined && { hint: `did you mean validation.${near}?` }) }];
  });
}

export function pathOf(index: number): string {
  return `spec.plugins.${index}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
