// How a generation forms: enough workers are ready, all report where they stand, the plan is made. The first is a reconfiguration
// from nobody.
import { planQuotas } from "../../common/plan.ts";
import { fail } from "./end.ts";
import { memberOf, news, send, startOf } from "./members.ts";
import { numericsDifferences } from "./numerics.ts";
import type {
  GenerationReport,
  Member,
  MembershipEvent,
  MembershipPolicy,
  MembershipState,
  Plan,
  ReadyInfo,
  Transition,
} from "./state.ts";

type Forming = Extract<MembershipState, { kind: "forming" }>;
type Reconfiguring = Extract<MembershipState, { kind: "reconfiguring" }>;
type Event<Kind> = Extract<MembershipEvent, { kind: Kind }>;

/** Ready once; a worker says it again on each new session. */
export function takeReady(state: MembershipState, event: Event<"ready">, policy: MembershipPolicy): Transition {
  const member = memberOf(state, event.workerId);
  if (state.kind !== "forming" || member === undefined || member.ready !== undefined) return { state, effects: [] };
  const first = state.members.find(({ ready }) => ready !== undefined)?.ready ?? event.info;
  const differs = numericsDifferences(first.numerics, event.info.numerics);
  if (differs.length > 0 && policy.strictNumerics) return refuse(state, member, differs);
  const ready = { ...member, ready: event.info };
  const members = state.members.map((other) => (other === member ? ready : other));
  const told = news(ready, { state: "ready", ...(differs.length > 0 ? { differs } : {}) });
  const formed = formIfDue({ ...state, members }, event.at, policy);
  return { state: formed.state, effects: [told, ...formed.effects] };
}

function refuse(state: Forming, member: Member, differs: readonly string[]): Transition {
  const reason = `its numerics differ from the first worker's: ${differs.join("; ")}`;
  const members = state.members.filter((other) => other !== member);
  return {
    state: { ...state, members },
    effects: [
      send(member.workerId, { kind: "shutdown", code: "numerics-differ", reason }),
      news(member, { state: "lost", reason }),
    ],
  };
}

/** Begins with all that were asked for at once, with the fewest that will do after a while. */
export function formIfDue(state: Forming, at: number, policy: MembershipPolicy): Transition {
  const ready = state.members.filter((member) => member.ready !== undefined);
  if (ready.length < policy.min) return { state: { ...state, enoughSince: undefined }, effects: [] };
  const enoughSince = state.enoughSince ?? at;
  if (ready.length < policy.replicas && at - enoughSince < policy.formingMs)
    return { state: { ...state, enoughSince }, effects: [] };
  return reconfigure(state, ready.slice(0, policy.microBatches), at + policy.reportMs);
}

function reconfigure(state: Forming, participants: readonly Member[], deadline: number): Transition {
  const { members, asked } = state;
  const generation = state.generation + 1;
  const orders = participants.map(({ workerId }) => send(workerId, { kind: "reconfigure", generation }));
  return {
    state: { kind: "reconfiguring", generation, members, asked, deadline, participants, reports: new Map() },
    effects: [{ kind: "store", record: { generation } }, ...orders],
  };
}

/** Reports of another generation are stale; a repeated one changes nothing. */
export function takeReport(state: MembershipState, event: Event<"reported">, policy: MembershipPolicy): Transition {
  if (state.kind !== "reconfiguring" || event.report.generation !== state.generation) return { state, effects: [] };
  if (!state.participants.some(({ workerId }) => workerId === event.workerId)) return { state, effects: [] };
  if (state.reports.has(event.workerId)) return { state, effects: [] };
  const reports = new Map(state.reports).set(event.workerId, event.report);
  const reported = { ...state, reports };
  return reports.size < state.participants.length ? { state: reported, effects: [] } : start(reported, policy);
}

function start(state: Reconfiguring, policy: MembershipPolicy): Transition {
  const reports = state.participants.map((member) => ({ member, report: state.reports.get(member.workerId) }));
  const [first, ...others] = reports;
  const odd = others.find(({ report }) => !sameState(report, first?.report));
  if (odd !== undefined) {
    const message = `${describe(odd)}, but ${first === undefined ? "nobody" : describe(first)}: they do not begin from the same state`;
    return fail(state, { code: "workers-differ", message });
  }
  return activate(state, planOf(state.participants, policy), first?.report?.round ?? 0);
}

function activate({ generation, members, asked }: Reconfiguring, plan: Plan, round: number): Transition {
  const state = { kind: "active", generation, members, asked, plan } as const;
  const command = asked.paused || asked.wanted !== "none" ? { command: asked } : {};
  const worldSize = plan.members.length;
  return {
    state,
    effects: [
      { kind: "store", record: { generation, plan, ...command } },
      { kind: "generation", generation, worldSize, round },
      ...plan.members.flatMap(({ workerId }) => startOf(state, workerId).map((order) => send(workerId, order))),
    ],
  };
}

/** Speeds are not known before the first round, so all count the same. */
function planOf(participants: readonly Member[], { microBatches }: MembershipPolicy): Plan {
  const speeds = participants.map(() => 1);
  const members = participants.map(({ workerId, host, ready }) => ({ workerId, host, address: addressOf(ready) }));
  return { members, quotas: planQuotas(speeds, microBatches) };
}

function addressOf(ready: ReadyInfo | undefined): string {
  return ready?.address ?? "";
}

function sameState(a: GenerationReport | undefined, b: GenerationReport | undefined): boolean {
  return a?.round === b?.round && a?.stateHash === b?.stateHash;
}

function describe({
  member,
  report,
}: {
  readonly member: Member;
  readonly report: GenerationReport | undefined;
}): string {
  return `${member.workerId} on ${member.host} stands at round ${report?.round ?? 0} with state ${report?.stateHash ?? "none"}`;
}
