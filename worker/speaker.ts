// What happens to all workers alike is told by one of them, the one with rank 0. All of them keep what was told until they know that the
// coordinator has taken it: whoever speaks next says it again, and the coordinator, which knows each by its round and number, takes it once.
// So nothing is lost with a speaker, however many rounds the coordinator is behind.
import type { RunEvent } from "../common/events.ts";
import type { TestReport } from "../common/metrics/classification.ts";
import type { Members } from "./members.ts";

/** Names something that was told: the n-th of a round. */
export interface SpokenAt {
  readonly round: number;
  readonly index: number;
}

/** Take what is said. */
export interface Listener {
  readonly emit: (event: RunEvent, at: SpokenAt) => Promise<void>;
  readonly onTested: (report: TestReport, at: SpokenAt) => Promise<void>;
  /** The first round of which something that was told has not been taken yet; undefined when all was. */
  readonly untakenRound: () => number | undefined;
}

type Words =
  | { readonly kind: "event"; readonly event: RunEvent }
  | { readonly kind: "tested"; readonly report: TestReport };

/** Of one round, in order. */
export interface Spoken {
  readonly round: number;
  readonly words: readonly Words[];
}

export class Speaker {
  readonly #listener: Listener;
  readonly #members: Pick<Members, "rank" | "taken">;
  #spoken: readonly Spoken[] = [];

  constructor(listener: Listener, members: Pick<Members, "rank" | "taken">) {
    this.#listener = listener;
    this.#members = members;
  }

  /** What may not have been taken. */
  get spoken(): readonly Spoken[] {
    return this.#spoken;
  }

  /** Another worker's take the place of this one's. */
  takeOver(spoken: readonly Spoken[]): void {
    this.#spoken = spoken;
  }

  /** All begin again from a checkpoint. */
  startOver(): void {
    this.#spoken = [];
    this.#members.taken.forget();
  }

  /** @param round rounds that are complete; again for one that is gone on with */
  begin(round: number): void {
    const { rank, taken } = this.#members;
    if (rank === 0) taken.hear([(this.#listener.untakenRound() ?? round) - 1]);
    const kept = this.#spoken.filter((one) => one.round > taken.round);
    this.#spoken = kept.some((one) => one.round === round) ? kept : [...kept, { round, words: [] }];
  }

  emit(event: RunEvent): Promise<void> {
    return this.#say({ kind: "event", event });
  }

  tested(report: TestReport): Promise<void> {
    return this.#say({ kind: "tested", report });
  }

  /** A generation begins: the speaker before may have died with something unsaid. */
  async repeat(): Promise<void> {
    for (const { round, words } of this.#spoken)
      for (const [index, one] of words.entries()) await this.#send(one, { round, index });
  }

  async #say(one: Words): Promise<void> {
    const last = this.#spoken.at(-1) ?? { round: 0, words: [] };
    this.#spoken = [...this.#spoken.slice(0, -1), { ...last, words: [...last.words, one] }];
    await this.#send(one, { round: last.round, index: last.words.length });
  }

  async #send(one: Words, at: SpokenAt): Promise<void> {
    if (this.#members.rank !== 0) return;
    if (one.kind === "event") await this.#listener.emit(one.event, at);
    else await this.#listener.onTested(one.report, at);
  }
}
