import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { decode } from "../../../worker/data/decode.ts";
import { aNoisyPicture, aPicture } from "./pictures.ts";

const size = { height: 4, width: 6 };

/** First and last pixel of a picture that must decode. */
async function cornersOf(bytes: Uint8Array, at = size): Promise<number[]> {
  const decoded = await decode(bytes, at);
  if (decoded.kind !== "pixels") assert.fail(decoded.reason);
  assert.equal(decoded.pixels.length, at.height * at.width * 3);
  return [...decoded.pixels.subarray(0, 3), ...decoded.pixels.subarray(-3)];
}

async function reasonOf(bytes: Uint8Array, maxPixels?: number): Promise<string> {
  const decoded = await decode(bytes, size, maxPixels);
  return decoded.kind === "corrupt" ? decoded.reason : assert.fail("it was decoded");
}

function near(found: readonly number[], expected: readonly number[], tolerance = 2): void {
  const off = found.map((value, i) => Math.abs(value - (expected[i % expected.length] ?? 0)));
  assert.ok(Math.max(...off) <= tolerance, `found ${found.join()}, expected ${expected.join()}`);
}

const sky = aPicture(40, 120, 200);

test("jpeg, progressive jpeg, png and palette png become the same RGB", async () => {
  const forms = [
    sky.clone().jpeg(),
    sky.clone().jpeg({ progressive: true }),
    sky.clone().png(),
    sky.clone().png({ palette: true }),
    sky.clone().png({ progressive: true }),
  ];
  for (const form of forms) near(await cornersOf(await form.toBuffer()), [40, 120, 200]);
});

test("grey pictures become three equal channels", async () => {
  const grey = aPicture(90, 90, 90).greyscale();
  for (const form of [grey.clone().jpeg(), grey.clone().png()])
    near(await cornersOf(await form.toBuffer()), [90, 90, 90]);
});

test("16-bit colour and grey become 8-bit", async () => {
  const colour = await sky.clone().toColourspace("rgb16").png().toBuffer();
  const grey = await aPicture(90, 90, 90).toColourspace("grey16").png().toBuffer();
  assert.equal((await sharp(colour).metadata()).depth, "ushort");
  near(await cornersOf(colour), [40, 120, 200]);
  near(await cornersOf(grey), [90, 90, 90]);
});

test("a CMYK jpeg becomes RGB", async () => {
  const bytes = await aPicture(200, 30, 40).toColourspace("cmyk").jpeg().toBuffer();
  assert.equal((await sharp(bytes).metadata()).space, "cmyk");
  near(await cornersOf(bytes), [200, 30, 40], 30);
});

test("transparent pictures lie on white, in 8 and 16 bits, colour and grey", async () => {
  const clear = sharp({ create: { width: 12, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
  const half = sharp({ create: { width: 12, height: 8, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } } });
  near(await cornersOf(await clear.clone().png().toBuffer()), [255, 255, 255]);
  near(await cornersOf(await clear.clone().toColourspace("rgb16").png().toBuffer()), [255, 255, 255]);
  near(await cornersOf(await clear.clone().greyscale().png().toBuffer()), [255, 255, 255]);
  near(await cornersOf(await half.clone().png().toBuffer()), [227, 127, 127], 3);
  near(await cornersOf(await half.clone().png({ palette: true }).toBuffer()), [227, 127, 127], 3);
});

test("EXIF orientation is applied: what was left is on top", async () => {
  const left = await aPicture(250, 0, 0, 6, 8).png().toBuffer();
  const picture = aPicture(0, 0, 250).composite([{ input: left, left: 0, top: 0 }]);
  const turned = await picture.png().withMetadata({ orientation: 6 }).toBuffer();
  assert.equal((await sharp(turned).metadata()).orientation, 6);
  near(await cornersOf(turned, { height: 12, width: 8 }), [250, 0, 0, 0, 0, 250]);
});

test("the picture is stretched to the size, larger or smaller, whatever its shape", async () => {
  const bytes = await sky.clone().png().toBuffer();
  for (const at of [
    { height: 1, width: 1 },
    { height: 3, width: 100 },
    { height: 64, width: 5 },
  ]) {
    near(await cornersOf(bytes, at), [40, 120, 200]);
  }
});

test("decoding twice gives the same bytes", async () => {
  const bytes = await aNoisyPicture(3, 200, 150).jpeg().toBuffer();
  assert.deepEqual(await decode(bytes, { height: 32, width: 32 }), await decode(bytes, { height: 32, width: 32 }));
});

test("truncated, damaged, empty and foreign files are corrupt, each with a reason of one line", async () => {
  const jpeg = await aNoisyPicture(1).jpeg().toBuffer();
  const png = await aNoisyPicture(1).png().toBuffer();
  const damaged = Buffer.from(png);
  damaged.fill(0xff, 2000, 2100);
  assert.match(await reasonOf(jpeg.subarray(0, jpeg.length / 2)), /premature end/);
  assert.match(await reasonOf(png.subarray(0, png.length / 2)), /png/);
  assert.match(await reasonOf(damaged), /png/);
  assert.match(await reasonOf(jpeg.subarray(0, 3)), /./);
  assert.match(await reasonOf(new Uint8Array()), /empty/);
  assert.match(await reasonOf(Buffer.from("a text")), /neither jpeg nor png/);
  assert.match(await reasonOf(await aPicture(1, 2, 3).webp().toBuffer()), /neither jpeg nor png/);
  assert.doesNotMatch(await reasonOf(damaged), /\n/);
});

test("a picture of more pixels than the limit is corrupt and never decoded", async () => {
  const bytes = await aPicture(1, 2, 3, 300, 300).png().toBuffer();
  assert.match(await reasonOf(bytes, 300 * 300 - 1), /pixel limit/);
  assert.equal((await decode(bytes, size, 300 * 300)).kind, "pixels");
});
