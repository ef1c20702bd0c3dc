// What the coordinator has told this worker so far. Pure.
//   S5. A message with a lower fencing token than the highest seen comes from a coordinator that leads no more, and is not obeyed.
import type { SessionResponse } from "../../proto/messages.ts";
import { commandWords } from "../../proto/words.ts";
import { type Start, startOf } from "./start.ts";

/** What users asked for; carried out at a round's edge. */
export interface Asked {
  readonly paused: boolean;
  readonly wanted: "none" | "stop" | "halt";
}

/** Why this worker is not needed any more: a stable code, and a sentence. */
export interface Shutdown {
  readonly code: string;
  readonly reason: string;
}

export interface Orders {
  readonly fencingToken: number;
  /** The highest generation that wants a report; 0 for none. */
  readonly reconfigure: number;
  readonly start: Start | undefined;
  readonly asked: Asked;
  readonly shutdown: Shutdown | undefined;
}

export function noOrders(fencingToken: number): Orders {
  return {
    fencingToken,
    reconfigure: 0,
    start: undefined,
    asked: { paused: false, wanted: "none" },
    shutdown: undefined,
  };
}

/** The same object when the message is stale. Orders are repeated on each new session: hearing one twice changes nothing. */
export function hear(orders: Orders, message: SessionResponse): Orders {
  if (message.fencingToken < orders.fencingToken) return orders;
  const current = { ...orders, fencingToken: message.fencingToken };
  if (message.reconfigure)
    return { ...current, reconfigure: Math.max(orders.reconfigure, message.reconfigure.generation) };
  if (message.start) return begin(current, message.start);
  if (message.command) return { ...current, asked: after(orders.asked, commandWords.fromWire(message.command.kind)) };
  if (message.shutdown) return { ...current, shutdown: orders.shutdown ?? shutdownOf(message.shutdown) };
  return current;
}

function begin(orders: Orders, start: NonNullable<SessionResponse["start"]>): Orders {
  const newest = Math.max(orders.reconfigure, (orders.start?.generation ?? 0) + 1);
  return start.generation < newest ? orders : { ...orders, start: startOf(start) };
}

/** The Start that this worker obeys: a report for a later generation has ended it. */
export function startedOf({ start, reconfigure }: Orders): Start | undefined {
  return start !== undefined && start.generation >= reconfigure ? start : undefined;
}

/** A job that is to end does not stay paused. */
function after(asked: Asked, command: "pause" | "resume" | "stop" | "halt"): Asked {
  switch (command) {
    case "pause":
      return { ...asked, paused: true };
    case "resume":
      return { ...asked, paused: false };
    case "stop":
    case "halt":
      return { paused: false, wanted: command };
  }
}

function shutdownOf({ code, reason }: Shutdown): Shutdown {
  return { code, reason };
}
