// Where everything lies in the memory that the agent thread and the compute thread share: the trained part of State (weights,
// optimizer slots, best weights), a copy of it for checkpoints, gradient blocks, the input buffers of micro-batches, and what is exchanged
// with other workers. Offsets only.
//   A1. Every region starts at a multiple of 64 bytes and is a multiple of 64 bytes long (hash64); padding stays zero.
import { createSharedMemory } from "./kernels/kernels.ts";

const LINE = 64;
/** The kernels' own data lies below this offset. */
const BASE = 65_536;

export interface ArenaPlan {
  /** Floats in the flat vector of every weight that any phase trains, moving statistics included. */
  readonly parameters: number;
  /** Floats in the longest flat vector of one phase. */
  readonly phaseParameters: number;
  /** Vectors beside the weights, in order: optimizer slots, then `best`. */
  readonly vectors: readonly string[];
  /** Gradient blocks held at once. */
  readonly blocks: number;
  /** Input buffers of one micro-batch each. */
  readonly inputs: number;
  /** Samples of the largest micro-batch. */
  readonly microBatchSize: number;
  /** Bytes of the largest micro-batch's pictures or features. */
  readonly inputBytes: number;
  /** Bytes for the exchange with other workers. */
  readonly exchangeBytes: number;
}

/** Byte offsets of one micro-batch's input buffers. */
interface InputRegion {
  readonly pixels: number;
  readonly labels: number;
  readonly sampleWeights: number;
}

export interface Arena {
  readonly memory: WebAssembly.Memory;
  readonly plan: ArenaPlan;
  /** Byte offset of the weights; the other vectors follow, each `vectorBytes` long. */
  readonly state: number;
  /** Weights and vectors together, in bytes. */
  readonly stateBytes: number;
  /** Same size as the state: its copy at a round edge. */
  readonly snapshot: number;
  /** One flat vector of the state, padded. */
  readonly vectorBytes: number;
  /** One flat vector of a phase, padded. */
  readonly blockBytes: number;
  readonly blocks: readonly number[];
  readonly inputs: readonly InputRegion[];
  /** Byte offset of the region of the exchange with other workers. */
  readonly exchange: number;
}

export function createArena(plan: ArenaPlan): Arena {
  let end = BASE;
  const take = (bytes: number): number => {
    const start = end;
    end += padded(bytes);
    return start;
  };
  const vectorBytes = padded(plan.parameters * 4);
  const stateBytes = vectorBytes * (1 + plan.vectors.length);
  const state = take(stateBytes);
  const snapshot = take(stateBytes);
  const blockBytes = padded(plan.phaseParameters * 4);
  const blocks = Array.from({ length: plan.blocks }, () => take(blockBytes));
  const inputs = Array.from({ length: plan.inputs }, () => ({
    pixels: take(plan.inputBytes),
    labels: take(plan.microBatchSize * 4),
    sampleWeights: take(plan.microBatchSize * 4),
  }));
  const exchange = take(plan.exchangeBytes);
  return {
    memory: createSharedMemory(end),
    plan,
    state,
    stateBytes,
    snapshot,
    vectorBytes,
    blockBytes,
    blocks,
    inputs,
    exchange,
  };
}

/** A view of `length` floats at a byte offset. */
export function floatsAt(arena: Arena, offset: number, length: number): Float32Array {
  return new Float32Array(arena.memory.buffer, offset, length);
}

/** Byte offset of one of the plan's vectors. */
export function vectorAt(arena: Arena, name: string): number {
  const index = arena.plan.vectors.indexOf(name);
  if (index < 0) throw new RangeError(`no vector ${name}`);
  return arena.state + (index + 1) * arena.vectorBytes;
}

/** What a micro-batch's input buffers hold: samples of it, and bytes of each. */
export interface InputShape {
  readonly microBatchSize: number;
  readonly bytesPerSample: number;
}

export interface InputViews {
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
  readonly sampleWeights: Float32Array;
}

/** The views of one input region, each exactly as long as the micro-batch. */
export function inputViews(arena: Arena, index: number, { microBatchSize, bytesPerSample }: InputShape): InputViews {
  const region = arena.inputs[index];
  if (region === undefined) throw new RangeError(`input buffer ${index} of ${arena.inputs.length}`);
  const buffer = arena.memory.buffer;
  return {
    pixels: new Uint8Array(buffer, region.pixels, microBatchSize * bytesPerSample),
    labels: new Int32Array(buffer, region.labels, microBatchSize),
    sampleWeights: new Float32Array(buffer, region.sampleWeights, microBatchSize),
  };
}

function padded(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}
