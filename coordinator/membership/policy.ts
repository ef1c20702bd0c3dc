// What the membership goes by: how many workers, and how long each thing may take.

/** In ms. All in one place; a test or a slow machine may have others. */
export interface Budgets {
  /** A job begins with the fewest workers that will do once so long has passed. */
  readonly formingMs: number;
  /** For workers to come to a new leader. */
  readonly returningMs: number;
  /** For the answer to a reconfiguration of a worker that gives signs of life: it may have to end an update first. */
  readonly reportMs: number;
  /** For workers to leave once the result is stored. */
  readonly leavingMs: number;
  /** Without a sign of life a ready worker is lost. */
  readonly silenceMs: number;
  /** The same for one that loads its model still; and for the first run of micro-batches. */
  readonly loadingMs: number;
  /** For a worker whose session broke to open another. */
  readonly reconnectMs: number;
  /** A run of micro-batches that lasts longer than this, and than `stuckFactor` times the median of its size, has stuck. */
  readonly stuckMs: number;
  readonly stuckFactor: number;
  /** For two live workers that have lost a link: whoever is dead is known to be by then, and the others link anew. */
  readonly relinkMs: number;
  /** For those who can't link anew either. */
  readonly peersMs: number;
  /** Quotas are changed for the sake of speed at most this often. */
  readonly rebalanceMs: number;
  /** What it takes a worker to get the State of the others: it takes less of a round that was cut for that. */
  readonly catchUpMs: number;
  /** What a generation takes to form: a change that can wait does so when less than this is left of a round. */
  readonly changeMs: number;
  /** But no longer than this beyond the time that the round before took. */
  readonly idleMs: number;
}

export const DEFAULT_BUDGETS: Budgets = {
  formingMs: 30_000,
  returningMs: 3000,
  reportMs: 10_000,
  leavingMs: 10_000,
  silenceMs: 1500,
  loadingMs: 600_000,
  reconnectMs: 1500,
  stuckMs: 3000,
  stuckFactor: 8,
  relinkMs: 250,
  peersMs: 1500,
  rebalanceMs: 30_000,
  catchUpMs: 100,
  changeMs: 300,
  idleMs: 500,
};

export interface MembershipPolicy extends Budgets {
  /** Workers that a job begins with, until it is scaled. */
  readonly replicas: number;
  /** With fewer it waits. */
  readonly min: number;
  /** Of a train round: no more workers than these can take part. */
  readonly microBatches: number;
  /** A worker whose numerics differ from the first's is refused. */
  readonly strictNumerics: boolean;
}
