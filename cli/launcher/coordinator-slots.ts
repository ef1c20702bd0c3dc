// The coordinators of a job on this machine. Those that share a store lead in turn, and one that dies is followed by another process at the
// same address, where workers look for it. One that has the run to itself is followed by nobody: the run ends with it.
import { systemClock } from "../../common/clock.ts";
import { Child, type Ended } from "./child.ts";
import { type CoordinatorEvent, CoordinatorProcess, type ErrorEvent } from "./coordinator-process.ts";
import { type GivenUp, ProcessSlot } from "./process-slot.ts";
import type { Death, Verdict } from "./restarts.ts";

export interface CoordinatorSlotsParts {
  readonly count: number;
  /** Whether they share a store. */
  readonly restarts: boolean;
  /** Of the command line, after the program's name. */
  readonly args: readonly string[];
  /** Default: this program. */
  readonly program?: string | undefined;
  /** Whatever they tell, in the order of each. */
  readonly onEvent: (event: CoordinatorEvent) => Promise<void>;
  /** One has ended with that code for what it told. */
  readonly onFailure: (event: ErrorEvent, code: number) => void;
  /** One has died, and another process is to follow it. */
  readonly onDeath: (death: Death) => void;
  /** The last verdict: nobody follows. */
  readonly onGivenUp: (verdict: GivenUp) => void;
}

interface Seat {
  readonly slot: ProcessSlot;
  process: CoordinatorProcess | undefined;
  /** Of whoever sits there; undefined before the first has said it. */
  address: string | undefined;
  isGivenUp: boolean;
  last: Ended | undefined;
}

/** To be closed. */
export class CoordinatorSlots {
  readonly #parts: CoordinatorSlotsParts;
  readonly #seats: readonly Seat[];
  #isEnding = false;

  constructor(parts: CoordinatorSlotsParts) {
    this.#parts = parts;
    this.#seats = Array.from({ length: parts.count }, () => this.#seat());
    for (const { slot } of this.#seats) {
      slot.want();
      if (!parts.restarts) slot.leave();
    }
  }

  /** Where they answer; undefined until each has said so that will come. */
  get addresses(): readonly string[] | undefined {
    const seats = this.#seats.filter(({ isGivenUp }) => !isGivenUp);
    const known = seats.flatMap(({ address }) => address ?? []);
    return known.length === seats.length ? known : undefined;
  }

  /** Resolves when no process is left, nor comes. @returns how the last one of each slot ended */
  async ended(): Promise<readonly Ended[]> {
    await Promise.all(this.#seats.map(({ slot }) => slot.empty));
    return this.#seats.flatMap(({ last }) => last ?? []);
  }

  /** The run is over or is to end: those who are there end by themselves. */
  endRestarts(): void {
    this.#isEnding = true;
    for (const { slot } of this.#seats) slot.leave();
  }

  /** Asks all to end: one that has the run to itself halts it, of several each hands over. */
  terminate(): void {
    this.endRestarts();
    for (const { slot } of this.#seats) slot.drain();
  }

  /** Kills those that are left. */
  async close(): Promise<void> {
    this.endRestarts();
    for (const { slot } of this.#seats) slot.kill();
    await Promise.allSettled(this.#seats.map(({ slot }) => slot.empty)); // whoever waits for the end was told what went wrong
  }

  #seat(): Seat {
    const slot = new ProcessSlot({
      open: () => this.#open(seat),
      clock: systemClock,
      onDeath: (death, verdict) => {
        this.#died(seat, death, verdict);
      },
      onGivenUp: (verdict) => {
        seat.isGivenUp = true;
        this.#parts.onGivenUp(verdict);
      },
    });
    const seat: Seat = { slot, process: undefined, address: undefined, isGivenUp: false, last: undefined };
    return seat;
  }

  #open(seat: Seat): CoordinatorProcess {
    const { args, program } = this.#parts;
    const where = seat.address === undefined ? [] : ["--listen", seat.address];
    const child = new Child({ args: [...args, ...where], program });
    seat.process = new CoordinatorProcess(child, (event) => this.#heard(seat, event));
    void child.ended.then((ended) => (seat.last = ended));
    return seat.process;
  }

  async #heard(seat: Seat, event: CoordinatorEvent): Promise<void> {
    if (event.event === "error" && failsAlone(seat)) return;
    if (event.event === "coordinator") {
      seat.address = event.address;
      seat.slot.heard("ready");
    }
    await this.#parts.onEvent(event);
  }

  #died(seat: Seat, death: Death, { kind }: Verdict): void {
    const { failure } = seat.process ?? {};
    if (failure !== undefined && !failsAlone(seat)) this.#parts.onFailure(failure, death.code ?? 1);
    else if (this.#parts.restarts && !this.#isEnding && kind === "restart") this.#parts.onDeath(death);
  }
}

/** Whoever follows another may fail before it stands by, because its address was taken meanwhile, say: the job has not failed. */
function failsAlone({ address, process }: Seat): boolean {
  return address !== undefined && process?.isReady !== true;
}
