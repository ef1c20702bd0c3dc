// Signs of life between members: a link that swallows what is sent looks like one on which there is nothing to send. Counted in turns of
// this worker's own clock, so that a worker that is kept from running does not take that for the others' silence.
import { BLANK } from "./frame.ts";
import type { Peer } from "./peers.ts";

/** Time of a turn. */
const PULSE_MS = 250;
/** Turns without a byte after which a link is given up. */
const MOST_QUIET = 6;

/** @param generation that the links stand for; undefined while they are being made. @returns what ends it */
export function startPulse(peers: Iterable<Peer>, generation: () => number | undefined): () => void {
  const timer = setInterval(() => {
    const now = generation();
    if (now !== undefined) pulse(peers, now);
  }, PULSE_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

function pulse(peers: Iterable<Peer>, generation: number): void {
  for (const { read, write } of peers) {
    if (write?.isOpen === true && write.sender.isIdle) {
      write.sender.push({ ...BLANK, kind: "ping", generation });
      write.sender.pump();
    }
    if (read?.isOpen === true && read.quietTurns() > MOST_QUIET)
      read.destroy(`nothing came for ${PULSE_MS * MOST_QUIET} ms`);
  }
}
