// metrics.jsonl: one line for each event that describes how training went, for plots and `compare`. A resumed run first drops the
// lines of steps that its checkpoint does not hold: those steps will come again.
import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { writeAtomically } from "../../common/files.ts";
import { identityOfEvent } from "./event-identity.ts";
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
  /** What the last lines of whoever wrote here before tell of: a worker that has not seen its answer tells again. */
  readonly #known: Set<string>;

  private constructor(stream: WriteStream, known: readonly string[] = []) {
    this.#stream = stream;
    this.#known = new Set(known.map(identityOf));
  }

  /** Goes on where another coordinator stopped; undefined when none has begun. From here on that one's writes go nowhere. */
  static async takeUp(file: string): Promise<{ readonly log: MetricsLog; readonly lastStep: number } | undefined> {
    const text = await readText(file);
    if (text === undefined) return undefined;
    const lines = text.split("\n").filter(isWhole);
    await writeAtomically(file, [lines.map((line) => `${line}\n`).join("")]);
    const steps = lines.map((line) => (JSON.parse(line) as { readonly step?: number }).step ?? 0);
    return { log: new MetricsLog(await appendTo(file), lines.slice(-MOST_KNOWN)), lastStep: Math.max(0, ...steps) };
  }

  /** Opens it where training goes on; lines of what will come again are dropped. */
  static async open(file: string, from: RestartPoint): Promise<MetricsLog> {
    const kept = linesUpTo((await readText(file)) ?? "", from);
    await writeAtomically(file, [kept.map((line) => `${line}\n`).join("")]);
    return new MetricsLog(await appendTo(file));
  }

  /** Resolves when it is in the file: only then may whoever told it hear that it was taken. "known": it was there already. */
  async write(event: RunEvent & Stamped): Promise<"written" | "known"> {
    if (!LOGGED.has(event.event)) return "written";
    const line = JSON.stringify(event);
    if (this.#known.delete(identityOf(line))) return "known";
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(`${line}\n`, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    return "written";
  }

  async close(): Promise<void> {
    this.#stream.end();
    await once(this.#stream, "close");
  }
}

/** Each worker has one report on its way at a time: these are many more. */
const MOST_KNOWN = 1000;

async function appendTo(file: string): Promise<WriteStream> {
  const stream = createWriteStream(file, { flags: "a" });
  await once(stream, "open");
  return stream;
}

/** What it tells of: another worker may tell of the same step with other times. */
function identityOf(line: string): string {
  return identityOfEvent(JSON.parse(line) as RunEvent & Stamped);
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false; // empty, or torn
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
