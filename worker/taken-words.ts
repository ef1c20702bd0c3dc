// Up to which round the coordinator has taken all that was told. The worker that speaks says it in its messages of a round: until then the
// others keep what was told, and whichever of them speaks next says it again.
export class TakenWords {
  #round = -1;

  /** All that was told in this round and those before it was taken; -1 when nothing is known. */
  get round(): number {
    return this.#round;
  }

  /** All begin again from a checkpoint: the coordinator forgets what was told of the rounds that come again. */
  forget(): void {
    this.#round = -1;
  }

  /** What is taken stays taken, whoever says so. */
  hear(rounds: readonly number[]): void {
    this.#round = Math.max(this.#round, ...rounds);
  }
}
