// Models that are empty, not there, or other programs'.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { readModel } from "../../../worker/model/import.ts";
import type { Malformed } from "./case.ts";
import { start, write } from "./files.ts";

export const FOREIGN: readonly Malformed[] = [
  {
    what: "a model that is not there",
    make: (folder: string) => Promise.resolve(path.join(folder, "none.h5")),
    says: /there is no such file/,
  },
  { what: "an empty file", make: write("model.h5", ""), says: /found an empty file/ },
  { what: "a file of one byte", make: write("model.h5", "x"), says: /a file of another kind/ },
  { what: "a text file", make: write("model.h5", "my model\n"), says: /a file of another kind/ },
  {
    what: "a .keras file",
    make: write("model.keras", start("PK\x03\x04")),
    says: /zip archive.*save it by model\.save/s,
  },
  { what: "a pickle", make: write("model.pt", start("\x80\x02}q\x00")), says: /Python pickle/ },
  {
    what: "a TensorFlow Lite file",
    make: write("model.tflite", start("\x1c\x00\x00\x00TFL3")),
    says: /TensorFlow Lite/,
  },
  { what: "an ONNX file", make: write("model.onnx", start("\x08\x07\x12\x07pytorch")), says: /ONNX/ },
  { what: "a png", make: write("model.h5", start("\x89PNG\r\n\x1a\n")), says: /a file of another kind/ },
  {
    what: "a folder without a model",
    make: async (folder: string) => (await mkdir(path.join(folder, "model")), path.join(folder, "model")),
    says: /a folder without model\.json/,
  },
  {
    what: "a SavedModel",
    make: async (folder: string) => (await write("saved_model.pb", "\x08\x01")(folder), folder),
    says: /SavedModel, which cannot be trained/,
  },
].map((entry) => ({ ...entry, read: (file: string) => readModel(file) }));
