// What may happen to a process as a whole.
import { spawn } from "node:child_process";

export function killOurselves(): void {
  process.kill(process.pid, "SIGKILL");
}

/** @param ms after which another process lets this one go on; left out: never */
export function stopOurselves(ms?: number): void {
  if (ms !== undefined) {
    const resume = `sleep ${ms / 1000}; kill -CONT ${process.pid}`;
    spawn("sh", ["-c", resume], { detached: true, stdio: "ignore" }).unref();
  }
  process.kill(process.pid, "SIGSTOP");
}

export function blockThread(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** V8 ends the process when its heap is full; the tests make that heap small. */
export function exhaustMemory(): void {
  const held: number[][] = [];
  for (;;) held.push(Array.from({ length: 100_000 }, Math.random));
}
