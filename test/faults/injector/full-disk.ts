// A disk without room, as this process sees it: what is written to files fails as the system would say it.
import { open } from "node:fs/promises";
import { devNull } from "node:os";

interface Writes {
  writeFile: (...args: unknown[]) => Promise<void>;
}

let left = 0;

/** Once, before any fault. */
export async function watchWrites(): Promise<void> {
  const handle = await open(devNull, "w");
  const handles = Object.getPrototypeOf(handle) as Writes;
  const write = handles.writeFile;
  handles.writeFile = function (this: Writes, ...args: unknown[]) {
    if (left === 0) return write.apply(this, args);
    left--;
    return Promise.reject(Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }));
  };
  await handle.close();
}

/** @param writes so many fail, then there is room again */
export function fillDisk(writes: number): void {
  left = writes;
}
