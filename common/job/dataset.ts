// spec.dataset: where the samples are, how they are split and what is done to each before the network sees it.
import { decimal, either, flag, list, location, mapping, pair, text, whole, word } from "./fields.ts";

const column = text("the name of a column");

const columns = either("{ image: COLUMN, label: COLUMN } or { features: [COLUMN, ...], label: COLUMN }", [
  mapping({
    image: column.describe("Column with the path of a picture, relative to the file."),
    label: column.describe("Column with the class."),
  }),
  mapping({
    features: list("column names", column, 1).describe(
      "Columns with numbers: the vector that the network takes, in this order. Each row is a sample.",
    ),
    label: column.describe("Column with the class."),
  }),
]);

const split = mapping({
  train: decimal({ above: 0, to: 1 }).default(0.8).describe("Share of the samples to train on."),
  validation: decimal({ from: 0, to: 1 })
    .default(0.1)
    .describe("Share to watch while training; 0 for none, then nothing can stop early or lower the rate."),
  test: decimal({ from: 0, to: 1 }).default(0.1).describe("Share to measure on once, at the end; 0 for none."),
});

const preprocess = mapping({
  resize: pair("[height, width] in pixels", whole(1, 8192))
    .default([224, 224])
    .describe("Height and width, in pixels, that each picture is resized to: the input size of the network."),
  scale: pair("[low, high]", decimal({ from: -65536, to: 65536 }))
    .default([-1, 1])
    .describe("Pixel values 0 to 255 are mapped linearly to this range. Use what the model was trained with."),
});

const share = (what: string) => decimal({ from: 0, below: 1 }).default(0).describe(what);

const augment = mapping({
  flipHorizontal: flag().default(false).describe("Mirror every other picture left to right."),
  flipVertical: flag().default(false).describe("Mirror every other picture top to bottom."),
  crop: share("Cut up to this share off the sides at random, then resize."),
  rotate: decimal({ from: 0, to: 180 }).default(0).describe("Turn by up to so many degrees either way."),
  brightness: share("Change the brightness by up to this share either way."),
  contrast: share("Change the contrast by up to this share either way."),
  cutout: share("Cover a square of up to this share of the height and width."),
  variants: whole(0, 1024)
    .default(0)
    .describe(
      "Fix so many variants per sample, so that the features of a frozen trunk can be kept; 0 draws a new one each time.",
    ),
});

/** What a job that says nothing about pictures has. */
export const PICTURE_DEFAULTS = { preprocess: preprocess.parse({}), augment: augment.parse({}) };

export const datasetSchema = mapping({
  source: location(["file", "s3", "https"]).describe(
    "The samples: a folder with one folder of pictures per class, or a file. A relative `file:` path starts at the folder of the job file.",
  ),
  format: word(["image-folder", "csv", "jsonl", "parquet", "tfrecord", "npy"])
    .default("image-folder")
    .describe(
      "How the source is read. `image-folder` is DIR/CLASS/PICTURE, jpeg or png; `csv` lists pictures, or holds a sample of numbers in each row.",
    ),
  columns: columns
    .optional()
    .describe("Which columns of a table hold the input and the class. Not for `image-folder`."),
  split: split
    .prefault({})
    .describe(
      "Shares of the samples, at most 1 in all, taken from each class alike; the same job always gets the same split.",
    ),
  preprocess: preprocess.prefault({}).describe("What is done to each picture. Rows of numbers are taken as they are."),
  augment: augment
    .prefault({})
    .describe("Random changes to the training pictures, a function of the seed, the epoch and the sample."),
  corruptSamples: word(["fail", "skip"])
    .default("fail")
    .describe(
      "What to do about a picture that can't be decoded: end the job and name it, or leave it out, count it and list it.",
    ),
});
