// The Coordinator service: registration, the worker's session, its reports, its checkpoints.
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { NotLeaderError, TransientError } from "../../common/errors.ts";
import type { PublishRequest, RegisterRequest, ReportRequest, SessionRequest } from "../../proto/messages.ts";
import { toStatus } from "../../proto/status.ts";
import { type ReportWord, reportWords } from "../../proto/words.ts";
import type { JobIdentity, LatestRegister } from "./coordinator.ts";
import { unary } from "./handlers.ts";
import { parseObject } from "./json.ts";
import { happenedOf } from "./hear.ts";
import type { MembershipLoop } from "./membership-loop.ts";
import type { Registration, Registrations } from "./registrations.ts";
import type { ReportDesk } from "./report-desk.ts";
import type { Sessions, SessionStream } from "./sessions.ts";

export interface CoordinatorServiceParts {
  readonly job: JobIdentity;
  readonly fencingToken: number;
  readonly registrations: Registrations;
  readonly sessions: Sessions;
  readonly loop: MembershipLoop;
  readonly reports: ReportDesk;
  readonly latest: LatestRegister;
  readonly onReport: (kind: ReportWord, payload: unknown, workerId: string) => Promise<void>;
}

export function coordinatorHandlers(parts: CoordinatorServiceParts): UntypedServiceImplementation {
  return {
    register: unary((request: RegisterRequest) => register(parts, request)),
    session: (stream: SessionStream) => {
      serveSession(parts, stream);
    },
    report: unary((request: ReportRequest) => takeReport(parts, request)),
    publish: unary((request: PublishRequest) => publish(parts, request)),
  };
}

async function register({ job, fencingToken, registrations }: CoordinatorServiceParts, request: RegisterRequest) {
  const { workerId } = await registrations.register(request);
  return {
    workerId,
    jobUid: job.uid,
    jobName: job.name,
    jobText: job.text,
    jobHash: job.hash,
    settingsJson: JSON.stringify(job.settings),
    fencingToken,
  };
}

async function takeReport({ registrations, reports, onReport }: CoordinatorServiceParts, request: ReportRequest) {
  const { workerId } = registrations.find(request.workerId);
  const kind = reportWords.fromWire(request.kind);
  const payload = parseObject("a report's payload", request.payloadJson);
  await reports.take(workerId, request.sequence, () => onReport(kind, payload, workerId));
  return {};
}

async function publish({ registrations, fencingToken: own, latest }: CoordinatorServiceParts, request: PublishRequest) {
  const { workerId, fencingToken, expected, name } = request;
  registrations.find(workerId);
  const differ = `${workerId} was led by token ${fencingToken}, this coordinator has ${own}`;
  if (fencingToken > own) throw new NotLeaderError(undefined, differ);
  if (fencingToken < own) throw new TransientError(differ); // it has not heard of this coordinator yet
  return { latest: (await latest.move({ expected: expected || null, name: name || null })) ?? "" };
}

/** Until the worker ends it, the connection breaks, or it says something that makes no sense. */
function serveSession(parts: CoordinatorServiceParts, stream: SessionStream): void {
  let worker: Registration | undefined;
  const detach = (): void => {
    if (worker === undefined || !parts.sessions.detach(worker.workerId, stream)) return;
    void parts.loop.happen({ kind: "closed", workerId: worker.workerId });
  };
  stream.on("data", (message: SessionRequest) => {
    try {
      if (worker === undefined) worker = open(parts, stream, message);
      else hear(parts, stream, worker, message);
    } catch (error) {
      detach();
      stream.emit("error", toStatus(error));
    }
  });
  stream.on("end", () => {
    detach();
    stream.end();
  });
  // A worker whose connection broke opens another session; one that does not is found by its silence.
  stream.on("cancelled", detach);
  stream.on("error", detach);
}

function open(parts: CoordinatorServiceParts, stream: SessionStream, { hello }: SessionRequest): Registration {
  const worker = parts.registrations.find(hello?.workerId ?? "");
  parts.sessions.attach(worker.workerId, stream);
  parts.loop.heard(worker.workerId);
  const { startedGeneration: generation = 0, planHash = "" } = hello ?? {};
  const started = generation === 0 ? {} : { started: { generation, planHash } };
  void parts.loop.happen({ kind: "opened", member: { ...worker, ...started } });
  return worker;
}

function hear(
  { loop, sessions }: CoordinatorServiceParts,
  stream: SessionStream,
  { workerId }: Registration,
  message: SessionRequest,
): void {
  if (!sessions.isCurrent(workerId, stream)) return;
  loop.heard(workerId);
  if (message.heartbeat) {
    sessions.replyTo(stream, message.heartbeat.sequence);
    loop.speed(workerId, message.heartbeat.microBatchesPerSecond);
    return;
  }
  for (const happened of happenedOf(workerId, message)) void loop.happen(happened);
  if (!message.leaving) return;
  sessions.detach(workerId, stream);
  stream.end();
}
