// Picture bytes to height x width x 3 uint8 RGB. The result must be the same on every worker: everything that could follow a
// default of sharp or libvips is set.
import { messageOf } from "../../common/errors.ts";
import { libvips } from "./libvips.ts";

export interface PictureSize {
  readonly height: number;
  readonly width: number;
}

export type Decoded =
  /** height x width x 3. */
  { readonly kind: "pixels"; readonly pixels: Uint8Array } | { readonly kind: "corrupt"; readonly reason: string };

/** Larger pictures are corrupt samples: a decoded one would take up to 8 bytes a pixel, and a few hundred bytes can claim any size. */
const MAX_PIXELS = 100_000_000;

/** What the decoded bits depend on, for the numerics fingerprint. */
export async function decoderVersions(): Promise<{ readonly sharp: string; readonly libvips: string }> {
  const { versions } = await libvips();
  return { sharp: versions.sharp, libvips: versions.vips };
}

/**
 * Decodes a jpeg or png and stretches it to `size`. Grey, palette, 16-bit and CMYK pictures become RGB, transparent ones lie on
 * white, EXIF orientation is applied.
 */
export async function decode(bytes: Uint8Array, size: PictureSize, maxPixels = MAX_PIXELS): Promise<Decoded> {
  if (!isPicture(bytes)) {
    return {
      kind: "corrupt",
      reason: bytes.length === 0 ? "an empty file" : "neither jpeg nor png by its first bytes",
    };
  }
  try {
    return { kind: "pixels", pixels: await pixelsOf(bytes, size, maxPixels) };
  } catch (thrown) {
    return { kind: "corrupt", reason: messageOf(thrown).trim().replaceAll("\n", "; ") };
  }
}

async function pixelsOf(bytes: Uint8Array, { height, width }: PictureSize, maxPixels: number): Promise<Uint8Array> {
  const sharp = await libvips();
  const { data, info } = await sharp(bytes, {
    failOn: "error",
    limitInputPixels: maxPixels,
    autoOrient: true,
    pages: 1,
  })
    .flatten({ background: "#ffffff" })
    // Shrinking while the jpeg is decoded is faster, but its choice of scale has changed between versions of libvips.
    .resize(width, height, { fit: "fill", kernel: "lanczos3", fastShrinkOnLoad: false })
    .toColourspace("srgb")
    .removeAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels after decoding`);
  return data;
}

/** Whether these are the first bytes of a jpeg or a png. */
export function isPicture(bytes: Uint8Array): boolean {
  return isJpeg(bytes) || isPng(bytes);
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47;
}
