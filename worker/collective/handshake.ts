// Who may link to whom. Pure. The dialer says hello with the job's uid (S4), the generation and its own address; the other side accepts,
// waits for its own Start of that generation, or refuses with the reason.
import { BLANK, type Frame } from "./frame.ts";

/** Of a hello or a refusal: more is not read. */
export const MAX_GREETING_BYTES = 1024;

export interface Hello {
  readonly jobUid: string;
  readonly generation: number;
  /** Where the dialer itself listens: what names it until a generation gives it a rank. */
  readonly address: string;
}

/** What the side that was dialed knows of itself. */
export interface Hall {
  readonly jobUid: string;
  /** The newest generation that it was told of; 0 for none. */
  readonly generation: number;
  /** Of that generation, by rank. */
  readonly addresses: readonly string[];
}

export type Verdict =
  | { readonly kind: "accept"; readonly rank: number }
  | { readonly kind: "wait" }
  | { readonly kind: "refuse"; readonly reason: string };

export function judgeHello(hello: Hello, hall: Hall): Verdict {
  if (hello.jobUid !== hall.jobUid) return refuse("this link belongs to another job");
  if (hello.generation > hall.generation) return { kind: "wait" };
  if (hello.generation < hall.generation)
    return refuse(`generation ${hello.generation} is over, the current one is ${hall.generation}`);
  const rank = hall.addresses.indexOf(hello.address);
  return rank >= 0
    ? { kind: "accept", rank }
    : refuse(`${hello.address} is no member of generation ${hall.generation}`);
}

export function encodeHello(hello: Hello): { readonly frame: Frame; readonly payload: Uint8Array } {
  const payload = new TextEncoder().encode(`${hello.jobUid}\n${hello.address}`);
  return { frame: greeting("hello", hello.generation, payload.length), payload };
}

export function parseHello(frame: Frame, payload: Uint8Array): Hello {
  const text = new TextDecoder().decode(payload);
  const line = text.indexOf("\n");
  return { generation: frame.generation, jobUid: text.slice(0, Math.max(line, 0)), address: text.slice(line + 1) };
}

/** A frame of the handshake. */
export function greeting(
  kind: "hello" | "accept" | "refuse" | "direct",
  generation: number,
  payloadBytes: number,
): Frame {
  return { ...BLANK, kind, generation, payloadBytes };
}

function refuse(reason: string): Verdict {
  return { kind: "refuse", reason };
}
