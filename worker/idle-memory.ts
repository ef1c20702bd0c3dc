// The system hands out memory page by page, when it is first written to: 10 to 40 ms of a first step with a million weights. A worker that
// waits to take part, a spare above all, has it handed out meanwhile.
import type { Clock } from "../common/clock.ts";
import type { Arena } from "./compute/arena.ts";

/** Whoever is called at once has no use for it. */
const IDLE_MS = 300;
const PAGE_BYTES = 4096;
/** Pages between two turns of the event loop. */
const PAGES_AT_ONCE = 256;

interface Region {
  readonly at: number;
  readonly bytes: number;
}

/** Ends early, without an error, with the signal. Changes no byte, whoever else writes to the memory at the time. */
export async function readyMemory(arena: Arena, clock: Clock, signal: AbortSignal): Promise<void> {
  const words = new Int32Array(arena.memory.buffer);
  try {
    await clock.sleep(IDLE_MS, signal);
    for (const { at, bytes } of regionsOf(arena)) {
      for (let page = at, count = 1; page < at + bytes; page += PAGE_BYTES, count++) {
        Atomics.add(words, page / 4, 0);
        if (count % PAGES_AT_ONCE === 0) await clock.sleep(0, signal);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What every step writes to. How much more of the exchange and of the blocks depends on what it computes. */
function regionsOf({ state, stateBytes, blocks, blockBytes, plan, exchange }: Arena): readonly Region[] {
  return [
    { at: state, bytes: stateBytes },
    ...blocks.slice(0, 2).map((at) => ({ at, bytes: blockBytes })),
    // Two results, and about as much as one that peers send.
    { at: exchange, bytes: Math.min(3 * blockBytes, plan.exchangeBytes) },
  ];
}
