// Which of the frames of a generation a simulated worker takes now, which wait for the round that begins next, and which are refused.
import { whyNotRound } from "../../worker/collective/rounds.ts";
import type { Frame } from "./messages.ts";

interface Early {
  readonly from: number;
  readonly frame: Frame;
}

export class Arrivals {
  /** The last exchange whose sum has begun here, and the last whose gathering has. */
  sum: number | undefined;
  gather: number | undefined;
  #early: Early[] = [];

  /** Another generation. */
  reset(): void {
    this.sum = undefined;
    this.gather = undefined;
    this.#early = [];
  }

  isBegun({ round, body }: Frame): boolean {
    return round === this.#begunOf(body.kind);
  }

  /** Why a frame that is of no exchange under way is refused; undefined when it has come early. */
  whyNot({ round, body }: Frame): string | undefined {
    return whyNotRound(round, this.#begunOf(body.kind), Math.max(this.sum ?? -1, this.gather ?? -1));
  }

  keep(from: number, frame: Frame): void {
    this.#early.push({ from, frame });
  }

  takeEarly(): readonly Early[] {
    return this.#early.splice(0);
  }

  #begunOf(kind: Frame["body"]["kind"]): number | undefined {
    return kind === "gather" ? this.gather : this.sum;
  }
}
