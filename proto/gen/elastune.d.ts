import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace elastune. */
export namespace elastune {

    /** Namespace v1. */
    namespace v1 {

        /** Represents an AdminService */
        class AdminService extends $protobuf.rpc.Service {

            /**
             * Constructs a new AdminService service.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             */
            constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

            /**
             * Creates new AdminService service using the specified rpc implementation.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             * @returns RPC service. Useful where requests and/or responses are streamed.
             */
            static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): AdminService;

            /** Calls Status. */
            status: elastune.v1.AdminService.Status;

            /** Calls Scale. */
            scale: elastune.v1.AdminService.Scale;

            /** Calls Pause. */
            pause: elastune.v1.AdminService.Pause;

            /** Calls Resume. */
            resume: elastune.v1.AdminService.Resume;

            /** Calls Stop. */
            stop: elastune.v1.AdminService.Stop;

            /** Calls Halt. */
            halt: elastune.v1.AdminService.Halt;

            /** Calls Exited. */
            exited: elastune.v1.AdminService.Exited;

            /** Calls Events. */
            events: elastune.v1.AdminService.Events;
        }

        namespace AdminService {

            /**
             * Callback as used by {@link elastune.v1.AdminService#status}.
             * @param error Error, if any
             * @param [response] StatusResponse
             */
            type StatusCallback = (error: (Error|null), response?: elastune.v1.StatusResponse) => void;

            /** Calls Status. */
            type Status = {
              (request: elastune.v1.IStatusRequest, callback: elastune.v1.AdminService.StatusCallback): void;
              (request: elastune.v1.IStatusRequest): Promise<elastune.v1.StatusResponse>;
              readonly name: "Status";
              readonly path: "/elastune.v1.AdminService/Status";
              readonly requestType: "StatusRequest";
              readonly responseType: "StatusResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#scale}.
             * @param error Error, if any
             * @param [response] ScaleResponse
             */
            type ScaleCallback = (error: (Error|null), response?: elastune.v1.ScaleResponse) => void;

            /** Calls Scale. */
            type Scale = {
              (request: elastune.v1.IScaleRequest, callback: elastune.v1.AdminService.ScaleCallback): void;
              (request: elastune.v1.IScaleRequest): Promise<elastune.v1.ScaleResponse>;
              readonly name: "Scale";
              readonly path: "/elastune.v1.AdminService/Scale";
              readonly requestType: "ScaleRequest";
              readonly responseType: "ScaleResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#pause}.
             * @param error Error, if any
             * @param [response] PauseResponse
             */
            type PauseCallback = (error: (Error|null), response?: elastune.v1.PauseResponse) => void;

            /** Calls Pause. */
            type Pause = {
              (request: elastune.v1.IPauseRequest, callback: elastune.v1.AdminService.PauseCallback): void;
              (request: elastune.v1.IPauseRequest): Promise<elastune.v1.PauseResponse>;
              readonly name: "Pause";
              readonly path: "/elastune.v1.AdminService/Pause";
              readonly requestType: "PauseRequest";
              readonly responseType: "PauseResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#resume}.
             * @param error Error, if any
             * @param [response] ResumeResponse
             */
            type ResumeCallback = (error: (Error|null), response?: elastune.v1.ResumeResponse) => void;

            /** Calls Resume. */
            type Resume = {
              (request: elastune.v1.IResumeRequest, callback: elastune.v1.AdminService.ResumeCallback): void;
              (request: elastune.v1.IResumeRequest): Promise<elastune.v1.ResumeResponse>;
              readonly name: "Resume";
              readonly path: "/elastune.v1.AdminService/Resume";
              readonly requestType: "ResumeRequest";
              readonly responseType: "ResumeResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#stop}.
             * @param error Error, if any
             * @param [response] StopResponse
             */
            type StopCallback = (error: (Error|null), response?: elastune.v1.StopResponse) => void;

            /** Calls Stop. */
            type Stop = {
              (request: elastune.v1.IStopRequest, callback: elastune.v1.AdminService.StopCallback): void;
              (request: elastune.v1.IStopRequest): Promise<elastune.v1.StopResponse>;
              readonly name: "Stop";
              readonly path: "/elastune.v1.AdminService/Stop";
              readonly requestType: "StopRequest";
              readonly responseType: "StopResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#halt}.
             * @param error Error, if any
             * @param [response] HaltResponse
             */
            type HaltCallback = (error: (Error|null), response?: elastune.v1.HaltResponse) => void;

            /** Calls Halt. */
            type Halt = {
              (request: elastune.v1.IHaltRequest, callback: elastune.v1.AdminService.HaltCallback): void;
              (request: elastune.v1.IHaltRequest): Promise<elastune.v1.HaltResponse>;
              readonly name: "Halt";
              readonly path: "/elastune.v1.AdminService/Halt";
              readonly requestType: "HaltRequest";
              readonly responseType: "HaltResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#exited}.
             * @param error Error, if any
             * @param [response] ExitedResponse
             */
            type ExitedCallback = (error: (Error|null), response?: elastune.v1.ExitedResponse) => void;

            /** Calls Exited. */
            type Exited = {
              (request: elastune.v1.IExitedRequest, callback: elastune.v1.AdminService.ExitedCallback): void;
              (request: elastune.v1.IExitedRequest): Promise<elastune.v1.ExitedResponse>;
              readonly name: "Exited";
              readonly path: "/elastune.v1.AdminService/Exited";
              readonly requestType: "ExitedRequest";
              readonly responseType: "ExitedResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#events}.
             * @param error Error, if any
             * @param [response] EventsResponse
             */
            type EventsCallback = (error: (Error|null), response?: elastune.v1.EventsResponse) => void;

            /** Calls Events. */
            type Events = {
              (request: elastune.v1.IEventsRequest, callback: elastune.v1.AdminService.EventsCallback): void;
              (request: elastune.v1.IEventsRequest): Promise<elastune.v1.EventsResponse>;
              readonly name: "Events";
              readonly path: "/elastune.v1.AdminService/Events";
              readonly requestType: "EventsRequest";
              readonly responseType: "EventsResponse";
              readonly requestStream: undefined;
              readonly responseStream: true;
            };
        }

        /**
         * Properties of a StatusRequest.
         * @deprecated Use elastune.v1.StatusRequest.$Properties instead.
         */
        interface IStatusRequest extends elastune.v1.StatusRequest.$Properties {
        }

        /** Represents a StatusRequest. */
        class StatusRequest {

            /**
             * Constructs a new StatusRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.StatusRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new StatusRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StatusRequest instance
             */
            static create(properties: elastune.v1.StatusRequest.$Shape): elastune.v1.StatusRequest & elastune.v1.StatusRequest.$Shape;
            static create(properties?: elastune.v1.StatusRequest.$Properties): elastune.v1.StatusRequest;

            /**
             * Encodes the specified StatusRequest message. Does not implicitly {@link elastune.v1.StatusRequest.verify|verify} messages.
             * @param message StatusRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.StatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatusRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.StatusRequest & elastune.v1.StatusRequest.$Shape} StatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.StatusRequest & elastune.v1.StatusRequest.$Shape;
        }

        namespace StatusRequest {

            /** Properties of a StatusRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusRequest. */
            type $Shape = elastune.v1.StatusRequest.$Properties;
        }

        /** JobState enum. */
        enum JobState {

            /** JOB_STATE_UNSPECIFIED value */
            JOB_STATE_UNSPECIFIED = 0,

            /** JOB_STATE_FORMING value */
            JOB_STATE_FORMING = 1,

            /** JOB_STATE_RECONFIGURING value */
            JOB_STATE_RECONFIGURING = 2,

            /** JOB_STATE_ACTIVE value */
            JOB_STATE_ACTIVE = 3,

            /** JOB_STATE_ENDING value */
            JOB_STATE_ENDING = 4,

            /** JOB_STATE_ENDED value */
            JOB_STATE_ENDED = 5,

            /** JOB_STATE_FAILED value */
            JOB_STATE_FAILED = 6,

            /** JOB_STATE_HALTED value */
            JOB_STATE_HALTED = 7,

            /** JOB_STATE_RETURNING value */
            JOB_STATE_RETURNING = 8
        }

        /**
         * Properties of a StatusResponse.
         * @deprecated Use elastune.v1.StatusResponse.$Properties instead.
         */
        interface IStatusResponse extends elastune.v1.StatusResponse.$Properties {
        }

        /** Represents a StatusResponse. */
        class StatusResponse {

            /**
             * Constructs a new StatusResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.StatusResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatusResponse jobUid. */
            jobUid: string;

            /** StatusResponse jobName. */
            jobName: string;

            /** StatusResponse state. */
            state: elastune.v1.JobState;

            /** StatusResponse generation. */
            generation: number;

            /** StatusResponse worldSize. */
            worldSize: number;

            /** StatusResponse paused. */
            paused: boolean;

            /** StatusResponse wanted. */
            wanted: string;

            /** StatusResponse workers. */
            workers: elastune.v1.WorkerStatus.$Properties[];

            /** StatusResponse stepJson. */
            stepJson: string;

            /** StatusResponse reason. */
            reason: string;

            /** StatusResponse replicas. */
            replicas: number;

            /** StatusResponse leader. */
            leader: string;

            /** StatusResponse fencingToken. */
            fencingToken: number;

            /**
             * Creates a new StatusResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StatusResponse instance
             */
            static create(properties: elastune.v1.StatusResponse.$Shape): elastune.v1.StatusResponse & elastune.v1.StatusResponse.$Shape;
            static create(properties?: elastune.v1.StatusResponse.$Properties): elastune.v1.StatusResponse;

            /**
             * Encodes the specified StatusResponse message. Does not implicitly {@link elastune.v1.StatusResponse.verify|verify} messages.
             * @param message StatusResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.StatusResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatusResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.StatusResponse & elastune.v1.StatusResponse.$Shape} StatusResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.StatusResponse & elastune.v1.StatusResponse.$Shape;
        }

        namespace StatusResponse {

            /** Properties of a StatusResponse. */
            interface $Properties {

                /** StatusResponse jobUid */
                jobUid?: (string|null);

                /** StatusResponse jobName */
                jobName?: (string|null);

                /** StatusResponse state */
                state?: (elastune.v1.JobState|null);

                /** StatusResponse generation */
                generation?: (number|null);

                /** StatusResponse worldSize */
                worldSize?: (number|null);

                /** StatusResponse paused */
                paused?: (boolean|null);

                /** StatusResponse wanted */
                wanted?: (string|null);

                /** StatusResponse workers */
                workers?: (elastune.v1.WorkerStatus.$Properties[]|null);

                /** StatusResponse stepJson */
                stepJson?: (string|null);

                /** StatusResponse reason */
                reason?: (string|null);

                /** StatusResponse replicas */
                replicas?: (number|null);

                /** StatusResponse leader */
                leader?: (string|null);

                /** StatusResponse fencingToken */
                fencingToken?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusResponse. */
            type $Shape = elastune.v1.StatusResponse.$Properties;
        }

        /**
         * Properties of a WorkerStatus.
         * @deprecated Use elastune.v1.WorkerStatus.$Properties instead.
         */
        interface IWorkerStatus extends elastune.v1.WorkerStatus.$Properties {
        }

        /** Represents a WorkerStatus. */
        class WorkerStatus {

            /**
             * Constructs a new WorkerStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.WorkerStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WorkerStatus workerId. */
            workerId: string;

            /** WorkerStatus host. */
            host: string;

            /** WorkerStatus pid. */
            pid: number;

            /** WorkerStatus device. */
            device: string;

            /** WorkerStatus ready. */
            ready: boolean;

            /** WorkerStatus rank. */
            rank?: (number|null);

            /**
             * Creates a new WorkerStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WorkerStatus instance
             */
            static create(properties: elastune.v1.WorkerStatus.$Shape): elastune.v1.WorkerStatus & elastune.v1.WorkerStatus.$Shape;
            static create(properties?: elastune.v1.WorkerStatus.$Properties): elastune.v1.WorkerStatus;

            /**
             * Encodes the specified WorkerStatus message. Does not implicitly {@link elastune.v1.WorkerStatus.verify|verify} messages.
             * @param message WorkerStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.WorkerStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WorkerStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.WorkerStatus & elastune.v1.WorkerStatus.$Shape} WorkerStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.WorkerStatus & elastune.v1.WorkerStatus.$Shape;
        }

        namespace WorkerStatus {

            /** Properties of a WorkerStatus. */
            interface $Properties {

                /** WorkerStatus workerId */
                workerId?: (string|null);

                /** WorkerStatus host */
                host?: (string|null);

                /** WorkerStatus pid */
                pid?: (number|null);

                /** WorkerStatus device */
                device?: (string|null);

                /** WorkerStatus ready */
                ready?: (boolean|null);

                /** WorkerStatus rank */
                rank?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WorkerStatus. */
            type $Shape = elastune.v1.WorkerStatus.$Properties;
        }

        /**
         * Properties of a ScaleRequest.
         * @deprecated Use elastune.v1.ScaleRequest.$Properties instead.
         */
        interface IScaleRequest extends elastune.v1.ScaleRequest.$Properties {
        }

        /** Represents a ScaleRequest. */
        class ScaleRequest {

            /**
             * Constructs a new ScaleRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ScaleRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScaleRequest replicas. */
            replicas: number;

            /**
             * Creates a new ScaleRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ScaleRequest instance
             */
            static create(properties: elastune.v1.ScaleRequest.$Shape): elastune.v1.ScaleRequest & elastune.v1.ScaleRequest.$Shape;
            static create(properties?: elastune.v1.ScaleRequest.$Properties): elastune.v1.ScaleRequest;

            /**
             * Encodes the specified ScaleRequest message. Does not implicitly {@link elastune.v1.ScaleRequest.verify|verify} messages.
             * @param message ScaleRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ScaleRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScaleRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ScaleRequest & elastune.v1.ScaleRequest.$Shape} ScaleRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ScaleRequest & elastune.v1.ScaleRequest.$Shape;
        }

        namespace ScaleRequest {

            /** Properties of a ScaleRequest. */
            interface $Properties {

                /** ScaleRequest replicas */
                replicas?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScaleRequest. */
            type $Shape = elastune.v1.ScaleRequest.$Properties;
        }

        /**
         * Properties of a ScaleResponse.
         * @deprecated Use elastune.v1.ScaleResponse.$Properties instead.
         */
        interface IScaleResponse extends elastune.v1.ScaleResponse.$Properties {
        }

        /** Represents a ScaleResponse. */
        class ScaleResponse {

            /**
             * Constructs a new ScaleResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ScaleResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ScaleResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ScaleResponse instance
             */
            static create(properties: elastune.v1.ScaleResponse.$Shape): elastune.v1.ScaleResponse & elastune.v1.ScaleResponse.$Shape;
            static create(properties?: elastune.v1.ScaleResponse.$Properties): elastune.v1.ScaleResponse;

            /**
             * Encodes the specified ScaleResponse message. Does not implicitly {@link elastune.v1.ScaleResponse.verify|verify} messages.
             * @param message ScaleResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ScaleResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScaleResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ScaleResponse & elastune.v1.ScaleResponse.$Shape} ScaleResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ScaleResponse & elastune.v1.ScaleResponse.$Shape;
        }

        namespace ScaleResponse {

            /** Properties of a ScaleResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScaleResponse. */
            type $Shape = elastune.v1.ScaleResponse.$Properties;
        }

        /**
         * Properties of a PauseRequest.
         * @deprecated Use elastune.v1.PauseRequest.$Properties instead.
         */
        interface IPauseRequest extends elastune.v1.PauseRequest.$Properties {
        }

        /** Represents a PauseRequest. */
        class PauseRequest {

            /**
             * Constructs a new PauseRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.PauseRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new PauseRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PauseRequest instance
             */
            static create(properties: elastune.v1.PauseRequest.$Shape): elastune.v1.PauseRequest & elastune.v1.PauseRequest.$Shape;
            static create(properties?: elastune.v1.PauseRequest.$Properties): elastune.v1.PauseRequest;

            /**
             * Encodes the specified PauseRequest message. Does not implicitly {@link elastune.v1.PauseRequest.verify|verify} messages.
             * @param message PauseRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.PauseRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PauseRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.PauseRequest & elastune.v1.PauseRequest.$Shape} PauseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.PauseRequest & elastune.v1.PauseRequest.$Shape;
        }

        namespace PauseRequest {

            /** Properties of a PauseRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PauseRequest. */
            type $Shape = elastune.v1.PauseRequest.$Properties;
        }

        /**
         * Properties of a PauseResponse.
         * @deprecated Use elastune.v1.PauseResponse.$Properties instead.
         */
        interface IPauseResponse extends elastune.v1.PauseResponse.$Properties {
        }

        /** Represents a PauseResponse. */
        class PauseResponse {

            /**
             * Constructs a new PauseResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.PauseResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new PauseResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PauseResponse instance
             */
            static create(properties: elastune.v1.PauseResponse.$Shape): elastune.v1.PauseResponse & elastune.v1.PauseResponse.$Shape;
            static create(properties?: elastune.v1.PauseResponse.$Properties): elastune.v1.PauseResponse;

            /**
             * Encodes the specified PauseResponse message. Does not implicitly {@link elastune.v1.PauseResponse.verify|verify} messages.
             * @param message PauseResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.PauseResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PauseResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.PauseResponse & elastune.v1.PauseResponse.$Shape} PauseResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.PauseResponse & elastune.v1.PauseResponse.$Shape;
        }

        namespace PauseResponse {

            /** Properties of a PauseResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PauseResponse. */
            type $Shape = elastune.v1.PauseResponse.$Properties;
        }

        /**
         * Properties of a ResumeRequest.
         * @deprecated Use elastune.v1.ResumeRequest.$Properties instead.
         */
        interface IResumeRequest extends elastune.v1.ResumeRequest.$Properties {
        }

        /** Represents a ResumeRequest. */
        class ResumeRequest {

            /**
             * Constructs a new ResumeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ResumeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ResumeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResumeRequest instance
             */
            static create(properties: elastune.v1.ResumeRequest.$Shape): elastune.v1.ResumeRequest & elastune.v1.ResumeRequest.$Shape;
            static create(properties?: elastune.v1.ResumeRequest.$Properties): elastune.v1.ResumeRequest;

            /**
             * Encodes the specified ResumeRequest message. Does not implicitly {@link elastune.v1.ResumeRequest.verify|verify} messages.
             * @param message ResumeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ResumeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResumeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ResumeRequest & elastune.v1.ResumeRequest.$Shape} ResumeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ResumeRequest & elastune.v1.ResumeRequest.$Shape;
        }

        namespace ResumeRequest {

            /** Properties of a ResumeRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResumeRequest. */
            type $Shape = elastune.v1.ResumeRequest.$Properties;
        }

        /**
         * Properties of a ResumeResponse.
         * @deprecated Use elastune.v1.ResumeResponse.$Properties instead.
         */
        interface IResumeResponse extends elastune.v1.ResumeResponse.$Properties {
        }

        /** Represents a ResumeResponse. */
        class ResumeResponse {

            /**
             * Constructs a new ResumeResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ResumeResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ResumeResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResumeResponse instance
             */
            static create(properties: elastune.v1.ResumeResponse.$Shape): elastune.v1.ResumeResponse & elastune.v1.ResumeResponse.$Shape;
            static create(properties?: elastune.v1.ResumeResponse.$Properties): elastune.v1.ResumeResponse;

            /**
             * Encodes the specified ResumeResponse message. Does not implicitly {@link elastune.v1.ResumeResponse.verify|verify} messages.
             * @param message ResumeResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ResumeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResumeResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ResumeResponse & elastune.v1.ResumeResponse.$Shape} ResumeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ResumeResponse & elastune.v1.ResumeResponse.$Shape;
        }

        namespace ResumeResponse {

            /** Properties of a ResumeResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResumeResponse. */
            type $Shape = elastune.v1.ResumeResponse.$Properties;
        }

        /**
         * Properties of a StopRequest.
         * @deprecated Use elastune.v1.StopRequest.$Properties instead.
         */
        interface IStopRequest extends elastune.v1.StopRequest.$Properties {
        }

        /** Represents a StopRequest. */
        class StopRequest {

            /**
             * Constructs a new StopRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.StopRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new StopRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StopRequest instance
             */
            static create(properties: elastune.v1.StopRequest.$Shape): elastune.v1.StopRequest & elastune.v1.StopRequest.$Shape;
            static create(properties?: elastune.v1.StopRequest.$Properties): elastune.v1.StopRequest;

            /**
             * Encodes the specified StopRequest message. Does not implicitly {@link elastune.v1.StopRequest.verify|verify} messages.
             * @param message StopRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.StopRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StopRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.StopRequest & elastune.v1.StopRequest.$Shape} StopRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.StopRequest & elastune.v1.StopRequest.$Shape;
        }

        namespace StopRequest {

            /** Properties of a StopRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StopRequest. */
            type $Shape = elastune.v1.StopRequest.$Properties;
        }

        /**
         * Properties of a StopResponse.
         * @deprecated Use elastune.v1.StopResponse.$Properties instead.
         */
        interface IStopResponse extends elastune.v1.StopResponse.$Properties {
        }

        /** Represents a StopResponse. */
        class StopResponse {

            /**
             * Constructs a new StopResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.StopResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new StopResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StopResponse instance
             */
            static create(properties: elastune.v1.StopResponse.$Shape): elastune.v1.StopResponse & elastune.v1.StopResponse.$Shape;
            static create(properties?: elastune.v1.StopResponse.$Properties): elastune.v1.StopResponse;

            /**
             * Encodes the specified StopResponse message. Does not implicitly {@link elastune.v1.StopResponse.verify|verify} messages.
             * @param message StopResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.StopResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StopResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.StopResponse & elastune.v1.StopResponse.$Shape} StopResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.StopResponse & elastune.v1.StopResponse.$Shape;
        }

        namespace StopResponse {

            /** Properties of a StopResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StopResponse. */
            type $Shape = elastune.v1.StopResponse.$Properties;
        }

        /**
         * Properties of a HaltRequest.
         * @deprecated Use elastune.v1.HaltRequest.$Properties instead.
         */
        interface IHaltRequest extends elastune.v1.HaltRequest.$Properties {
        }

        /** Represents a HaltRequest. */
        class HaltRequest {

            /**
             * Constructs a new HaltRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.HaltRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new HaltRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HaltRequest instance
             */
            static create(properties: elastune.v1.HaltRequest.$Shape): elastune.v1.HaltRequest & elastune.v1.HaltRequest.$Shape;
            static create(properties?: elastune.v1.HaltRequest.$Properties): elastune.v1.HaltRequest;

            /**
             * Encodes the specified HaltRequest message. Does not implicitly {@link elastune.v1.HaltRequest.verify|verify} messages.
             * @param message HaltRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.HaltRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HaltRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.HaltRequest & elastune.v1.HaltRequest.$Shape} HaltRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.HaltRequest & elastune.v1.HaltRequest.$Shape;
        }

        namespace HaltRequest {

            /** Properties of a HaltRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HaltRequest. */
            type $Shape = elastune.v1.HaltRequest.$Properties;
        }

        /**
         * Properties of a HaltResponse.
         * @deprecated Use elastune.v1.HaltResponse.$Properties instead.
         */
        interface IHaltResponse extends elastune.v1.HaltResponse.$Properties {
        }

        /** Represents a HaltResponse. */
        class HaltResponse {

            /**
             * Constructs a new HaltResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.HaltResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new HaltResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HaltResponse instance
             */
            static create(properties: elastune.v1.HaltResponse.$Shape): elastune.v1.HaltResponse & elastune.v1.HaltResponse.$Shape;
            static create(properties?: elastune.v1.HaltResponse.$Properties): elastune.v1.HaltResponse;

            /**
             * Encodes the specified HaltResponse message. Does not implicitly {@link elastune.v1.HaltResponse.verify|verify} messages.
             * @param message HaltResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.HaltResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HaltResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.HaltResponse & elastune.v1.HaltResponse.$Shape} HaltResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.HaltResponse & elastune.v1.HaltResponse.$Shape;
        }

        namespace HaltResponse {

            /** Properties of a HaltResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HaltResponse. */
            type $Shape = elastune.v1.HaltResponse.$Properties;
        }

        /**
         * Properties of an ExitedRequest.
         * @deprecated Use elastune.v1.ExitedRequest.$Properties instead.
         */
        interface IExitedRequest extends elastune.v1.ExitedRequest.$Properties {
        }

        /** Represents an ExitedRequest. */
        class ExitedRequest {

            /**
             * Constructs a new ExitedRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ExitedRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExitedRequest host. */
            host: string;

            /** ExitedRequest pid. */
            pid: number;

            /** ExitedRequest reason. */
            reason: string;

            /**
             * Creates a new ExitedRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExitedRequest instance
             */
            static create(properties: elastune.v1.ExitedRequest.$Shape): elastune.v1.ExitedRequest & elastune.v1.ExitedRequest.$Shape;
            static create(properties?: elastune.v1.ExitedRequest.$Properties): elastune.v1.ExitedRequest;

            /**
             * Encodes the specified ExitedRequest message. Does not implicitly {@link elastune.v1.ExitedRequest.verify|verify} messages.
             * @param message ExitedRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ExitedRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExitedRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ExitedRequest & elastune.v1.ExitedRequest.$Shape} ExitedRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ExitedRequest & elastune.v1.ExitedRequest.$Shape;
        }

        namespace ExitedRequest {

            /** Properties of an ExitedRequest. */
            interface $Properties {

                /** ExitedRequest host */
                host?: (string|null);

                /** ExitedRequest pid */
                pid?: (number|null);

                /** ExitedRequest reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExitedRequest. */
            type $Shape = elastune.v1.ExitedRequest.$Properties;
        }

        /**
         * Properties of an ExitedResponse.
         * @deprecated Use elastune.v1.ExitedResponse.$Properties instead.
         */
        interface IExitedResponse extends elastune.v1.ExitedResponse.$Properties {
        }

        /** Represents an ExitedResponse. */
        class ExitedResponse {

            /**
             * Constructs a new ExitedResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ExitedResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ExitedResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExitedResponse instance
             */
            static create(properties: elastune.v1.ExitedResponse.$Shape): elastune.v1.ExitedResponse & elastune.v1.ExitedResponse.$Shape;
            static create(properties?: elastune.v1.ExitedResponse.$Properties): elastune.v1.ExitedResponse;

            /**
             * Encodes the specified ExitedResponse message. Does not implicitly {@link elastune.v1.ExitedResponse.verify|verify} messages.
             * @param message ExitedResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ExitedResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExitedResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ExitedResponse & elastune.v1.ExitedResponse.$Shape} ExitedResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ExitedResponse & elastune.v1.ExitedResponse.$Shape;
        }

        namespace ExitedResponse {

            /** Properties of an ExitedResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExitedResponse. */
            type $Shape = elastune.v1.ExitedResponse.$Properties;
        }

        /**
         * Properties of an EventsRequest.
         * @deprecated Use elastune.v1.EventsRequest.$Properties instead.
         */
        interface IEventsRequest extends elastune.v1.EventsRequest.$Properties {
        }

        /** Represents an EventsRequest. */
        class EventsRequest {

            /**
             * Constructs a new EventsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.EventsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EventsRequest from. */
            from: number;

            /**
             * Creates a new EventsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EventsRequest instance
             */
            static create(properties: elastune.v1.EventsRequest.$Shape): elastune.v1.EventsRequest & elastune.v1.EventsRequest.$Shape;
            static create(properties?: elastune.v1.EventsRequest.$Properties): elastune.v1.EventsRequest;

            /**
             * Encodes the specified EventsRequest message. Does not implicitly {@link elastune.v1.EventsRequest.verify|verify} messages.
             * @param message EventsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.EventsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EventsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.EventsRequest & elastune.v1.EventsRequest.$Shape} EventsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.EventsRequest & elastune.v1.EventsRequest.$Shape;
        }

        namespace EventsRequest {

            /** Properties of an EventsRequest. */
            interface $Properties {

                /** EventsRequest from */
                from?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EventsRequest. */
            type $Shape = elastune.v1.EventsRequest.$Properties;
        }

        /**
         * Properties of an EventsResponse.
         * @deprecated Use elastune.v1.EventsResponse.$Properties instead.
         */
        interface IEventsResponse extends elastune.v1.EventsResponse.$Properties {
        }

        /** Represents an EventsResponse. */
        class EventsResponse {

            /**
             * Constructs a new EventsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.EventsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EventsResponse sequence. */
            sequence: number;

            /** EventsResponse eventJson. */
            eventJson: string;

            /**
             * Creates a new EventsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EventsResponse instance
             */
            static create(properties: elastune.v1.EventsResponse.$Shape): elastune.v1.EventsResponse & elastune.v1.EventsResponse.$Shape;
            static create(properties?: elastune.v1.EventsResponse.$Properties): elastune.v1.EventsResponse;

            /**
             * Encodes the specified EventsResponse message. Does not implicitly {@link elastune.v1.EventsResponse.verify|verify} messages.
             * @param message EventsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.EventsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EventsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.EventsResponse & elastune.v1.EventsResponse.$Shape} EventsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.EventsResponse & elastune.v1.EventsResponse.$Shape;
        }

        namespace EventsResponse {

            /** Properties of an EventsResponse. */
            interface $Properties {

                /** EventsResponse sequence */
                sequence?: (number|null);

                /** EventsResponse eventJson */
                eventJson?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EventsResponse. */
            type $Shape = elastune.v1.EventsResponse.$Properties;
        }

        /** Represents a CoordinatorService */
        class CoordinatorService extends $protobuf.rpc.Service {

            /**
             * Constructs a new CoordinatorService service.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             */
            constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

            /**
             * Creates new CoordinatorService service using the specified rpc implementation.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             * @returns RPC service. Useful where requests and/or responses are streamed.
             */
            static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): CoordinatorService;

            /** Calls Register. */
            register: elastune.v1.CoordinatorService.Register;

            /** Calls Session. */
            session: elastune.v1.CoordinatorService.Session;

            /** Calls Report. */
            report: elastune.v1.CoordinatorService.Report;

            /** Calls Publish. */
            publish: elastune.v1.CoordinatorService.Publish;
        }

        namespace CoordinatorService {

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#register}.
             * @param error Error, if any
             * @param [response] RegisterResponse
             */
            type RegisterCallback = (error: (Error|null), response?: elastune.v1.RegisterResponse) => void;

            /** Calls Register. */
            type Register = {
              (request: elastune.v1.IRegisterRequest, callback: elastune.v1.CoordinatorService.RegisterCallback): void;
              (request: elastune.v1.IRegisterRequest): Promise<elastune.v1.RegisterResponse>;
              readonly name: "Register";
              readonly path: "/elastune.v1.CoordinatorService/Register";
              readonly requestType: "RegisterRequest";
              readonly responseType: "RegisterResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#session}.
             * @param error Error, if any
             * @param [response] SessionResponse
             */
            type SessionCallback = (error: (Error|null), response?: elastune.v1.SessionResponse) => void;

            /** Calls Session. */
            type Session = {
              (request: elastune.v1.ISessionRequest, callback: elastune.v1.CoordinatorService.SessionCallback): void;
              (request: elastune.v1.ISessionRequest): Promise<elastune.v1.SessionResponse>;
              readonly name: "Session";
              readonly path: "/elastune.v1.CoordinatorService/Session";
              readonly requestType: "SessionRequest";
              readonly responseType: "SessionResponse";
              readonly requestStream: true;
              readonly responseStream: true;
            };

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#report}.
             * @param error Error, if any
             * @param [response] ReportResponse
             */
            type ReportCallback = (error: (Error|null), response?: elastune.v1.ReportResponse) => void;

            /** Calls Report. */
            type Report = {
              (request: elastune.v1.IReportRequest, callback: elastune.v1.CoordinatorService.ReportCallback): void;
              (request: elastune.v1.IReportRequest): Promise<elastune.v1.ReportResponse>;
              readonly name: "Report";
              readonly path: "/elastune.v1.CoordinatorService/Report";
              readonly requestType: "ReportRequest";
              readonly responseType: "ReportResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#publish}.
             * @param error Error, if any
             * @param [response] PublishResponse
             */
            type PublishCallback = (error: (Error|null), response?: elastune.v1.PublishResponse) => void;

            /** Calls Publish. */
            type Publish = {
              (request: elastune.v1.IPublishRequest, callback: elastune.v1.CoordinatorService.PublishCallback): void;
              (request: elastune.v1.IPublishRequest): Promise<elastune.v1.PublishResponse>;
              readonly name: "Publish";
              readonly path: "/elastune.v1.CoordinatorService/Publish";
              readonly requestType: "PublishRequest";
              readonly responseType: "PublishResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };
        }

        /**
         * Properties of a RegisterRequest.
         * @deprecated Use elastune.v1.RegisterRequest.$Properties instead.
         */
        interface IRegisterRequest extends elastune.v1.RegisterRequest.$Properties {
        }

        /** Represents a RegisterRequest. */
        class RegisterRequest {

            /**
             * Constructs a new RegisterRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.RegisterRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RegisterRequest protocolVersion. */
            protocolVersion: number;

            /** RegisterRequest jobHash. */
            jobHash: string;

            /** RegisterRequest host. */
            host: string;

            /** RegisterRequest pid. */
            pid: number;

            /** RegisterRequest attemptId. */
            attemptId: string;

            /**
             * Creates a new RegisterRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RegisterRequest instance
             */
            static create(properties: elastune.v1.RegisterRequest.$Shape): elastune.v1.RegisterRequest & elastune.v1.RegisterRequest.$Shape;
            static create(properties?: elastune.v1.RegisterRequest.$Properties): elastune.v1.RegisterRequest;

            /**
             * Encodes the specified RegisterRequest message. Does not implicitly {@link elastune.v1.RegisterRequest.verify|verify} messages.
             * @param message RegisterRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.RegisterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RegisterRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.RegisterRequest & elastune.v1.RegisterRequest.$Shape} RegisterRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.RegisterRequest & elastune.v1.RegisterRequest.$Shape;
        }

        namespace RegisterRequest {

            /** Properties of a RegisterRequest. */
            interface $Properties {

                /** RegisterRequest protocolVersion */
                protocolVersion?: (number|null);

                /** RegisterRequest jobHash */
                jobHash?: (string|null);

                /** RegisterRequest host */
                host?: (string|null);

                /** RegisterRequest pid */
                pid?: (number|null);

                /** RegisterRequest attemptId */
                attemptId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RegisterRequest. */
            type $Shape = elastune.v1.RegisterRequest.$Properties;
        }

        /**
         * Properties of a RegisterResponse.
         * @deprecated Use elastune.v1.RegisterResponse.$Properties instead.
         */
        interface IRegisterResponse extends elastune.v1.RegisterResponse.$Properties {
        }

        /** Represents a RegisterResponse. */
        class RegisterResponse {

            /**
             * Constructs a new RegisterResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.RegisterResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RegisterResponse workerId. */
            workerId: string;

            /** RegisterResponse jobUid. */
            jobUid: string;

            /** RegisterResponse jobName. */
            jobName: string;

            /** RegisterResponse jobText. */
            jobText: string;

            /** RegisterResponse jobHash. */
            jobHash: string;

            /** RegisterResponse settingsJson. */
            settingsJson: string;

            /** RegisterResponse fencingToken. */
            fencingToken: number;

            /**
             * Creates a new RegisterResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RegisterResponse instance
             */
            static create(properties: elastune.v1.RegisterResponse.$Shape): elastune.v1.RegisterResponse & elastune.v1.RegisterResponse.$Shape;
            static create(properties?: elastune.v1.RegisterResponse.$Properties): elastune.v1.RegisterResponse;

            /**
             * Encodes the specified RegisterResponse message. Does not implicitly {@link elastune.v1.RegisterResponse.verify|verify} messages.
             * @param message RegisterResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.RegisterResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RegisterResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.RegisterResponse & elastune.v1.RegisterResponse.$Shape} RegisterResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.RegisterResponse & elastune.v1.RegisterResponse.$Shape;
        }

        namespace RegisterResponse {

            /** Properties of a RegisterResponse. */
            interface $Properties {

                /** RegisterResponse workerId */
                workerId?: (string|null);

                /** RegisterResponse jobUid */
                jobUid?: (string|null);

                /** RegisterResponse jobName */
                jobName?: (string|null);

                /** RegisterResponse jobText */
                jobText?: (string|null);

                /** RegisterResponse jobHash */
                jobHash?: (string|null);

                /** RegisterResponse settingsJson */
                settingsJson?: (string|null);

                /** RegisterResponse fencingToken */
                fencingToken?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RegisterResponse. */
            type $Shape = elastune.v1.RegisterResponse.$Properties;
        }

        /**
         * Properties of a SessionRequest.
         * @deprecated Use elastune.v1.SessionRequest.$Properties instead.
         */
        interface ISessionRequest extends elastune.v1.SessionRequest.$Properties {
        }

        /** Represents a SessionRequest. */
        class SessionRequest {

            /**
             * Constructs a new SessionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.SessionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SessionRequest hello. */
            hello?: (elastune.v1.Hello.$Properties|null);

            /** SessionRequest heartbeat. */
            heartbeat?: (elastune.v1.Heartbeat.$Properties|null);

            /** SessionRequest ready. */
            ready?: (elastune.v1.Ready.$Properties|null);

            /** SessionRequest report. */
            report?: (elastune.v1.GenerationReport.$Properties|null);

            /** SessionRequest leaving. */
            leaving?: (elastune.v1.Leaving.$Properties|null);

            /** SessionRequest run. */
            run?: (elastune.v1.Run.$Properties|null);

            /** SessionRequest drain. */
            drain?: (elastune.v1.Drain.$Properties|null);

            /** SessionRequest peerLost. */
            peerLost?: (elastune.v1.PeerLost.$Properties|null);

            /** SessionRequest diverged. */
            diverged?: (elastune.v1.Diverged.$Properties|null);

            /** SessionRequest wrongNumbers. */
            wrongNumbers?: (elastune.v1.WrongNumbers.$Properties|null);

            /** SessionRequest message. */
            message?: ("hello"|"heartbeat"|"ready"|"report"|"leaving"|"run"|"drain"|"peerLost"|"diverged"|"wrongNumbers");

            /**
             * Creates a new SessionRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SessionRequest instance
             */
            static create(properties: elastune.v1.SessionRequest.$Shape): elastune.v1.SessionRequest & elastune.v1.SessionRequest.$Shape;
            static create(properties?: elastune.v1.SessionRequest.$Properties): elastune.v1.SessionRequest;

            /**
             * Encodes the specified SessionRequest message. Does not implicitly {@link elastune.v1.SessionRequest.verify|verify} messages.
             * @param message SessionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.SessionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SessionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.SessionRequest & elastune.v1.SessionRequest.$Shape} SessionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.SessionRequest & elastune.v1.SessionRequest.$Shape;
        }

        namespace SessionRequest {

            /** Properties of a SessionRequest. */
            interface $Properties {

                /** SessionRequest hello */
                hello?: (elastune.v1.Hello.$Properties|null);

                /** SessionRequest heartbeat */
                heartbeat?: (elastune.v1.Heartbeat.$Properties|null);

                /** SessionRequest ready */
                ready?: (elastune.v1.Ready.$Properties|null);

                /** SessionRequest report */
                report?: (elastune.v1.GenerationReport.$Properties|null);

                /** SessionRequest leaving */
                leaving?: (elastune.v1.Leaving.$Properties|null);

                /** SessionRequest run */
                run?: (elastune.v1.Run.$Properties|null);

                /** SessionRequest drain */
                drain?: (elastune.v1.Drain.$Properties|null);

                /** SessionRequest peerLost */
                peerLost?: (elastune.v1.PeerLost.$Properties|null);

                /** SessionRequest diverged */
                diverged?: (elastune.v1.Diverged.$Properties|null);

                /** SessionRequest wrongNumbers */
                wrongNumbers?: (elastune.v1.WrongNumbers.$Properties|null);

                /** SessionRequest message */
                message?: ("hello"|"heartbeat"|"ready"|"report"|"leaving"|"run"|"drain"|"peerLost"|"diverged"|"wrongNumbers");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SessionRequest. */
            type $Shape = {
              hello?: elastune.v1.Hello.$Shape|null;
              heartbeat?: elastune.v1.Heartbeat.$Shape|null;
              ready?: elastune.v1.Ready.$Shape|null;
              report?: elastune.v1.GenerationReport.$Shape|null;
              leaving?: elastune.v1.Leaving.$Shape|null;
              run?: elastune.v1.Run.$Shape|null;
              drain?: elastune.v1.Drain.$Shape|null;
              peerLost?: elastune.v1.PeerLost.$Shape|null;
              diverged?: elastune.v1.Diverged.$Shape|null;
              wrongNumbers?: elastune.v1.WrongNumbers.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "hello"; hello: elastune.v1.Hello.$Shape; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "heartbeat"; hello?: null; heartbeat: elastune.v1.Heartbeat.$Shape; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "ready"; hello?: null; heartbeat?: null; ready: elastune.v1.Ready.$Shape; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "report"; hello?: null; heartbeat?: null; ready?: null; report: elastune.v1.GenerationReport.$Shape; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "leaving"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving: elastune.v1.Leaving.$Shape; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "run"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run: elastune.v1.Run.$Shape; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "drain"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain: elastune.v1.Drain.$Shape; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "peerLost"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost: elastune.v1.PeerLost.$Shape; diverged?: null; wrongNumbers?: null }|{ message?: "diverged"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged: elastune.v1.Diverged.$Shape; wrongNumbers?: null }|{ message?: "wrongNumbers"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers: elastune.v1.WrongNumbers.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use elastune.v1.Hello.$Properties instead.
         */
        interface IHello extends elastune.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello workerId. */
            workerId: string;

            /** Hello startedGeneration. */
            startedGeneration: number;

            /** Hello planHash. */
            planHash: string;

            /**
             * Creates a new Hello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hello instance
             */
            static create(properties: elastune.v1.Hello.$Shape): elastune.v1.Hello & elastune.v1.Hello.$Shape;
            static create(properties?: elastune.v1.Hello.$Properties): elastune.v1.Hello;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link elastune.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Hello & elastune.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Hello & elastune.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello workerId */
                workerId?: (string|null);

                /** Hello startedGeneration */
                startedGeneration?: (number|null);

                /** Hello planHash */
                planHash?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = elastune.v1.Hello.$Properties;
        }

        /**
         * Properties of a Heartbeat.
         * @deprecated Use elastune.v1.Heartbeat.$Properties instead.
         */
        interface IHeartbeat extends elastune.v1.Heartbeat.$Properties {
        }

        /** Represents a Heartbeat. */
        class Heartbeat {

            /**
             * Constructs a new Heartbeat.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Heartbeat.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Heartbeat sequence. */
            sequence: number;

            /** Heartbeat microBatchesPerSecond. */
            microBatchesPerSecond: number;

            /**
             * Creates a new Heartbeat instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Heartbeat instance
             */
            static create(properties: elastune.v1.Heartbeat.$Shape): elastune.v1.Heartbeat & elastune.v1.Heartbeat.$Shape;
            static create(properties?: elastune.v1.Heartbeat.$Properties): elastune.v1.Heartbeat;

            /**
             * Encodes the specified Heartbeat message. Does not implicitly {@link elastune.v1.Heartbeat.verify|verify} messages.
             * @param message Heartbeat message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Heartbeat message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Heartbeat & elastune.v1.Heartbeat.$Shape} Heartbeat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Heartbeat & elastune.v1.Heartbeat.$Shape;
        }

        namespace Heartbeat {

            /** Properties of a Heartbeat. */
            interface $Properties {

                /** Heartbeat sequence */
                sequence?: (number|null);

                /** Heartbeat microBatchesPerSecond */
                microBatchesPerSecond?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Heartbeat. */
            type $Shape = elastune.v1.Heartbeat.$Properties;
        }

        /**
         * Properties of a Ready.
         * @deprecated Use elastune.v1.Ready.$Properties instead.
         */
        interface IReady extends elastune.v1.Ready.$Properties {
        }

        /** Represents a Ready. */
        class Ready {

            /**
             * Constructs a new Ready.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Ready.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ready linkAddress. */
            linkAddress: string;

            /** Ready device. */
            device: string;

            /** Ready numericsJson. */
            numericsJson: string;

            /**
             * Creates a new Ready instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ready instance
             */
            static create(properties: elastune.v1.Ready.$Shape): elastune.v1.Ready & elastune.v1.Ready.$Shape;
            static create(properties?: elastune.v1.Ready.$Properties): elastune.v1.Ready;

            /**
             * Encodes the specified Ready message. Does not implicitly {@link elastune.v1.Ready.verify|verify} messages.
             * @param message Ready message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Ready.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ready message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Ready & elastune.v1.Ready.$Shape} Ready
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Ready & elastune.v1.Ready.$Shape;
        }

        namespace Ready {

            /** Properties of a Ready. */
            interface $Properties {

                /** Ready linkAddress */
                linkAddress?: (string|null);

                /** Ready device */
                device?: (string|null);

                /** Ready numericsJson */
                numericsJson?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ready. */
            type $Shape = elastune.v1.Ready.$Properties;
        }

        /**
         * Properties of a MicroBatchRange.
         * @deprecated Use elastune.v1.MicroBatchRange.$Properties instead.
         */
        interface IMicroBatchRange extends elastune.v1.MicroBatchRange.$Properties {
        }

        /** Represents a MicroBatchRange. */
        class MicroBatchRange {

            /**
             * Constructs a new MicroBatchRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.MicroBatchRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MicroBatchRange lo. */
            lo: number;

            /** MicroBatchRange hi. */
            hi: number;

            /**
             * Creates a new MicroBatchRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MicroBatchRange instance
             */
            static create(properties: elastune.v1.MicroBatchRange.$Shape): elastune.v1.MicroBatchRange & elastune.v1.MicroBatchRange.$Shape;
            static create(properties?: elastune.v1.MicroBatchRange.$Properties): elastune.v1.MicroBatchRange;

            /**
             * Encodes the specified MicroBatchRange message. Does not implicitly {@link elastune.v1.MicroBatchRange.verify|verify} messages.
             * @param message MicroBatchRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.MicroBatchRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MicroBatchRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.MicroBatchRange & elastune.v1.MicroBatchRange.$Shape} MicroBatchRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.MicroBatchRange & elastune.v1.MicroBatchRange.$Shape;
        }

        namespace MicroBatchRange {

            /** Properties of a MicroBatchRange. */
            interface $Properties {

                /** MicroBatchRange lo */
                lo?: (number|null);

                /** MicroBatchRange hi */
                hi?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MicroBatchRange. */
            type $Shape = elastune.v1.MicroBatchRange.$Properties;
        }

        /**
         * Properties of a GenerationReport.
         * @deprecated Use elastune.v1.GenerationReport.$Properties instead.
         */
        interface IGenerationReport extends elastune.v1.GenerationReport.$Properties {
        }

        /** Represents a GenerationReport. */
        class GenerationReport {

            /**
             * Constructs a new GenerationReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.GenerationReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GenerationReport generation. */
            generation: number;

            /** GenerationReport round. */
            round: number;

            /** GenerationReport stateHash. */
            stateHash: string;

            /** GenerationReport fresh. */
            fresh: boolean;

            /** GenerationReport leaves. */
            leaves: number;

            /** GenerationReport held. */
            held: elastune.v1.MicroBatchRange.$Properties[];

            /** GenerationReport placed. */
            placed: number;

            /**
             * Creates a new GenerationReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GenerationReport instance
             */
            static create(properties: elastune.v1.GenerationReport.$Shape): elastune.v1.GenerationReport & elastune.v1.GenerationReport.$Shape;
            static create(properties?: elastune.v1.GenerationReport.$Properties): elastune.v1.GenerationReport;

            /**
             * Encodes the specified GenerationReport message. Does not implicitly {@link elastune.v1.GenerationReport.verify|verify} messages.
             * @param message GenerationReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.GenerationReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GenerationReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.GenerationReport & elastune.v1.GenerationReport.$Shape} GenerationReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.GenerationReport & elastune.v1.GenerationReport.$Shape;
        }

        namespace GenerationReport {

            /** Properties of a GenerationReport. */
            interface $Properties {

                /** GenerationReport generation */
                generation?: (number|null);

                /** GenerationReport round */
                round?: (number|null);

                /** GenerationReport stateHash */
                stateHash?: (string|null);

                /** GenerationReport fresh */
                fresh?: (boolean|null);

                /** GenerationReport leaves */
                leaves?: (number|null);

                /** GenerationReport held */
                held?: (elastune.v1.MicroBatchRange.$Properties[]|null);

                /** GenerationReport placed */
                placed?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GenerationReport. */
            type $Shape = elastune.v1.GenerationReport.$Properties;
        }

        /**
         * Properties of a Run.
         * @deprecated Use elastune.v1.Run.$Properties instead.
         */
        interface IRun extends elastune.v1.Run.$Properties {
        }

        /** Represents a Run. */
        class Run {

            /**
             * Constructs a new Run.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Run.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Run round. */
            round: number;

            /** Run lo. */
            lo: number;

            /** Run hi. */
            hi: number;

            /** Run done. */
            done: boolean;

            /** Run before. */
            before: elastune.v1.Run.$Properties[];

            /**
             * Creates a new Run instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Run instance
             */
            static create(properties: elastune.v1.Run.$Shape): elastune.v1.Run & elastune.v1.Run.$Shape;
            static create(properties?: elastune.v1.Run.$Properties): elastune.v1.Run;

            /**
             * Encodes the specified Run message. Does not implicitly {@link elastune.v1.Run.verify|verify} messages.
             * @param message Run message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Run.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Run message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Run & elastune.v1.Run.$Shape} Run
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Run & elastune.v1.Run.$Shape;
        }

        namespace Run {

            /** Properties of a Run. */
            interface $Properties {

                /** Run round */
                round?: (number|null);

                /** Run lo */
                lo?: (number|null);

                /** Run hi */
                hi?: (number|null);

                /** Run done */
                done?: (boolean|null);

                /** Run before */
                before?: (elastune.v1.Run.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Run. */
            type $Shape = elastune.v1.Run.$Properties;
        }

        /**
         * Properties of a Drain.
         * @deprecated Use elastune.v1.Drain.$Properties instead.
         */
        interface IDrain extends elastune.v1.Drain.$Properties {
        }

        /** Represents a Drain. */
        class Drain {

            /**
             * Constructs a new Drain.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Drain.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Drain reason. */
            reason: string;

            /**
             * Creates a new Drain instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Drain instance
             */
            static create(properties: elastune.v1.Drain.$Shape): elastune.v1.Drain & elastune.v1.Drain.$Shape;
            static create(properties?: elastune.v1.Drain.$Properties): elastune.v1.Drain;

            /**
             * Encodes the specified Drain message. Does not implicitly {@link elastune.v1.Drain.verify|verify} messages.
             * @param message Drain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Drain message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Drain & elastune.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Drain & elastune.v1.Drain.$Shape;
        }

        namespace Drain {

            /** Properties of a Drain. */
            interface $Properties {

                /** Drain reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Drain. */
            type $Shape = elastune.v1.Drain.$Properties;
        }

        /**
         * Properties of a Diverged.
         * @deprecated Use elastune.v1.Diverged.$Properties instead.
         */
        interface IDiverged extends elastune.v1.Diverged.$Properties {
        }

        /** Represents a Diverged. */
        class Diverged {

            /**
             * Constructs a new Diverged.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Diverged.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Diverged generation. */
            generation: number;

            /** Diverged reason. */
            reason: string;

            /**
             * Creates a new Diverged instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Diverged instance
             */
            static create(properties: elastune.v1.Diverged.$Shape): elastune.v1.Diverged & elastune.v1.Diverged.$Shape;
            static create(properties?: elastune.v1.Diverged.$Properties): elastune.v1.Diverged;

            /**
             * Encodes the specified Diverged message. Does not implicitly {@link elastune.v1.Diverged.verify|verify} messages.
             * @param message Diverged message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Diverged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Diverged message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Diverged & elastune.v1.Diverged.$Shape} Diverged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Diverged & elastune.v1.Diverged.$Shape;
        }

        namespace Diverged {

            /** Properties of a Diverged. */
            interface $Properties {

                /** Diverged generation */
                generation?: (number|null);

                /** Diverged reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Diverged. */
            type $Shape = elastune.v1.Diverged.$Properties;
        }

        /**
         * Properties of a WrongNumbers.
         * @deprecated Use elastune.v1.WrongNumbers.$Properties instead.
         */
        interface IWrongNumbers extends elastune.v1.WrongNumbers.$Properties {
        }

        /** Represents a WrongNumbers. */
        class WrongNumbers {

            /**
             * Constructs a new WrongNumbers.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.WrongNumbers.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WrongNumbers workerId. */
            workerId: string;

            /** WrongNumbers generation. */
            generation: number;

            /** WrongNumbers reason. */
            reason: string;

            /**
             * Creates a new WrongNumbers instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WrongNumbers instance
             */
            static create(properties: elastune.v1.WrongNumbers.$Shape): elastune.v1.WrongNumbers & elastune.v1.WrongNumbers.$Shape;
            static create(properties?: elastune.v1.WrongNumbers.$Properties): elastune.v1.WrongNumbers;

            /**
             * Encodes the specified WrongNumbers message. Does not implicitly {@link elastune.v1.WrongNumbers.verify|verify} messages.
             * @param message WrongNumbers message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.WrongNumbers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WrongNumbers message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.WrongNumbers & elastune.v1.WrongNumbers.$Shape} WrongNumbers
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.WrongNumbers & elastune.v1.WrongNumbers.$Shape;
        }

        namespace WrongNumbers {

            /** Properties of a WrongNumbers. */
            interface $Properties {

                /** WrongNumbers workerId */
                workerId?: (string|null);

                /** WrongNumbers generation */
                generation?: (number|null);

                /** WrongNumbers reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WrongNumbers. */
            type $Shape = elastune.v1.WrongNumbers.$Properties;
        }

        /**
         * Properties of a PeerLost.
         * @deprecated Use elastune.v1.PeerLost.$Properties instead.
         */
        interface IPeerLost extends elastune.v1.PeerLost.$Properties {
        }

        /** Represents a PeerLost. */
        class PeerLost {

            /**
             * Constructs a new PeerLost.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.PeerLost.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PeerLost workerId. */
            workerId: string;

            /** PeerLost generation. */
            generation: number;

            /**
             * Creates a new PeerLost instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PeerLost instance
             */
            static create(properties: elastune.v1.PeerLost.$Shape): elastune.v1.PeerLost & elastune.v1.PeerLost.$Shape;
            static create(properties?: elastune.v1.PeerLost.$Properties): elastune.v1.PeerLost;

            /**
             * Encodes the specified PeerLost message. Does not implicitly {@link elastune.v1.PeerLost.verify|verify} messages.
             * @param message PeerLost message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.PeerLost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PeerLost message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.PeerLost & elastune.v1.PeerLost.$Shape} PeerLost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.PeerLost & elastune.v1.PeerLost.$Shape;
        }

        namespace PeerLost {

            /** Properties of a PeerLost. */
            interface $Properties {

                /** PeerLost workerId */
                workerId?: (string|null);

                /** PeerLost generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PeerLost. */
            type $Shape = elastune.v1.PeerLost.$Properties;
        }

        /**
         * Properties of a Leaving.
         * @deprecated Use elastune.v1.Leaving.$Properties instead.
         */
        interface ILeaving extends elastune.v1.Leaving.$Properties {
        }

        /** Represents a Leaving. */
        class Leaving {

            /**
             * Constructs a new Leaving.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Leaving.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Leaving reason. */
            reason: string;

            /**
             * Creates a new Leaving instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Leaving instance
             */
            static create(properties: elastune.v1.Leaving.$Shape): elastune.v1.Leaving & elastune.v1.Leaving.$Shape;
            static create(properties?: elastune.v1.Leaving.$Properties): elastune.v1.Leaving;

            /**
             * Encodes the specified Leaving message. Does not implicitly {@link elastune.v1.Leaving.verify|verify} messages.
             * @param message Leaving message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Leaving.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Leaving message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Leaving & elastune.v1.Leaving.$Shape} Leaving
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Leaving & elastune.v1.Leaving.$Shape;
        }

        namespace Leaving {

            /** Properties of a Leaving. */
            interface $Properties {

                /** Leaving reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Leaving. */
            type $Shape = elastune.v1.Leaving.$Properties;
        }

        /**
         * Properties of a SessionResponse.
         * @deprecated Use elastune.v1.SessionResponse.$Properties instead.
         */
        interface ISessionResponse extends elastune.v1.SessionResponse.$Properties {
        }

        /** Represents a SessionResponse. */
        class SessionResponse {

            /**
             * Constructs a new SessionResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.SessionResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SessionResponse fencingToken. */
            fencingToken: number;

            /** SessionResponse heartbeatReply. */
            heartbeatReply?: (elastune.v1.HeartbeatReply.$Properties|null);

            /** SessionResponse reconfigure. */
            reconfigure?: (elastune.v1.Reconfigure.$Properties|null);

            /** SessionResponse start. */
            start?: (elastune.v1.Start.$Properties|null);

            /** SessionResponse command. */
            command?: (elastune.v1.Command.$Properties|null);

            /** SessionResponse shutdown. */
            shutdown?: (elastune.v1.Shutdown.$Properties|null);

            /** SessionResponse message. */
            message?: ("heartbeatReply"|"reconfigure"|"start"|"command"|"shutdown");

            /**
             * Creates a new SessionResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SessionResponse instance
             */
            static create(properties: elastune.v1.SessionResponse.$Shape): elastune.v1.SessionResponse & elastune.v1.SessionResponse.$Shape;
            static create(properties?: elastune.v1.SessionResponse.$Properties): elastune.v1.SessionResponse;

            /**
             * Encodes the specified SessionResponse message. Does not implicitly {@link elastune.v1.SessionResponse.verify|verify} messages.
             * @param message SessionResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.SessionResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SessionResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.SessionResponse & elastune.v1.SessionResponse.$Shape} SessionResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.SessionResponse & elastune.v1.SessionResponse.$Shape;
        }

        namespace SessionResponse {

            /** Properties of a SessionResponse. */
            interface $Properties {

                /** SessionResponse fencingToken */
                fencingToken?: (number|null);

                /** SessionResponse heartbeatReply */
                heartbeatReply?: (elastune.v1.HeartbeatReply.$Properties|null);

                /** SessionResponse reconfigure */
                reconfigure?: (elastune.v1.Reconfigure.$Properties|null);

                /** SessionResponse start */
                start?: (elastune.v1.Start.$Properties|null);

                /** SessionResponse command */
                command?: (elastune.v1.Command.$Properties|null);

                /** SessionResponse shutdown */
                shutdown?: (elastune.v1.Shutdown.$Properties|null);

                /** SessionResponse message */
                message?: ("heartbeatReply"|"reconfigure"|"start"|"command"|"shutdown");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SessionResponse. */
            type $Shape = {
              fencingToken?: number|null;
              heartbeatReply?: elastune.v1.HeartbeatReply.$Shape|null;
              reconfigure?: elastune.v1.Reconfigure.$Shape|null;
              start?: elastune.v1.Start.$Shape|null;
              command?: elastune.v1.Command.$Shape|null;
              shutdown?: elastune.v1.Shutdown.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; heartbeatReply?: null; reconfigure?: null; start?: null; command?: null; shutdown?: null }|{ message?: "heartbeatReply"; heartbeatReply: elastune.v1.HeartbeatReply.$Shape; reconfigure?: null; start?: null; command?: null; shutdown?: null }|{ message?: "reconfigure"; heartbeatReply?: null; reconfigure: elastune.v1.Reconfigure.$Shape; start?: null; command?: null; shutdown?: null }|{ message?: "start"; heartbeatReply?: null; reconfigure?: null; start: elastune.v1.Start.$Shape; command?: null; shutdown?: null }|{ message?: "command"; heartbeatReply?: null; reconfigure?: null; start?: null; command: elastune.v1.Command.$Shape; shutdown?: null }|{ message?: "shutdown"; heartbeatReply?: null; reconfigure?: null; start?: null; command?: null; shutdown: elastune.v1.Shutdown.$Shape })
            );
        }

        /**
         * Properties of a HeartbeatReply.
         * @deprecated Use elastune.v1.HeartbeatReply.$Properties instead.
         */
        interface IHeartbeatReply extends elastune.v1.HeartbeatReply.$Properties {
        }

        /** Represents a HeartbeatReply. */
        class HeartbeatReply {

            /**
             * Constructs a new HeartbeatReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.HeartbeatReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeartbeatReply sequence. */
            sequence: number;

            /**
             * Creates a new HeartbeatReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HeartbeatReply instance
             */
            static create(properties: elastune.v1.HeartbeatReply.$Shape): elastune.v1.HeartbeatReply & elastune.v1.HeartbeatReply.$Shape;
            static create(properties?: elastune.v1.HeartbeatReply.$Properties): elastune.v1.HeartbeatReply;

            /**
             * Encodes the specified HeartbeatReply message. Does not implicitly {@link elastune.v1.HeartbeatReply.verify|verify} messages.
             * @param message HeartbeatReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.HeartbeatReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeartbeatReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.HeartbeatReply & elastune.v1.HeartbeatReply.$Shape} HeartbeatReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.HeartbeatReply & elastune.v1.HeartbeatReply.$Shape;
        }

        namespace HeartbeatReply {

            /** Properties of a HeartbeatReply. */
            interface $Properties {

                /** HeartbeatReply sequence */
                sequence?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeartbeatReply. */
            type $Shape = elastune.v1.HeartbeatReply.$Properties;
        }

        /**
         * Properties of a Reconfigure.
         * @deprecated Use elastune.v1.Reconfigure.$Properties instead.
         */
        interface IReconfigure extends elastune.v1.Reconfigure.$Properties {
        }

        /** Represents a Reconfigure. */
        class Reconfigure {

            /**
             * Constructs a new Reconfigure.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Reconfigure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Reconfigure generation. */
            generation: number;

            /**
             * Creates a new Reconfigure instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Reconfigure instance
             */
            static create(properties: elastune.v1.Reconfigure.$Shape): elastune.v1.Reconfigure & elastune.v1.Reconfigure.$Shape;
            static create(properties?: elastune.v1.Reconfigure.$Properties): elastune.v1.Reconfigure;

            /**
             * Encodes the specified Reconfigure message. Does not implicitly {@link elastune.v1.Reconfigure.verify|verify} messages.
             * @param message Reconfigure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Reconfigure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Reconfigure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Reconfigure & elastune.v1.Reconfigure.$Shape} Reconfigure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Reconfigure & elastune.v1.Reconfigure.$Shape;
        }

        namespace Reconfigure {

            /** Properties of a Reconfigure. */
            interface $Properties {

                /** Reconfigure generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Reconfigure. */
            type $Shape = elastune.v1.Reconfigure.$Properties;
        }

        /**
         * Properties of a Start.
         * @deprecated Use elastune.v1.Start.$Properties instead.
         */
        interface IStart extends elastune.v1.Start.$Properties {
        }

        /** Represents a Start. */
        class Start {

            /**
             * Constructs a new Start.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Start.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Start generation. */
            generation: number;

            /** Start rank. */
            rank: number;

            /** Start members. */
            members: elastune.v1.Member.$Properties[];

            /** Start quotas. */
            quotas: number[];

            /** Start round. */
            round: number;

            /** Start first. */
            first: elastune.v1.FirstShare.$Properties[];

            /** Start behind. */
            behind: number[];

            /** Start source. */
            source: number;

            /** Start restore. */
            restore: boolean;

            /** Start planHash. */
            planHash: string;

            /** Start reissued. */
            reissued: elastune.v1.MicroBatchRange.$Properties[];

            /**
             * Creates a new Start instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Start instance
             */
            static create(properties: elastune.v1.Start.$Shape): elastune.v1.Start & elastune.v1.Start.$Shape;
            static create(properties?: elastune.v1.Start.$Properties): elastune.v1.Start;

            /**
             * Encodes the specified Start message. Does not implicitly {@link elastune.v1.Start.verify|verify} messages.
             * @param message Start message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Start.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Start message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Start & elastune.v1.Start.$Shape} Start
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Start & elastune.v1.Start.$Shape;
        }

        namespace Start {

            /** Properties of a Start. */
            interface $Properties {

                /** Start generation */
                generation?: (number|null);

                /** Start rank */
                rank?: (number|null);

                /** Start members */
                members?: (elastune.v1.Member.$Properties[]|null);

                /** Start quotas */
                quotas?: (number[]|null);

                /** Start round */
                round?: (number|null);

                /** Start first */
                first?: (elastune.v1.FirstShare.$Properties[]|null);

                /** Start behind */
                behind?: (number[]|null);

                /** Start source */
                source?: (number|null);

                /** Start restore */
                restore?: (boolean|null);

                /** Start planHash */
                planHash?: (string|null);

                /** Start reissued */
                reissued?: (elastune.v1.MicroBatchRange.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Start. */
            type $Shape = elastune.v1.Start.$Properties;
        }

        /**
         * Properties of a FirstShare.
         * @deprecated Use elastune.v1.FirstShare.$Properties instead.
         */
        interface IFirstShare extends elastune.v1.FirstShare.$Properties {
        }

        /** Represents a FirstShare. */
        class FirstShare {

            /**
             * Constructs a new FirstShare.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.FirstShare.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FirstShare ranges. */
            ranges: elastune.v1.MicroBatchRange.$Properties[];

            /**
             * Creates a new FirstShare instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FirstShare instance
             */
            static create(properties: elastune.v1.FirstShare.$Shape): elastune.v1.FirstShare & elastune.v1.FirstShare.$Shape;
            static create(properties?: elastune.v1.FirstShare.$Properties): elastune.v1.FirstShare;

            /**
             * Encodes the specified FirstShare message. Does not implicitly {@link elastune.v1.FirstShare.verify|verify} messages.
             * @param message FirstShare message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.FirstShare.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FirstShare message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.FirstShare & elastune.v1.FirstShare.$Shape} FirstShare
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.FirstShare & elastune.v1.FirstShare.$Shape;
        }

        namespace FirstShare {

            /** Properties of a FirstShare. */
            interface $Properties {

                /** FirstShare ranges */
                ranges?: (elastune.v1.MicroBatchRange.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FirstShare. */
            type $Shape = elastune.v1.FirstShare.$Properties;
        }

        /**
         * Properties of a Member.
         * @deprecated Use elastune.v1.Member.$Properties instead.
         */
        interface IMember extends elastune.v1.Member.$Properties {
        }

        /** Represents a Member. */
        class Member {

            /**
             * Constructs a new Member.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Member.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Member workerId. */
            workerId: string;

            /** Member host. */
            host: string;

            /** Member linkAddress. */
            linkAddress: string;

            /**
             * Creates a new Member instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Member instance
             */
            static create(properties: elastune.v1.Member.$Shape): elastune.v1.Member & elastune.v1.Member.$Shape;
            static create(properties?: elastune.v1.Member.$Properties): elastune.v1.Member;

            /**
             * Encodes the specified Member message. Does not implicitly {@link elastune.v1.Member.verify|verify} messages.
             * @param message Member message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Member.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Member message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Member & elastune.v1.Member.$Shape} Member
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Member & elastune.v1.Member.$Shape;
        }

        namespace Member {

            /** Properties of a Member. */
            interface $Properties {

                /** Member workerId */
                workerId?: (string|null);

                /** Member host */
                host?: (string|null);

                /** Member linkAddress */
                linkAddress?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Member. */
            type $Shape = elastune.v1.Member.$Properties;
        }

        /** CommandKind enum. */
        enum CommandKind {

            /** COMMAND_KIND_UNSPECIFIED value */
            COMMAND_KIND_UNSPECIFIED = 0,

            /** COMMAND_KIND_PAUSE value */
            COMMAND_KIND_PAUSE = 1,

            /** COMMAND_KIND_RESUME value */
            COMMAND_KIND_RESUME = 2,

            /** COMMAND_KIND_STOP value */
            COMMAND_KIND_STOP = 3,

            /** COMMAND_KIND_HALT value */
            COMMAND_KIND_HALT = 4
        }

        /**
         * Properties of a Command.
         * @deprecated Use elastune.v1.Command.$Properties instead.
         */
        interface ICommand extends elastune.v1.Command.$Properties {
        }

        /** Represents a Command. */
        class Command {

            /**
             * Constructs a new Command.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Command.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Command kind. */
            kind: elastune.v1.CommandKind;

            /**
             * Creates a new Command instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Command instance
             */
            static create(properties: elastune.v1.Command.$Shape): elastune.v1.Command & elastune.v1.Command.$Shape;
            static create(properties?: elastune.v1.Command.$Properties): elastune.v1.Command;

            /**
             * Encodes the specified Command message. Does not implicitly {@link elastune.v1.Command.verify|verify} messages.
             * @param message Command message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Command message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Command & elastune.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Command & elastune.v1.Command.$Shape;
        }

        namespace Command {

            /** Properties of a Command. */
            interface $Properties {

                /** Command kind */
                kind?: (elastune.v1.CommandKind|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Command. */
            type $Shape = elastune.v1.Command.$Properties;
        }

        /**
         * Properties of a Shutdown.
         * @deprecated Use elastune.v1.Shutdown.$Properties instead.
         */
        interface IShutdown extends elastune.v1.Shutdown.$Properties {
        }

        /** Represents a Shutdown. */
        class Shutdown {

            /**
             * Constructs a new Shutdown.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.Shutdown.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Shutdown code. */
            code: string;

            /** Shutdown reason. */
            reason: string;

            /**
             * Creates a new Shutdown instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Shutdown instance
             */
            static create(properties: elastune.v1.Shutdown.$Shape): elastune.v1.Shutdown & elastune.v1.Shutdown.$Shape;
            static create(properties?: elastune.v1.Shutdown.$Properties): elastune.v1.Shutdown;

            /**
             * Encodes the specified Shutdown message. Does not implicitly {@link elastune.v1.Shutdown.verify|verify} messages.
             * @param message Shutdown message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.Shutdown.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Shutdown message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.Shutdown & elastune.v1.Shutdown.$Shape} Shutdown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.Shutdown & elastune.v1.Shutdown.$Shape;
        }

        namespace Shutdown {

            /** Properties of a Shutdown. */
            interface $Properties {

                /** Shutdown code */
                code?: (string|null);

                /** Shutdown reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Shutdown. */
            type $Shape = elastune.v1.Shutdown.$Properties;
        }

        /** ReportKind enum. */
        enum ReportKind {

            /** REPORT_KIND_UNSPECIFIED value */
            REPORT_KIND_UNSPECIFIED = 0,

            /** REPORT_KIND_EVENT value */
            REPORT_KIND_EVENT = 1,

            /** REPORT_KIND_BEGIN value */
            REPORT_KIND_BEGIN = 2,

            /** REPORT_KIND_TESTED value */
            REPORT_KIND_TESTED = 3,

            /** REPORT_KIND_TRAINED value */
            REPORT_KIND_TRAINED = 4,

            /** REPORT_KIND_FAILED value */
            REPORT_KIND_FAILED = 5
        }

        /**
         * Properties of a ReportRequest.
         * @deprecated Use elastune.v1.ReportRequest.$Properties instead.
         */
        interface IReportRequest extends elastune.v1.ReportRequest.$Properties {
        }

        /** Represents a ReportRequest. */
        class ReportRequest {

            /**
             * Constructs a new ReportRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ReportRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReportRequest workerId. */
            workerId: string;

            /** ReportRequest sequence. */
            sequence: number;

            /** ReportRequest kind. */
            kind: elastune.v1.ReportKind;

            /** ReportRequest payloadJson. */
            payloadJson: string;

            /**
             * Creates a new ReportRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReportRequest instance
             */
            static create(properties: elastune.v1.ReportRequest.$Shape): elastune.v1.ReportRequest & elastune.v1.ReportRequest.$Shape;
            static create(properties?: elastune.v1.ReportRequest.$Properties): elastune.v1.ReportRequest;

            /**
             * Encodes the specified ReportRequest message. Does not implicitly {@link elastune.v1.ReportRequest.verify|verify} messages.
             * @param message ReportRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ReportRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ReportRequest & elastune.v1.ReportRequest.$Shape} ReportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ReportRequest & elastune.v1.ReportRequest.$Shape;
        }

        namespace ReportRequest {

            /** Properties of a ReportRequest. */
            interface $Properties {

                /** ReportRequest workerId */
                workerId?: (string|null);

                /** ReportRequest sequence */
                sequence?: (number|null);

                /** ReportRequest kind */
                kind?: (elastune.v1.ReportKind|null);

                /** ReportRequest payloadJson */
                payloadJson?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportRequest. */
            type $Shape = elastune.v1.ReportRequest.$Properties;
        }

        /**
         * Properties of a ReportResponse.
         * @deprecated Use elastune.v1.ReportResponse.$Properties instead.
         */
        interface IReportResponse extends elastune.v1.ReportResponse.$Properties {
        }

        /** Represents a ReportResponse. */
        class ReportResponse {

            /**
             * Constructs a new ReportResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ReportResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ReportResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReportResponse instance
             */
            static create(properties: elastune.v1.ReportResponse.$Shape): elastune.v1.ReportResponse & elastune.v1.ReportResponse.$Shape;
            static create(properties?: elastune.v1.ReportResponse.$Properties): elastune.v1.ReportResponse;

            /**
             * Encodes the specified ReportResponse message. Does not implicitly {@link elastune.v1.ReportResponse.verify|verify} messages.
             * @param message ReportResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ReportResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ReportResponse & elastune.v1.ReportResponse.$Shape} ReportResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ReportResponse & elastune.v1.ReportResponse.$Shape;
        }

        namespace ReportResponse {

            /** Properties of a ReportResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportResponse. */
            type $Shape = elastune.v1.ReportResponse.$Properties;
        }

        /**
         * Properties of a PublishRequest.
         * @deprecated Use elastune.v1.PublishRequest.$Properties instead.
         */
        interface IPublishRequest extends elastune.v1.PublishRequest.$Properties {
        }

        /** Represents a PublishRequest. */
        class PublishRequest {

            /**
             * Constructs a new PublishRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.PublishRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PublishRequest workerId. */
            workerId: string;

            /** PublishRequest fencingToken. */
            fencingToken: number;

            /** PublishRequest expected. */
            expected: string;

            /** PublishRequest name. */
            name: string;

            /**
             * Creates a new PublishRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PublishRequest instance
             */
            static create(properties: elastune.v1.PublishRequest.$Shape): elastune.v1.PublishRequest & elastune.v1.PublishRequest.$Shape;
            static create(properties?: elastune.v1.PublishRequest.$Properties): elastune.v1.PublishRequest;

            /**
             * Encodes the specified PublishRequest message. Does not implicitly {@link elastune.v1.PublishRequest.verify|verify} messages.
             * @param message PublishRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.PublishRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PublishRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.PublishRequest & elastune.v1.PublishRequest.$Shape} PublishRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.PublishRequest & elastune.v1.PublishRequest.$Shape;
        }

        namespace PublishRequest {

            /** Properties of a PublishRequest. */
            interface $Properties {

                /** PublishRequest workerId */
                workerId?: (string|null);

                /** PublishRequest fencingToken */
                fencingToken?: (number|null);

                /** PublishRequest expected */
                expected?: (string|null);

                /** PublishRequest name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PublishRequest. */
            type $Shape = elastune.v1.PublishRequest.$Properties;
        }

        /**
         * Properties of a PublishResponse.
         * @deprecated Use elastune.v1.PublishResponse.$Properties instead.
         */
        interface IPublishResponse extends elastune.v1.PublishResponse.$Properties {
        }

        /** Represents a PublishResponse. */
        class PublishResponse {

            /**
             * Constructs a new PublishResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.PublishResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PublishResponse latest. */
            latest: string;

            /**
             * Creates a new PublishResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PublishResponse instance
             */
            static create(properties: elastune.v1.PublishResponse.$Shape): elastune.v1.PublishResponse & elastune.v1.PublishResponse.$Shape;
            static create(properties?: elastune.v1.PublishResponse.$Properties): elastune.v1.PublishResponse;

            /**
             * Encodes the specified PublishResponse message. Does not implicitly {@link elastune.v1.PublishResponse.verify|verify} messages.
             * @param message PublishResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.PublishResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PublishResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.PublishResponse & elastune.v1.PublishResponse.$Shape} PublishResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.PublishResponse & elastune.v1.PublishResponse.$Shape;
        }

        namespace PublishResponse {

            /** Properties of a PublishResponse. */
            interface $Properties {

                /** PublishResponse latest */
                latest?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PublishResponse. */
            type $Shape = elastune.v1.PublishResponse.$Properties;
        }

        /** Represents a DatasetService */
        class DatasetService extends $protobuf.rpc.Service {

            /**
             * Constructs a new DatasetService service.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             */
            constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

            /**
             * Creates new DatasetService service using the specified rpc implementation.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             * @returns RPC service. Useful where requests and/or responses are streamed.
             */
            static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): DatasetService;

            /** Calls Manifest. */
            manifest: elastune.v1.DatasetService.Manifest;

            /** Calls Samples. */
            samples: elastune.v1.DatasetService.Samples;
        }

        namespace DatasetService {

            /**
             * Callback as used by {@link elastune.v1.DatasetService#manifest}.
             * @param error Error, if any
             * @param [response] ManifestResponse
             */
            type ManifestCallback = (error: (Error|null), response?: elastune.v1.ManifestResponse) => void;

            /** Calls Manifest. */
            type Manifest = {
              (request: elastune.v1.IManifestRequest, callback: elastune.v1.DatasetService.ManifestCallback): void;
              (request: elastune.v1.IManifestRequest): Promise<elastune.v1.ManifestResponse>;
              readonly name: "Manifest";
              readonly path: "/elastune.v1.DatasetService/Manifest";
              readonly requestType: "ManifestRequest";
              readonly responseType: "ManifestResponse";
              readonly requestStream: undefined;
              readonly responseStream: true;
            };

            /**
             * Callback as used by {@link elastune.v1.DatasetService#samples}.
             * @param error Error, if any
             * @param [response] SamplesResponse
             */
            type SamplesCallback = (error: (Error|null), response?: elastune.v1.SamplesResponse) => void;

            /** Calls Samples. */
            type Samples = {
              (request: elastune.v1.ISamplesRequest, callback: elastune.v1.DatasetService.SamplesCallback): void;
              (request: elastune.v1.ISamplesRequest): Promise<elastune.v1.SamplesResponse>;
              readonly name: "Samples";
              readonly path: "/elastune.v1.DatasetService/Samples";
              readonly requestType: "SamplesRequest";
              readonly responseType: "SamplesResponse";
              readonly requestStream: undefined;
              readonly responseStream: true;
            };
        }

        /**
         * Properties of a ManifestRequest.
         * @deprecated Use elastune.v1.ManifestRequest.$Properties instead.
         */
        interface IManifestRequest extends elastune.v1.ManifestRequest.$Properties {
        }

        /** Represents a ManifestRequest. */
        class ManifestRequest {

            /**
             * Constructs a new ManifestRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ManifestRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ManifestRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ManifestRequest instance
             */
            static create(properties: elastune.v1.ManifestRequest.$Shape): elastune.v1.ManifestRequest & elastune.v1.ManifestRequest.$Shape;
            static create(properties?: elastune.v1.ManifestRequest.$Properties): elastune.v1.ManifestRequest;

            /**
             * Encodes the specified ManifestRequest message. Does not implicitly {@link elastune.v1.ManifestRequest.verify|verify} messages.
             * @param message ManifestRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ManifestRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ManifestRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ManifestRequest & elastune.v1.ManifestRequest.$Shape} ManifestRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ManifestRequest & elastune.v1.ManifestRequest.$Shape;
        }

        namespace ManifestRequest {

            /** Properties of a ManifestRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ManifestRequest. */
            type $Shape = elastune.v1.ManifestRequest.$Properties;
        }

        /**
         * Properties of a ManifestResponse.
         * @deprecated Use elastune.v1.ManifestResponse.$Properties instead.
         */
        interface IManifestResponse extends elastune.v1.ManifestResponse.$Properties {
        }

        /** Represents a ManifestResponse. */
        class ManifestResponse {

            /**
             * Constructs a new ManifestResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.ManifestResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ManifestResponse data. */
            data: Uint8Array;

            /**
             * Creates a new ManifestResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ManifestResponse instance
             */
            static create(properties: elastune.v1.ManifestResponse.$Shape): elastune.v1.ManifestResponse & elastune.v1.ManifestResponse.$Shape;
            static create(properties?: elastune.v1.ManifestResponse.$Properties): elastune.v1.ManifestResponse;

            /**
             * Encodes the specified ManifestResponse message. Does not implicitly {@link elastune.v1.ManifestResponse.verify|verify} messages.
             * @param message ManifestResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.ManifestResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ManifestResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.ManifestResponse & elastune.v1.ManifestResponse.$Shape} ManifestResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.ManifestResponse & elastune.v1.ManifestResponse.$Shape;
        }

        namespace ManifestResponse {

            /** Properties of a ManifestResponse. */
            interface $Properties {

                /** ManifestResponse data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ManifestResponse. */
            type $Shape = elastune.v1.ManifestResponse.$Properties;
        }

        /**
         * Properties of a SamplesRequest.
         * @deprecated Use elastune.v1.SamplesRequest.$Properties instead.
         */
        interface ISamplesRequest extends elastune.v1.SamplesRequest.$Properties {
        }

        /** Represents a SamplesRequest. */
        class SamplesRequest {

            /**
             * Constructs a new SamplesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.SamplesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SamplesRequest ids. */
            ids?: (elastune.v1.SampleIds.$Properties|null);

            /** SamplesRequest range. */
            range?: (elastune.v1.SampleRange.$Properties|null);

            /** SamplesRequest which. */
            which?: ("ids"|"range");

            /**
             * Creates a new SamplesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SamplesRequest instance
             */
            static create(properties: elastune.v1.SamplesRequest.$Shape): elastune.v1.SamplesRequest & elastune.v1.SamplesRequest.$Shape;
            static create(properties?: elastune.v1.SamplesRequest.$Properties): elastune.v1.SamplesRequest;

            /**
             * Encodes the specified SamplesRequest message. Does not implicitly {@link elastune.v1.SamplesRequest.verify|verify} messages.
             * @param message SamplesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.SamplesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SamplesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.SamplesRequest & elastune.v1.SamplesRequest.$Shape} SamplesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.SamplesRequest & elastune.v1.SamplesRequest.$Shape;
        }

        namespace SamplesRequest {

            /** Properties of a SamplesRequest. */
            interface $Properties {

                /** SamplesRequest ids */
                ids?: (elastune.v1.SampleIds.$Properties|null);

                /** SamplesRequest range */
                range?: (elastune.v1.SampleRange.$Properties|null);

                /** SamplesRequest which */
                which?: ("ids"|"range");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SamplesRequest. */
            type $Shape = {
              ids?: elastune.v1.SampleIds.$Shape|null;
              range?: elastune.v1.SampleRange.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ which?: undefined; ids?: null; range?: null }|{ which?: "ids"; ids: elastune.v1.SampleIds.$Shape; range?: null }|{ which?: "range"; ids?: null; range: elastune.v1.SampleRange.$Shape })
            );
        }

        /**
         * Properties of a SampleIds.
         * @deprecated Use elastune.v1.SampleIds.$Properties instead.
         */
        interface ISampleIds extends elastune.v1.SampleIds.$Properties {
        }

        /** Represents a SampleIds. */
        class SampleIds {

            /**
             * Constructs a new SampleIds.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.SampleIds.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SampleIds ids. */
            ids: number[];

            /**
             * Creates a new SampleIds instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SampleIds instance
             */
            static create(properties: elastune.v1.SampleIds.$Shape): elastune.v1.SampleIds & elastune.v1.SampleIds.$Shape;
            static create(properties?: elastune.v1.SampleIds.$Properties): elastune.v1.SampleIds;

            /**
             * Encodes the specified SampleIds message. Does not implicitly {@link elastune.v1.SampleIds.verify|verify} messages.
             * @param message SampleIds message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.SampleIds.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SampleIds message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.SampleIds & elastune.v1.SampleIds.$Shape} SampleIds
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.SampleIds & elastune.v1.SampleIds.$Shape;
        }

        namespace SampleIds {

            /** Properties of a SampleIds. */
            interface $Properties {

                /** SampleIds ids */
                ids?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SampleIds. */
            type $Shape = elastune.v1.SampleIds.$Properties;
        }

        /**
         * Properties of a SampleRange.
         * @deprecated Use elastune.v1.SampleRange.$Properties instead.
         */
        interface ISampleRange extends elastune.v1.SampleRange.$Properties {
        }

        /** Represents a SampleRange. */
        class SampleRange {

            /**
             * Constructs a new SampleRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.SampleRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SampleRange first. */
            first: number;

            /** SampleRange count. */
            count: number;

            /**
             * Creates a new SampleRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SampleRange instance
             */
            static create(properties: elastune.v1.SampleRange.$Shape): elastune.v1.SampleRange & elastune.v1.SampleRange.$Shape;
            static create(properties?: elastune.v1.SampleRange.$Properties): elastune.v1.SampleRange;

            /**
             * Encodes the specified SampleRange message. Does not implicitly {@link elastune.v1.SampleRange.verify|verify} messages.
             * @param message SampleRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.SampleRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SampleRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.SampleRange & elastune.v1.SampleRange.$Shape} SampleRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.SampleRange & elastune.v1.SampleRange.$Shape;
        }

        namespace SampleRange {

            /** Properties of a SampleRange. */
            interface $Properties {

                /** SampleRange first */
                first?: (number|null);

                /** SampleRange count */
                count?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SampleRange. */
            type $Shape = elastune.v1.SampleRange.$Properties;
        }

        /**
         * Properties of a SamplesResponse.
         * @deprecated Use elastune.v1.SamplesResponse.$Properties instead.
         */
        interface ISamplesResponse extends elastune.v1.SamplesResponse.$Properties {
        }

        /** Represents a SamplesResponse. */
        class SamplesResponse {

            /**
             * Constructs a new SamplesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: elastune.v1.SamplesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SamplesResponse id. */
            id: number;

            /** SamplesResponse data. */
            data: Uint8Array;

            /** SamplesResponse last. */
            last: boolean;

            /**
             * Creates a new SamplesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SamplesResponse instance
             */
            static create(properties: elastune.v1.SamplesResponse.$Shape): elastune.v1.SamplesResponse & elastune.v1.SamplesResponse.$Shape;
            static create(properties?: elastune.v1.SamplesResponse.$Properties): elastune.v1.SamplesResponse;

            /**
             * Encodes the specified SamplesResponse message. Does not implicitly {@link elastune.v1.SamplesResponse.verify|verify} messages.
             * @param message SamplesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: elastune.v1.SamplesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SamplesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {elastune.v1.SamplesResponse & elastune.v1.SamplesResponse.$Shape} SamplesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): elastune.v1.SamplesResponse & elastune.v1.SamplesResponse.$Shape;
        }

        namespace SamplesResponse {

            /** Properties of a SamplesResponse. */
            interface $Properties {

                /** SamplesResponse id */
                id?: (number|null);

                /** SamplesResponse data */
                data?: (Uint8Array|null);

                /** SamplesResponse last */
                last?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SamplesResponse. */
            type $Shape = elastune.v1.SamplesResponse.$Properties;
        }
    }
}
