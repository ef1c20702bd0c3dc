// A process that does nothing but watch its main thread: on a busy machine even that one is late at times, and no program can be less
// late. Each line on stdin asks how late it was since the last one.
import { createInterface } from "node:readline";
import { watchMainThread } from "./support/main-thread-watch.ts";

process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
let read = watchMainThread();
createInterface({ input: process.stdin }).on("line", () => {
  process.stdout.write(`${JSON.stringify(read())}\n`);
  read = watchMainThread();
});
