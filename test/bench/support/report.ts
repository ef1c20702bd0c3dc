// Prints measurements: one JSON object a line with --json, else a line to read. With --out FILE all of them are written there too.
import { writeFileSync } from "node:fs";
import { type Environment, environmentNow } from "./environment.ts";
import type { Summary } from "./summary.ts";

export interface Measured extends Summary {
  /** What was measured, as far as one benchmark measures several things. */
  readonly case: Readonly<Record<string, string | number>>;
  readonly unit: string;
  readonly peer?: Summary & { readonly name: string };
  /** More about it, such as a ratio and what it has to be. */
  readonly [detail: string]: unknown;
}

export interface ReportOptions {
  readonly json: boolean;
  readonly out: string | undefined;
}

export class Report {
  readonly #bench: string;
  readonly #options: ReportOptions;
  readonly #lines: string[] = [];

  constructor(bench: string, options: ReportOptions) {
    this.#bench = bench;
    this.#options = options;
  }

  add(measured: Measured, versions: Readonly<Record<string, string>> = {}): void {
    const complete = { bench: this.#bench, ...measured, ...environmentNow(versions) };
    this.#lines.push(JSON.stringify(complete));
    process.stdout.write(`${this.#options.json ? JSON.stringify(complete) : readable(complete)}\n`);
    // After each, so that a benchmark that is stopped half-way leaves what it has.
    if (this.#options.out !== undefined) writeFileSync(this.#options.out, `[\n${this.#lines.join(",\n")}\n]\n`);
  }
}

function readable(measured: Measured & Environment): string {
  const {
    case: what,
    unit,
    median,
    p10,
    p90,
    runs,
    peer,
    date: _date,
    commit: _commit,
    machine: _machine,
    ...rest
  } = measured;
  const { cpu, load, versions: _versions, bench: _bench, ...details } = rest;
  const values = `${median} ${unit} (p10 ${p10}, p90 ${p90}, ${runs} runs)`;
  const beside = peer === undefined ? "" : `; ${peer.name} ${peer.median} ${unit}`;
  const more = Object.entries(details).map(([name, value]) => `; ${name} ${JSON.stringify(value)}`);
  return `${Object.values(what).join(", ")}: ${values}${beside}${more.join("")} [${cpu}, load ${load}]`;
}
