// sharp, loaded when the first picture is to be decoded or drawn: it takes 0.1 s, and a worker that reads rows of numbers needs none.
import type Sharp from "sharp";

let loading: Promise<typeof Sharp> | undefined;

export function libvips(): Promise<typeof Sharp> {
  return (loading ??= load());
}

/** It must not spread one picture over threads, nor keep results: the loader bounds and caches. */
async function load(): Promise<typeof Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
