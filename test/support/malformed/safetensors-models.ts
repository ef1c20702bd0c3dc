// Models in safetensors that are truncated, foreign or do not fit together.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { encodeSafetensorsHeader, parseSafetensorsHeader } from "../../../common/safetensors.ts";
import { exportSafetensors } from "../../../worker/model/export-safetensors.ts";
import { readLabelledModel } from "../../../worker/model/import.ts";
import { LABELS } from "../fine-tuned.ts";
import type { Malformed } from "./case.ts";
import { cut, write } from "./files.ts";
import { wholeModel } from "./whole-model.ts";

async function wholeSafetensors(folder: string): Promise<string> {
  await exportSafetensors(wholeModel(), { folder: path.join(folder, "model"), ...LABELS });
  return path.join(folder, "model", "model.safetensors");
}

const header = (value: unknown, data = 0): Buffer => {
  const json = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(data)]);
};

const tensor = (data_offsets: readonly number[], dtype = "F32") => ({ dtype, shape: [1], data_offsets });

export const SAFETENSORS: readonly Malformed[] = [
  { what: "safetensors that are cut in the header", make: cut(wholeSafetensors, 0.1), says: /more than there are/ },
  {
    what: "safetensors that are cut in the data",
    make: cut(wholeSafetensors, 0.9),
    says: /cut off or has more at its end/,
  },
  {
    what: "safetensors with more at their end",
    make: async (folder: string) => {
      const file = await wholeSafetensors(folder);
      await writeFile(file, "more", { flag: "a" });
      return file;
    },
    says: /cut off or has more at its end/,
  },
  {
    what: "safetensors whose header is no JSON",
    make: write("m.safetensors", header("{nonsense")),
    says: /header is not JSON/,
  },
  {
    what: "safetensors of halves",
    make: write("m.safetensors", header({ a: tensor([0, 2], "F16") }, 2)),
    says: /a is not a float32 tensor/,
  },
  {
    what: "safetensors with a gap",
    make: write("m.safetensors", header({ a: tensor([4, 8]) }, 8)),
    says: /a lies at 4 to 8, expected 0/,
  },
  {
    what: "safetensors that overlap",
    make: write("m.safetensors", header({ a: tensor([0, 4]), b: tensor([0, 4]) }, 4)),
    says: /b lies at 0 to 4, expected 4/,
  },
  {
    what: "safetensors without a place",
    make: write("m.safetensors", header({ a: { dtype: "F32", shape: [1] } })),
    says: /a is not a float32 tensor/,
  },
  {
    what: "another program's safetensors",
    make: write("m.safetensors", header({ a: tensor([0, 4]) }, 4)),
    says: /expected the network's description, found none/,
  },
  {
    what: "safetensors without the network's weights",
    make: async (folder: string) => {
      const whole = await wholeSafetensors(folder);
      const { metadata } = parseSafetensorsHeader(await readFile(whole), whole);
      return write("m.safetensors", encodeSafetensorsHeader([], metadata))(folder);
    },
    says: /layer "conv".*kernel is missing/s,
  },
  {
    what: "safetensors of a network that is none",
    make: write("m.safetensors", encodeSafetensorsHeader([], { network: "{}" })),
    says: /no class_name/,
  },
].map((entry) => ({ ...entry, read: (file: string) => readLabelledModel(file) }));
