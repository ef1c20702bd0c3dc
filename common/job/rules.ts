// Rules between keys, which a schema of single values can't say.
import { canonicalJson } from "./canonical.ts";
import { PICTURE_DEFAULTS } from "./dataset.ts";
import { foundText, type Finding } from "./findings.ts";
import type { Job } from "./schema.ts";
import type { Path } from "./paths.ts";

type Rule = (job: Job) => readonly Finding[];

/** Every rule that the job breaks. */
export function brokenRules(job: Job): Finding[] {
  return RULES.flatMap((rule) => rule(job));
}

const TRAINING = ["spec", "training"] as const;
const SPLIT: Path = ["spec", "dataset", "split"];

const RULES: readonly Rule[] = [
  ({ spec: { training } }) =>
    training.batchSize % training.microBatches === 0
      ? []
      : broken(
          [
            [...TRAINING, "batchSize"],
            [...TRAINING, "microBatches"],
          ],
          `expected a multiple of microBatches (${training.microBatches}), found ${training.batchSize}`,
        ),
  ({ spec: { workers } }) =>
    workers.min <= workers.replicas
      ? []
      : broken(
          [
            ["spec", "workers", "min"],
            ["spec", "workers", "replicas"],
          ],
          `expected at most replicas (${workers.replicas}), found ${workers.min}`,
        ),
  ({ spec: { workers } }) =>
    workers.replicas <= workers.max
      ? []
      : broken(
          [
            ["spec", "workers", "max"],
            ["spec", "workers", "replicas"],
          ],
          `expected at least replicas (${workers.replicas}), found ${workers.max}`,
        ),
  ({ spec }) => {
    const { train, validation, test } = spec.dataset.split;
    const sum = train + validation + test;
    // Shares such as 0.7, 0.2 and 0.1 add up to a little more than 1 in binary.
    return sum <= 1 + 1e-9
      ? []
      : broken([SPLIT], `expected shares of at most 1 in all, found ${Number(sum.toFixed(6))}`);
  },
  ({ spec }) => {
    const [low, high] = spec.dataset.preprocess.scale;
    return low < high
      ? []
      : broken([["spec", "dataset", "preprocess", "scale"]], `expected the low end first, found [${low}, ${high}]`);
  },
  ({ spec: { dataset } }) => {
    const table = dataset.format === "csv" || dataset.format === "parquet" || dataset.format === "jsonl";
    if (table === (dataset.columns !== undefined)) return [];
    const expected = table
      ? "expected columns: which hold the input and the class"
      : `expected no columns with the format ${dataset.format}`;
    return broken(
      [
        ["spec", "dataset", "columns"],
        ["spec", "dataset", "format"],
      ],
      expected,
    );
  },
  ({ spec: { dataset } }) => {
    const { columns } = dataset;
    return columns === undefined || !("features" in columns)
      ? []
      : [...repeatedColumns(columns.features, columns.label), ...optionsOfPictures(dataset)];
  },
  ({ spec: { training } }) =>
    training.phases.flatMap(({ name }, index) => {
      const first = training.phases.findIndex((phase) => phase.name === name);
      const path = [...TRAINING, "phases", index, "name"];
      return first === index
        ? []
        : broken([path], `expected a name of its own, found ${foundText(name)} again (phase ${first} has it)`);
    }),
  ({ spec: { training } }) =>
    // A single sample is normalized with the moving statistics, so these would never move.
    training.batchSize === training.microBatches
      ? training.phases.flatMap(({ batchNormalization }, index) =>
          batchNormalization === "train"
            ? broken(
                [
                  [...TRAINING, "phases", index, "batchNormalization"],
                  [...TRAINING, "batchSize"],
                ],
                `expected micro-batches of 2 samples or more for train, found batchSize ${training.batchSize} in ${training.microBatches} microBatches`,
              )
            : [],
        )
      : [],
  ({ spec }) => (["earlyStopping", "onPlateau"] as const).flatMap((key) => needsValidation(spec, key)),
  ({ spec: { training } }) =>
    training.onPlateau === undefined ||
    training.onPlateau.learningRate !== undefined ||
    training.onPlateau.batchSize !== undefined
      ? []
      : broken([[...TRAINING, "onPlateau"]], "expected learningRate, batchSize or both, found neither"),
  ({ spec: { training } }) => {
    const most = training.onPlateau?.batchSize?.max;
    return most === undefined || most >= training.batchSize
      ? []
      : broken(
          [
            [...TRAINING, "onPlateau", "batchSize", "max"],
            [...TRAINING, "batchSize"],
          ],
          `expected at least batchSize (${training.batchSize}), found ${most}`,
        );
  },
  ({ spec: { model } }) => {
    const last = model.head.findLast((layer) => !("activation" in layer));
    return last !== undefined && "dense" in last
      ? []
      : broken([["spec", "model", "head"]], "expected a dense layer at the end, such as { dense: { units: classes } }");
  },
  ({ spec: { output } }) =>
    new Set(output.formats).size === output.formats.length
      ? []
      : broken([["spec", "output", "formats"]], "expected each format once"),
];

function repeatedColumns(features: readonly string[], label: string): Finding[] {
  const path: Path = ["spec", "dataset", "columns", "features"];
  return features.flatMap((name, index) => {
    if (name === label)
      return broken([[...path, index]], `expected another column than the label, found ${foundText(name)}`);
    const first = features.indexOf(name);
    return first === index
      ? []
      : broken([[...path, index]], `expected each column once, found ${foundText(name)} again`);
  });
}

/** Rows of numbers are neither resized nor scaled nor changed at random, and each is checked before training begins. */
function optionsOfPictures(dataset: Job["spec"]["dataset"]): Finding[] {
  const given = (["preprocess", "augment"] as const).flatMap((section) =>
    changedKeys(dataset[section], PICTURE_DEFAULTS[section]).map((key): Path => ["spec", "dataset", section, key]),
  );
  const all: Path[] = dataset.corruptSamples === "fail" ? given : [...given, ["spec", "dataset", "corruptSamples"]];
  return all.flatMap((path) =>
    broken([path], "expected nothing: it is for pictures, and the samples are rows of numbers"),
  );
}

function changedKeys(values: Readonly<Record<string, unknown>>, defaults: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(values).filter((key) => canonicalJson(values[key]) !== canonicalJson(defaults[key]));
}

function needsValidation(spec: Job["spec"], key: "earlyStopping" | "onPlateau"): readonly Finding[] {
  if (spec.training[key] === undefined || spec.dataset.split.validation > 0) return [];
  return broken(
    [
      [...TRAINING, key],
      [...SPLIT, "validation"],
    ],
    "expected a validation share above 0 to watch, found split.validation 0",
  );
}

function broken(paths: readonly [Path, ...Path[]], message: string): [Finding] {
  return [{ paths, message }];
}
