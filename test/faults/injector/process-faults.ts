// What may happen to a process as a whole.
import { spawn } from "node:child_process";
import type { ProcessFault } from "./faults.ts";

export function happenToProcess(what: ProcessFault): void {
  switch (what.kind) {
    case "kill":
      process.kill(process.pid, "SIGKILL");
      break;
    case "stop":
      stopOurselves();
      break;
    case "stop-then-continue":
      stopOurselves(what.ms);
      break;
    case "block-event-loop":
      blockThread(what.ms);
      break;
    case "out-of-memory":
      exhaustMemory();
  }
}

/** @param ms after which another process lets this one go on; left out: never */
function stopOurselves(ms?: number): void {
  if (ms !== undefined) {
    const resume = `sleep ${ms / 1000}; kill -CONT ${process.pid}`;
    spawn("sh", ["-c", resume], { detached: true, stdio: "ignore" }).unref();
  }
  process.kill(process.pid, "SIGSTOP");
}

function blockThread(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** V8 ends the process when its heap is full; the tests make that heap small. */
function exhaustMemory(): void {
  const held: number[][] = [];
  for (;;) held.push(Array.from({ length: 100_000 }, Math.random));
}
