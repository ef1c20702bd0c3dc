// Who takes part: what the membership's machine knows and wants done. Plain data.
import type { FirstShares } from "../../common/first-shares.ts";
import type { Quotas } from "../../common/plan.ts";
import type { TreeRange } from "../../common/tree.ts";
import type { Pace } from "./pace.ts";
import type { Comer, CommandName, GenerationReport, ReadyInfo, Run } from "./events.ts";

export interface Member extends Comer {
  readonly ready?: ReadyInfo;
  /** Its session is open. */
  readonly isConnected: boolean;
  /** It takes no new work, and why. */
  readonly drains?: string;
  /** Micro-batches per second of train rounds; absent while it is not known. */
  readonly speed?: number;
  /** It was told of as slow. */
  readonly isSlow?: boolean;
  /** In hand, in the order in which they are computed. */
  readonly runs: readonly Run[];
}

/** A worker that died with micro-batches in hand. */
export interface Death extends Run {
  /** Who, where, and of what. */
  readonly what: string;
}

/** A member says that its link to another one broke. */
export interface BrokenLink {
  readonly by: string;
  readonly to: string;
  readonly at: number;
}

/** What users asked for. */
export interface Asked {
  readonly paused: boolean;
  readonly wanted: "none" | "stop" | "halt";
  /** Workers that the job is to have. */
  readonly replicas: number;
}

interface Common {
  /** The last that was stored; 0 before the first. */
  readonly generation: number;
  /** In order of registration. */
  readonly members: readonly Member[];
  /** Who takes part in `generation`, by worker id, in order of registration. */
  readonly participants: readonly string[];
  readonly asked: Asked;
  /** Whether rounds have been computed: then nobody waits for all replicas any more. */
  readonly hasBegun: boolean;
  /** What became of participants since the last generation began, as clauses of a sentence. */
  readonly changes: readonly string[];
  /** The last plan that was begun: who was to compute what. */
  readonly issued: Plan | undefined;
  /** How many held what they have said to differ, since the last plan was begun; 0 for nothing of the kind. */
  readonly divergedAmong: number;
  /** In the round that is under way. */
  readonly deaths: readonly Death[];
  /** In the generation that is active. */
  readonly brokenLinks: readonly BrokenLink[];
  /** For whose sake a generation was formed, in which all links were to stand again. */
  readonly relinked: readonly BrokenLink[];
  /** When quotas were last changed for the sake of speed. */
  readonly rebalancedAt: number | undefined;
  /** Of the rounds, once one has begun. */
  readonly pace: Pace | undefined;
  /** Most that have taken part at once since another number was asked for. */
  readonly mostAtOnce: number;
  /** Lives that are not taken back, and what they are told. */
  readonly barred: ReadonlyMap<string, ShutdownOrder>;
}

export type MembershipState = Common &
  (
    | {
        /** Waiting for enough workers. */
        readonly kind: "forming";
        /** Since when the fewest that will do are ready. */
        readonly enoughSince: number | undefined;
      }
    | {
        /** A new leader waits for those of the plan that the one before it has stored. */
        readonly kind: "returning";
        readonly plan: Plan;
        /** Its generation. */
        readonly planned: number;
        readonly deadline: number;
      }
    | {
        /** Waiting for the report of everyone who takes part in `generation`. */
        readonly kind: "reconfiguring";
        readonly deadline: number;
        readonly reports: ReadonlyMap<string, GenerationReport>;
      }
    | { readonly kind: "active"; readonly plan: Plan }
    | {
        /** The result is stored; workers leave. */
        readonly kind: "ending";
        readonly plan: Plan | undefined;
        readonly deadline: number;
      }
    | { readonly kind: "ended" }
    | { readonly kind: "halted" }
    | { readonly kind: "failed"; readonly failure: Failure }
  );

export type StateOf<Kind extends MembershipState["kind"]> = Extract<MembershipState, { readonly kind: Kind }>;

/** `reported`: a worker said what is wrong, and whoever was told has the error. */
export interface Failure {
  readonly code: "worker-lost" | "workers-differ" | "poison-micro-batch" | "reported";
  readonly message: string;
}

/** Who computes what within a generation, and where it begins. */
export interface Plan {
  /** In order of ranks. */
  readonly members: readonly PlannedMember[];
  /** Of a train round; 0 for a member that drains. */
  readonly quotas: Quotas;
  /** Rounds that are complete before the generation's first. */
  readonly round: number;
  /** Of the generation's first round, where it is not what the quotas say: members keep what they have of it. */
  readonly first?: FirstShares;
  /** Micro-batches of that round whose worker was lost, or had another state: others compute them. Left out: none. */
  readonly reissued?: readonly TreeRange[];
  /** Ranks that do not have the state of `round`: they get it from `source`. */
  readonly behind: readonly number[];
  /** The lowest rank that has it. */
  readonly source: number;
  /** Nobody has a state that counts: all restore the newest checkpoint, or begin anew. */
  readonly restore: boolean;
  /** Of an earlier generation, or this one. Left out: none. */
  readonly doubt?: Doubt;
  /** Of members and quotas, in hex. */
  readonly hash: string;
}

/** States differed, and nobody could tell which was right: all went back to a checkpoint. */
export interface Doubt {
  /** That began with the checkpoint: a state that a worker has from before does not count. */
  readonly generation: number;
  /** Rounds that were complete. If states differ again there, a checkpoint does not help. */
  readonly round: number;
}

export interface PlannedMember {
  readonly workerId: string;
  readonly host: string;
  readonly address: string;
}

/** What one worker is told. */
export type Order =
  | { readonly kind: "reconfigure"; readonly generation: number }
  | { readonly kind: "start"; readonly generation: number; readonly rank: number; readonly plan: Plan }
  | { readonly kind: "command"; readonly command: CommandName }
  | ShutdownOrder;

export interface ShutdownOrder {
  readonly kind: "shutdown";
  readonly code: ShutdownCode;
  readonly reason: string;
}

export type ShutdownCode =
  | "finished"
  | "halted"
  | "failed"
  | "numerics-differ"
  | "stuck"
  | "cut-off"
  | "set-aside"
  | "drained";

/** What must be durable before anyone acts on it. */
export interface GenerationRecord {
  readonly generation: number;
  readonly plan?: Plan;
  readonly command?: Asked;
  /** In the round that is under way; left out where there are none. */
  readonly deaths?: readonly Death[];
}

/** What became of a worker. */
export interface MemberNews {
  readonly workerId: string;
  readonly host: string;
  readonly pid: number;
  readonly device?: string;
  readonly state: "started" | "ready" | "draining" | "left" | "lost";
  readonly reason?: string;
  /** Where its numerics differ from the first worker's, when that is allowed. */
  readonly differs?: readonly string[];
}

/** A generation has begun. */
export interface NewGeneration {
  readonly generation: number;
  readonly worldSize: number;
  /** Rounds that were complete when it began. */
  readonly round: number;
  /** Who joined, was lost, drains. */
  readonly reason: string;
  /** It began under another coordinator, which has told of it. */
  readonly goesOn?: true;
}

/** Nothing fails by it, but somebody may want to do something. */
export interface Warning {
  readonly event: "warning";
  readonly code: "slow-worker" | "state-differs" | "states-undecided" | "too-few-workers" | "worker-set-aside";
  readonly message: string;
  readonly hint: string;
}

/** To be carried out in order, each to its end before the next. */
export type Effect =
  | { readonly kind: "store"; readonly record: GenerationRecord }
  | { readonly kind: "send"; readonly workerId: string; readonly order: Order }
  /** Its session is ended: if the worker lives it opens another, and begins as a newcomer. */
  | { readonly kind: "release"; readonly workerId: string }
  | { readonly kind: "member"; readonly news: MemberNews }
  | { readonly kind: "generation"; readonly news: NewGeneration }
  | { readonly kind: "warning"; readonly warning: Warning }
  /** Whoever starts processes is to have so many. */
  | { readonly kind: "scale"; readonly replicas: number }
  | { readonly kind: "end" };

export interface Transition {
  readonly state: MembershipState;
  readonly effects: readonly Effect[];
}

/** @param generation the last of an earlier coordinator of this job */
export function initialMembership(replicas: number, generation = 0): MembershipState {
  return {
    kind: "forming",
    generation,
    members: [],
    participants: [],
    asked: { paused: false, wanted: "none", replicas },
    hasBegun: false,
    changes: [],
    issued: undefined,
    divergedAmong: 0,
    deaths: [],
    brokenLinks: [],
    relinked: [],
    rebalancedAt: undefined,
    pace: undefined,
    mostAtOnce: 0,
    barred: new Map(),
    enoughSince: undefined,
  };
}

/** What is the same in every kind of state. */
export function commonOf(state: MembershipState): Common {
  const { generation, members, participants, asked, hasBegun, changes } = state;
  const { issued, divergedAmong, deaths, brokenLinks, relinked, rebalancedAt, pace, mostAtOnce, barred } = state;
  return {
    generation,
    members,
    participants,
    asked,
    hasBegun,
    changes,
    issued,
    divergedAmong,
    deaths,
    brokenLinks,
    relinked,
    rebalancedAt,
    pace,
    mostAtOnce,
    barred,
  };
}

/** One transition after the other. */
export function chain({ state, effects }: Transition, next: (state: MembershipState) => Transition): Transition {
  const after = next(state);
  return { state: after.state, effects: [...effects, ...after.effects] };
}

export function unchanged(state: MembershipState): Transition {
  return { state, effects: [] };
}
