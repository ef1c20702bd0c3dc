// One of several workers of a generation: what members.ts promises, by the collective and the session with the coordinator.
import { must } from "../common/errors.ts";
import { sharesOf } from "../common/plan.ts";
import type { TreeRange } from "../common/tree.ts";
import type { Collective } from "./collective/collective.ts";
import type { Start } from "./coordination/orders.ts";
import type { WorkerSession } from "./coordination/session.ts";
import type { Command, Members, ReduceCall, Reduction } from "./members.ts";
import { PublishedNews } from "./published-news.ts";

export interface MemberParts {
  /** Its links stand. */
  readonly collective: Pick<Collective, "reduce" | "gather">;
  readonly session: Pick<WorkerSession, "command" | "resumed">;
  readonly start: Start;
  readonly signal: AbortSignal;
}

export class Member implements Members {
  readonly news = new PublishedNews();
  readonly #parts: MemberParts;
  #round = 0;

  constructor(parts: MemberParts) {
    this.#parts = parts;
  }

  get generation(): number {
    return this.#parts.start.generation;
  }

  get rank(): number {
    return this.#parts.start.rank;
  }

  get worldSize(): number {
    return this.#parts.start.members.length;
  }

  get wanted(): Command {
    return this.#parts.session.command.wanted;
  }

  mayGoOn(): Promise<void> {
    return this.#parts.session.resumed(this.#parts.signal);
  }

  shareOf(count: number): TreeRange {
    return must(sharesOf(this.#parts.start.quotas, count)[this.rank], "our share");
  }

  beginRound(): void {
    this.#round++;
  }

  reduce({ floats, leaves, stateHash }: ReduceCall): Reduction {
    const { collective, start } = this.#parts;
    return collective.reduce({ round: this.#round, floats, leaves, shares: sharesOf(start.quotas, leaves), stateHash });
  }

  gather(payload: Uint8Array): Promise<readonly Uint8Array[]> {
    return this.#parts.collective.gather(this.#round, payload);
  }
}
