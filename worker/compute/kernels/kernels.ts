// Loads the WebAssembly kernels (assembly/index.ts, built by scripts/build.mjs) over a memory that several threads share.
import { readFileSync } from "node:fs";
import { JobFailedError } from "../../../common/errors.ts";
import { loadSystemAddon } from "../../system/addon.ts";

/** Pointers are byte offsets into the memory; `n` counts floats. What each does is written in assembly/index.ts. */
export interface Kernels {
  add(dst: number, a: number, b: number, n: number): void;
  sum4(dst: number, a: number, b: number, c: number, d: number, n: number): void;
  sum8(
    dst: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    g: number,
    h: number,
    n: number,
  ): void;
  copy(dst: number, src: number, bytes: number): void;
  divide(dst: number, p: number, n: number, divisor: number): void;
  scale(p: number, n: number, factor: number): void;
  moveAverage(p: number, batch: number, n: number, momentum: number): void;
  /** @returns the sum of its squares */
  mean(dst: number, sum: number, n: number, divisor: number): number;
  sgd(
    w: number,
    v: number,
    g: number,
    n: number,
    rate: number,
    momentum: number,
    nesterov: number,
    decay: number,
  ): void;
  adamw(
    w: number,
    m: number,
    v: number,
    g: number,
    n: number,
    keep: number,
    beta1: number,
    beta2: number,
    oneMinusBeta1: number,
    oneMinusBeta2: number,
    stepSize: number,
    rootCorrection: number,
    epsilon: number,
  ): void;
  hash64(p: number, bytes: number): bigint;
  checksum(p: number, bytes: number): bigint;
}

/** 64 KiB pages; the most that a kernel can address. */
const MAX_PAGES = 65_536;
const PAGE_BYTES = 65_536;

/**
 * A shared memory that holds at least `bytes`; it never grows, so views of it stay valid.
 * @throws JobFailedError for more than kernels can address
 */
export function createSharedMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  if (pages > MAX_PAGES) {
    const needed = `${(bytes / 2 ** 30).toFixed(1)} GiB`;
    const message = `weights, gradients and what is exchanged of them need ${needed} in one worker; 4 GiB is the most`;
    const hint = "lower training.microBatches or the number of workers, or unfreeze fewer layers";
    throw new JobFailedError("out-of-memory", message, { hint });
  }
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MAX_PAGES, shared: true });
  // Vectors are gone through from end to end: in pages of 4 KB a sum of 100 MB takes a quarter longer (docs/decisions/0029).
  loadSystemAddon()?.useHugePages(new Uint8Array(memory.buffer));
  return memory;
}

export function loadKernels(memory: WebAssembly.Memory): Kernels {
  const module = new WebAssembly.Module(readFileSync(new URL("./kernels.wasm", import.meta.url)));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}
