// What a walk over a data set met: problems, which stop the job before it starts, and files it passes over.
import { ConfigError, type Problem } from "../../common/errors.ts";

/** Listed by name; of the rest only the number is told. */
const LISTED = 20;

export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** Files that are no samples. `examples` holds the first 20. */
export interface Skipped {
  readonly count: number;
  readonly examples: readonly SkippedFile[];
}

export class Findings {
  readonly #source: string;
  readonly #problems: Problem[] = [];
  readonly #examples: SkippedFile[] = [];
  #problemCount = 0;
  #skippedCount = 0;

  /** @param source the data set as the job names it, for the first line of the error. */
  constructor(source: string) {
    this.#source = source;
  }

  problem(problem: Problem): void {
    this.#problemCount++;
    if (this.#problems.length < LISTED) this.#problems.push(problem);
  }

  skip(path: string, reason: string): void {
    this.#skippedCount++;
    if (this.#examples.length < LISTED) this.#examples.push({ path, reason });
  }

  get skipped(): Skipped {
    return { count: this.#skippedCount, examples: this.#examples };
  }

  /** Throws a ConfigError with all problems, if there are any. */
  throwIfAny(): void {
    if (this.#problemCount === 0) return;
    const rest = this.#problemCount - this.#problems.length;
    const more = rest === 0 ? [] : [{ path: "", message: `and ${rest} more problems` }];
    throw new ConfigError(this.#source, [...this.#problems, ...more]);
  }
}
