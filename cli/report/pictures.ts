// Pictures of a data set, small enough to be part of the page.
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { messageOf } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import type { WrongSample } from "../../common/metrics/classification.ts";
import type { WrongPicture } from "./data.ts";

const MOST_PICTURES = 25;
/** Height and width that a picture is fitted into, in pixels: twice what is shown, for sharp screens, would double the page's size. */
const PICTURE_SIZE = 96;
/** A sheet is written by elastune; anything larger is not one. */
const MAX_SHEET_BYTES = 8 * 1024 * 1024;

/** @param root the data set's folder; undefined when it is not on this machine. */
export async function withPictures(
  samples: readonly WrongSample[],
  root: string | undefined,
): Promise<readonly WrongPicture[]> {
  const pictures: WrongPicture[] = [];
  for (const sample of samples.slice(0, MOST_PICTURES)) {
    pictures.push({ ...sample, picture: await pictureOf(sample.path, root) });
  }
  return pictures;
}

async function pictureOf(sample: string, root: string | undefined): Promise<WrongPicture["picture"]> {
  if (root === undefined) return { kind: "missing", reason: "the data set is not on this machine" };
  const file = path.resolve(root, sample);
  if (path.relative(root, file).startsWith("..")) return { kind: "missing", reason: "it is outside the data set" };
  try {
    return { kind: "shown", source: dataAddress("image/webp", await thumbnail(await readFile(file))) };
  } catch (error) {
    return { kind: "missing", reason: isMissing(error) ? "the file is gone" : firstLine(messageOf(error)) };
  }
}

function thumbnail(bytes: Uint8Array): Promise<Uint8Array> {
  return sharp(bytes, { autoOrient: true, pages: 1, limitInputPixels: 100_000_000 })
    .resize(PICTURE_SIZE, PICTURE_SIZE, { fit: "inside", withoutEnlargement: false })
    .flatten({ background: "#ffffff" })
    .webp({ quality: 80 })
    .toBuffer();
}

/** The sheet of augmented samples; undefined when the run has none. */
export async function augmentationSheet(directory: string): Promise<string | undefined> {
  const file = path.join(directory, "augmentation.png");
  try {
    if ((await stat(file)).size > MAX_SHEET_BYTES) return undefined;
    return dataAddress("image/png", await readFile(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function dataAddress(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}

function firstLine(message: string): string {
  return message.trim().split("\n", 1)[0] ?? "";
}
