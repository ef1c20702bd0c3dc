// Keras files that are truncated, spoilt or without what they need.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { readModel } from "../../../worker/model/import.ts";
import { smallContent, writeModelFile } from "../../integration/model/model-files.ts";
import type { Malformed } from "./case.ts";
import { cut, start, write } from "./files.ts";

const HDF5 = "\x89HDF\r\n\x1a\n";

async function wholeH5(folder: string): Promise<string> {
  await writeModelFile(path.join(folder, "model.h5"), smallContent());
  return path.join(folder, "model.h5");
}

const h5 =
  (change: (content: ReturnType<typeof smallContent>) => ReturnType<typeof smallContent>) =>
  async (folder: string): Promise<string> => {
    await writeModelFile(path.join(folder, "model.h5"), change(smallContent()));
    return path.join(folder, "model.h5");
  };

const withConfig = (text: string) =>
  h5((content) => ({ ...content, attributes: { ...content.attributes, model_config: text } }));

export const H5: readonly Malformed[] = [
  { what: "an .h5 of nothing but its signature", make: write("model.h5", start(HDF5, 0)), says: /damaged or cut off/ },
  { what: "an .h5 cut to a half", make: cut(wholeH5, 0.5), says: /damaged or cut off/ },
  { what: "an .h5 cut by its last bytes", make: cut(wholeH5, 0.99), says: /damaged or cut off/ },
  {
    what: "an .h5 whose middle was overwritten",
    make: async (folder: string) => {
      const file = await wholeH5(folder);
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(0xa5, 90, 700));
      return file;
    },
    says: /damaged/,
  },
  {
    what: "an .h5 of weights only",
    make: h5(({ weights }) => ({ attributes: {}, weights })),
    says: /without the attribute model_config/,
  },
  {
    what: "an .h5 of a configuration only",
    make: h5(({ attributes }) => ({ attributes, weights: undefined })),
    says: /a configuration without weights/,
  },
  {
    what: "an .h5 whose configuration is cut",
    make: withConfig('{"class_name": "Func'),
    says: /text that does not parse/,
  },
  { what: "an .h5 whose configuration is a list", make: withConfig("[]"), says: /expected a JSON object/ },
  {
    what: "an .h5 of an optimizer",
    make: withConfig('{"class_name": "Adam", "config": {}}'),
    says: /found class Adam/,
  },
  {
    what: "an .h5 with the weights of another layer",
    make: h5((content) => ({
      ...content,
      weights: { ...content.weights, dense: { "other/gamma:0": { shape: [3] } } },
    })),
    says: /layer "dense".*kernel is missing/s,
  },
  {
    what: "an .h5 whose weights are whole numbers",
    make: h5((content) => ({
      ...content,
      weights: { ...content.weights, conv: { "conv/kernel:0": { shape: [3, 3, 3, 2], type: "<i4" } } },
    })),
    says: /layer "conv".*does not hold floating-point numbers/s,
  },
].map((entry) => ({ ...entry, read: (file: string) => readModel(file) }));
