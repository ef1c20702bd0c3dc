// The small things that workers tell each other in a round, and how they travel: in parts. Before a generation's first round a state too.
import { deserialize, serialize } from "node:v8";
import type { Frame } from "./messages.ts";
import type { ModelState } from "./model.ts";

export interface Words {
  readonly stateHash: string;
  /** The worker was told to end training at a round's edge. */
  readonly stop: boolean;
  /** What the audited micro-batch came to, where this worker computed it. */
  readonly audited?: string | undefined;
  /** For one that is behind. */
  readonly state?: ModelState | undefined;
}

export function encodeWords(words: Words): Uint8Array {
  return serialize(words);
}

export function decodeWords(payload: Uint8Array): Words {
  return deserialize(payload) as Words;
}

export function partsOf(payload: Uint8Array, partBytes: number): readonly Extract<Frame["body"], { kind: "gather" }>[] {
  return Array.from({ length: Math.ceil(payload.length / partBytes) }, (_, i) => {
    const offset = i * partBytes;
    return { kind: "gather", offset, bytes: payload.slice(offset, offset + partBytes), of: payload.length };
  });
}
