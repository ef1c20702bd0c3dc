// Data sets of small pictures that a network can learn to tell apart: each class has a colour, each picture some noise of its own.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp, { type Sharp } from "sharp";

export type PictureKind = "png" | "jpeg" | "grey" | "palette" | "alpha" | "deep";

/** Number of pictures by class name. */
export type ClassSizes = Readonly<Record<string, number>>;

const SIDE = 20;

/** Writes DIR/<class>/<number>.<png or jpg>. */
export async function writePictureFolder(
  root: string,
  classes: ClassSizes,
  kinds: readonly PictureKind[] = ["png"],
): Promise<void> {
  for (const [index, [name, count]] of Object.entries(classes).entries()) {
    const folder = path.join(root, name);
    await mkdir(folder, { recursive: true });
    for (let i = 0; i < count; i++) {
      const kind = kinds[i % kinds.length] ?? "png";
      await writeFile(
        path.join(folder, `${i}.${kind === "jpeg" ? "jpg" : "png"}`),
        await encoded(index, i, kind).toBuffer(),
      );
    }
  }
}

function encoded(index: number, seed: number, kind: PictureKind): Sharp {
  const picture = colouredNoise(index, seed);
  switch (kind) {
    case "jpeg":
      return picture.jpeg();
    case "grey":
      return picture.toColourspace("b-w").png();
    case "palette":
      return picture.png({ palette: true, colours: 16 });
    case "alpha":
      return picture.ensureAlpha(0.5).png();
    case "deep":
      return picture.toColourspace("rgb16").png();
    case "png":
      return picture.png();
  }
}

function colouredNoise(index: number, seed: number): Sharp {
  let state = index * 1009 + seed + 1;
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const brightness = at % 3 === index % 3 ? 160 : 40;
    return brightness + (state >>> 26);
  });
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } });
}
