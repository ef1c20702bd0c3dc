// The Admin service: what people and their tools ask of a running job.
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Empty, EventsRequest, ExitedRequest, ScaleRequest, Sent } from "../../proto/messages.ts";
import { type CommandWord, jobStateWords } from "../../proto/words.ts";
import type { MembershipState } from "../membership/state.ts";
import type { JobIdentity } from "./coordinator.ts";
import type { EventLog, NumberedEvent } from "./event-log.ts";
import { serverStream, unary } from "./handlers.ts";

export interface AdminServiceParts {
  readonly job: JobIdentity;
  readonly fencingToken: number;
  /** "HOST:PORT" of this coordinator. */
  readonly leader: () => string;
  readonly membership: () => MembershipState;
  /** The last `step` event as JSON; empty before the first. */
  readonly lastStep: () => string;
  readonly command: (command: CommandWord) => Promise<void>;
  /** @throws InvalidRequestError for a number that cannot be */
  readonly scale: (replicas: number) => Promise<void>;
  /** A worker's process has ended, as whoever started it sees. */
  readonly exited: (exit: Pick<ExitedRequest, "host" | "pid" | "reason">) => Promise<void>;
  readonly events: EventLog;
}

export function adminHandlers(parts: AdminServiceParts): UntypedServiceImplementation {
  const asked = (command: CommandWord) =>
    unary<Empty, Empty>(async () => {
      await parts.command(command);
      return {};
    });
  return {
    status: unary<Empty, Sent<"StatusResponse">>(() => statusOf(parts)),
    scale: unary<ScaleRequest, Empty>(async ({ replicas }) => {
      await parts.scale(replicas);
      return {};
    }),
    pause: asked("pause"),
    resume: asked("resume"),
    stop: asked("stop"),
    halt: asked("halt"),
    exited: unary<ExitedRequest, Empty>(async ({ host, pid, reason }) => {
      await parts.exited({ host, pid, reason });
      return {};
    }),
    events: serverStream(({ from }: EventsRequest, signal) => numbered(parts.events.read(from, signal))),
  };
}

function statusOf({ job, membership, lastStep, leader, fencingToken }: AdminServiceParts): Sent<"StatusResponse"> {
  const state = membership();
  const plan = "plan" in state ? state.plan : undefined;
  const ranks = new Map(plan?.members.map(({ workerId }, rank) => [workerId, rank]));
  return {
    jobUid: job.uid,
    jobName: job.name,
    state: jobStateWords.toWire(state.kind),
    generation: state.generation,
    worldSize: ranks.size,
    paused: state.asked.paused,
    wanted: state.asked.wanted,
    workers: state.members.map(({ workerId, host, pid, ready }) => ({
      workerId,
      host,
      pid,
      device: ready?.device ?? "",
      ready: ready !== undefined,
      rank: ranks.get(workerId) ?? null,
    })),
    stepJson: lastStep(),
    replicas: state.asked.replicas,
    leader: leader(),
    fencingToken,
    reason: reasonOf(state),
  };
}

function reasonOf(state: MembershipState): string {
  if (state.kind === "failed") return state.failure.message;
  if (state.kind === "returning") return "a new coordinator waits for the workers of the one before";
  if (state.kind !== "forming") return "";
  const ready = state.members.filter((member) => member.ready !== undefined).length;
  return `${ready} workers are ready, ${state.members.length} have come`;
}

async function* numbered(events: AsyncIterable<NumberedEvent>): AsyncGenerator<Sent<"EventsResponse">> {
  for await (const { sequence, json } of events) yield { sequence, eventJson: json };
}
