// A process whose memory others may read, for tests: prints what it offers, and waits until its stdin ends.
import { must } from "../../../common/errors.ts";
import { directAccess } from "../../../worker/links/direct-read.ts";

const memory = new Uint8Array(new SharedArrayBuffer(1_000_000)).fill(7);
memory.set([1, 2, 3], 999_997);
process.stdout.write(`${Buffer.from(must(directAccess(), "the addon").offer(memory)).toString()}\n`);
process.stdin.resume();
