// Writes what test/fixtures/keras/make_loss_curve.py trains on: case.json and pictures/.
//   npm run build && node dist/test/parity/keras/export-case.js FOLDER
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { must } from "../../../common/errors.ts";
import { exportCase, hashOfCase } from "./case.ts";
import { generatePictures, writePictures } from "./pictures.ts";

const folder = must(process.argv[2], "the folder to write to");
const pictures = generatePictures();
await mkdir(folder, { recursive: true });
await writePictures(pictures, path.join(folder, "pictures"));
const exported = exportCase(pictures);
await writeFile(path.join(folder, "case.json"), JSON.stringify({ ...exported, hash: hashOfCase(exported) }));
