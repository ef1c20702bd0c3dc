// Waiting without sleeping. A core that sleeps until a message comes is slow to wake, in a virtual machine slower than a short message
// takes: who expects one within moments looks for it instead, as MPI and NCCL do. The event loop goes round meanwhile, and who else is to
// run on this core runs first: it may be the one who has something to say.
import { availableParallelism } from "node:os";
import { loadSystemAddon } from "../system/addon.ts";

/** Looks for what is awaited, for a moment at most. */
export type StayAwake = (isWaiting: () => boolean) => void;

/** Turns of the event loop, of a microsecond or two where nothing happens: together about what a wake-up costs. */
const LOOKS = 100;

/** @param ranks where cores are fewer, who looks would take the time of one who has something to say, and sleeps instead */
export function awakeAmong(ranks: number, cores = availableParallelism()): StayAwake {
  if (ranks > cores) return () => undefined;
  const addon = loadSystemAddon();
  return (isWaiting) => {
    let looks = 0;
    const look = (): void => {
      if (looks++ >= LOOKS || !isWaiting()) return;
      addon?.yieldCore();
      setImmediate(look);
    };
    setImmediate(look);
  };
}
