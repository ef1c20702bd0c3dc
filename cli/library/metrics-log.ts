// metrics.jsonl: one line for each event that describes how training went, for plots and `compare`. A resumed run first drops the
// lines of steps that its checkpoint does not hold: those steps will come again.
import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { writeAtomically } from "../../common/files.ts";
import { readText } from "./run-folder.ts";

const LOGGED: ReadonlySet<RunEvent["event"]> = new Set([
  "phase",
  "step",
  "validation",
  "decision",
  "warning",
  "finished",
]);

/** Where training goes on. */
export interface RestartPoint {
  /** The last committed step. */
  readonly step: number;
  /** Its validation is still to come. */
  readonly validates: boolean;
}

export class MetricsLog {
  readonly #stream: WriteStream;

  private constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** Opens it where training goes on; lines of what will come again are dropped. */
  static async open(file: string, from: RestartPoint): Promise<MetricsLog> {
    const kept = linesUpTo((await readText(file)) ?? "", from);
    await writeAtomically(file, [kept.map((line) => `${line}\n`).join("")]);
    const stream = createWriteStream(file, { flags: "a" });
    await once(stream, "open");
    return new MetricsLog(stream);
  }

  async write(event: RunEvent & Stamped): Promise<void> {
    if (!LOGGED.has(event.event)) return;
    if (!this.#stream.write(`${JSON.stringify(event)}\n`)) await once(this.#stream, "drain");
  }

  async close(): Promise<void> {
    this.#stream.end();
    await once(this.#stream, "close");
  }
}

/** Whole lines of what is behind the point; what is torn or comes again is left out. */
function linesUpTo(text: string, from: RestartPoint): string[] {
  return text.split("\n").filter((line) => {
    try {
      return isBehind(JSON.parse(line) as { readonly event: string; readonly step?: number }, from);
    } catch {
      return false; // an empty or torn line holds nothing that could be kept
    }
  });
}

function isBehind(
  event: { readonly event: string; readonly step?: number },
  { step, validates }: RestartPoint,
): boolean {
  if (step === 0 || event.event === "finished") return false;
  const at = event.step ?? 0;
  return at < step || (at === step && !(validates && (event.event === "validation" || event.event === "decision")));
}
