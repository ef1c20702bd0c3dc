// The services as grpc-js takes them: a server adds the whole object, a client calls one method of it.
import { elastune } from "./generated.ts";
import { type Method, method } from "./grpc.ts";
import type * as messages from "./messages.ts";
import type { Sent } from "./messages.ts";

const v1 = elastune.v1;
const { CoordinatorService, DatasetService, AdminService } = v1;

type Rpc<Request, Response, In, Out> = Method<In, Request, Out, Response>;

export const coordinatorService = {
  register: method(CoordinatorService.prototype.register, v1.RegisterRequest, v1.RegisterResponse) as Rpc<
    messages.RegisterRequest,
    messages.RegisterResponse,
    Sent<"RegisterRequest">,
    Sent<"RegisterResponse">
  >,
  session: method(CoordinatorService.prototype.session, v1.SessionRequest, v1.SessionResponse) as Rpc<
    messages.SessionRequest,
    messages.SessionResponse,
    Sent<"SessionRequest">,
    Sent<"SessionResponse">
  >,
  report: method(CoordinatorService.prototype.report, v1.ReportRequest, v1.ReportResponse) as Rpc<
    messages.ReportRequest,
    messages.Empty,
    Sent<"ReportRequest">,
    Sent<"ReportResponse">
  >,
  publish: method(CoordinatorService.prototype.publish, v1.PublishRequest, v1.PublishResponse) as Rpc<
    messages.PublishRequest,
    messages.PublishResponse,
    Sent<"PublishRequest">,
    Sent<"PublishResponse">
  >,
};

export const datasetService = {
  manifest: method(DatasetService.prototype.manifest, v1.ManifestRequest, v1.ManifestResponse) as Rpc<
    messages.Empty,
    messages.ManifestResponse,
    Sent<"ManifestRequest">,
    Sent<"ManifestResponse">
  >,
  samples: method(DatasetService.prototype.samples, v1.SamplesRequest, v1.SamplesResponse) as Rpc<
    messages.SamplesRequest,
    messages.SamplesResponse,
    Sent<"SamplesRequest">,
    Sent<"SamplesResponse">
  >,
};

export const adminService = {
  status: method(AdminService.prototype.status, v1.StatusRequest, v1.StatusResponse) as Rpc<
    messages.Empty,
    messages.StatusResponse,
    Sent<"StatusRequest">,
    Sent<"StatusResponse">
  >,
  scale: method(AdminService.prototype.scale, v1.ScaleRequest, v1.ScaleResponse) as Rpc<
    messages.ScaleRequest,
    messages.Empty,
    Sent<"ScaleRequest">,
    Sent<"ScaleResponse">
  >,
  pause: method(AdminService.prototype.pause, v1.PauseRequest, v1.PauseResponse) as Rpc<
    messages.Empty,
    messages.Empty,
    Sent<"PauseRequest">,
    Sent<"PauseResponse">
  >,
  resume: method(AdminService.prototype.resume, v1.ResumeRequest, v1.ResumeResponse) as Rpc<
    messages.Empty,
    messages.Empty,
    Sent<"ResumeRequest">,
    Sent<"ResumeResponse">
  >,
  stop: method(AdminService.prototype.stop, v1.StopRequest, v1.StopResponse) as Rpc<
    messages.Empty,
    messages.Empty,
    Sent<"StopRequest">,
    Sent<"StopResponse">
  >,
  exited: method(AdminService.prototype.exited, v1.ExitedRequest, v1.ExitedResponse) as Rpc<
    messages.ExitedRequest,
    messages.Empty,
    Sent<"ExitedRequest">,
    Sent<"ExitedResponse">
  >,
  halt: method(AdminService.prototype.halt, v1.HaltRequest, v1.HaltResponse) as Rpc<
    messages.Empty,
    messages.Empty,
    Sent<"HaltRequest">,
    Sent<"HaltResponse">
  >,
  events: method(AdminService.prototype.events, v1.EventsRequest, v1.EventsResponse) as Rpc<
    messages.EventsRequest,
    messages.EventsResponse,
    Sent<"EventsRequest">,
    Sent<"EventsResponse">
  >,
};
