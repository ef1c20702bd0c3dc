// How a pixel of 0 to 255 becomes the network's input: one table, so that every way of computing sees the same float32.

/** Float32 values of the 256 pixels, mapped linearly to [low, high]. */
export function pixelTable([low, high]: readonly [number, number]): Float32Array {
  return Float32Array.from({ length: 256 }, (_, pixel) => low + (pixel * (high - low)) / 255);
}
