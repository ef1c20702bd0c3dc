/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["elastune"] || ($protobuf.roots["elastune"] = {});

export const elastune = $root.elastune = (() => {

    /**
     * Namespace elastune.
     * @exports elastune
     * @namespace
     */
    const elastune = {};

    elastune.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof elastune
         * @namespace
         */
        const v1 = {};

        v1.AdminService = (function() {

            /**
             * Constructs a new AdminService service.
             * @memberof elastune.v1
             * @classdesc Represents an AdminService
             * @extends $protobuf.rpc.Service
             * @constructor
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             */
            const AdminService = function(rpcImpl, requestDelimited, responseDelimited) {
                $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
            };

            $Object.defineProperty(AdminService.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: AdminService, writable: true, enumerable: false, configurable: true });

            /**
             * Creates new AdminService service using the specified rpc implementation.
             * @function create
             * @memberof elastune.v1.AdminService
             * @static
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             * @returns {AdminService} RPC service. Useful where requests and/or responses are streamed.
             */
            AdminService.create = function(rpcImpl, requestDelimited, responseDelimited) {
                return new this(rpcImpl, requestDelimited, responseDelimited);
            };

            /**
             * Callback as used by {@link elastune.v1.AdminService#status}.
             * @memberof elastune.v1.AdminService
             * @typedef StatusCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.StatusResponse} [response] StatusResponse
             */

            /**
             * Calls Status.
             * @memberof elastune.v1.AdminService
             * @typedef Status
             * @type {{
             *   (request: elastune.v1.IStatusRequest, callback: elastune.v1.AdminService.StatusCallback): void;
             *   (request: elastune.v1.IStatusRequest): Promise<elastune.v1.StatusResponse>;
             *   readonly name: "Status";
             *   readonly path: "/elastune.v1.AdminService/Status";
             *   readonly requestType: "StatusRequest";
             *   readonly responseType: "StatusResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Status.
             * @name elastune.v1.AdminService#status
             * @type {elastune.v1.AdminService.Status}
             */
            $Object.defineProperties(AdminService.prototype.status = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.status, $root.elastune.v1.StatusRequest, $root.elastune.v1.StatusResponse, request, callback);
            }, {
                name: { value: "Status" },
                path: { value: "/elastune.v1.AdminService/Status" },
                requestType: { value: "StatusRequest" },
                responseType: { value: "StatusResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#scale}.
             * @memberof elastune.v1.AdminService
             * @typedef ScaleCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.ScaleResponse} [response] ScaleResponse
             */

            /**
             * Calls Scale.
             * @memberof elastune.v1.AdminService
             * @typedef Scale
             * @type {{
             *   (request: elastune.v1.IScaleRequest, callback: elastune.v1.AdminService.ScaleCallback): void;
             *   (request: elastune.v1.IScaleRequest): Promise<elastune.v1.ScaleResponse>;
             *   readonly name: "Scale";
             *   readonly path: "/elastune.v1.AdminService/Scale";
             *   readonly requestType: "ScaleRequest";
             *   readonly responseType: "ScaleResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Scale.
             * @name elastune.v1.AdminService#scale
             * @type {elastune.v1.AdminService.Scale}
             */
            $Object.defineProperties(AdminService.prototype.scale = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.scale, $root.elastune.v1.ScaleRequest, $root.elastune.v1.ScaleResponse, request, callback);
            }, {
                name: { value: "Scale" },
                path: { value: "/elastune.v1.AdminService/Scale" },
                requestType: { value: "ScaleRequest" },
                responseType: { value: "ScaleResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#pause}.
             * @memberof elastune.v1.AdminService
             * @typedef PauseCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.PauseResponse} [response] PauseResponse
             */

            /**
             * Calls Pause.
             * @memberof elastune.v1.AdminService
             * @typedef Pause
             * @type {{
             *   (request: elastune.v1.IPauseRequest, callback: elastune.v1.AdminService.PauseCallback): void;
             *   (request: elastune.v1.IPauseRequest): Promise<elastune.v1.PauseResponse>;
             *   readonly name: "Pause";
             *   readonly path: "/elastune.v1.AdminService/Pause";
             *   readonly requestType: "PauseRequest";
             *   readonly responseType: "PauseResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Pause.
             * @name elastune.v1.AdminService#pause
             * @type {elastune.v1.AdminService.Pause}
             */
            $Object.defineProperties(AdminService.prototype.pause = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.pause, $root.elastune.v1.PauseRequest, $root.elastune.v1.PauseResponse, request, callback);
            }, {
                name: { value: "Pause" },
                path: { value: "/elastune.v1.AdminService/Pause" },
                requestType: { value: "PauseRequest" },
                responseType: { value: "PauseResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#resume}.
             * @memberof elastune.v1.AdminService
             * @typedef ResumeCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.ResumeResponse} [response] ResumeResponse
             */

            /**
             * Calls Resume.
             * @memberof elastune.v1.AdminService
             * @typedef Resume
             * @type {{
             *   (request: elastune.v1.IResumeRequest, callback: elastune.v1.AdminService.ResumeCallback): void;
             *   (request: elastune.v1.IResumeRequest): Promise<elastune.v1.ResumeResponse>;
             *   readonly name: "Resume";
             *   readonly path: "/elastune.v1.AdminService/Resume";
             *   readonly requestType: "ResumeRequest";
             *   readonly responseType: "ResumeResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Resume.
             * @name elastune.v1.AdminService#resume
             * @type {elastune.v1.AdminService.Resume}
             */
            $Object.defineProperties(AdminService.prototype.resume = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.resume, $root.elastune.v1.ResumeRequest, $root.elastune.v1.ResumeResponse, request, callback);
            }, {
                name: { value: "Resume" },
                path: { value: "/elastune.v1.AdminService/Resume" },
                requestType: { value: "ResumeRequest" },
                responseType: { value: "ResumeResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#stop}.
             * @memberof elastune.v1.AdminService
             * @typedef StopCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.StopResponse} [response] StopResponse
             */

            /**
             * Calls Stop.
             * @memberof elastune.v1.AdminService
             * @typedef Stop
             * @type {{
             *   (request: elastune.v1.IStopRequest, callback: elastune.v1.AdminService.StopCallback): void;
             *   (request: elastune.v1.IStopRequest): Promise<elastune.v1.StopResponse>;
             *   readonly name: "Stop";
             *   readonly path: "/elastune.v1.AdminService/Stop";
             *   readonly requestType: "StopRequest";
             *   readonly responseType: "StopResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Stop.
             * @name elastune.v1.AdminService#stop
             * @type {elastune.v1.AdminService.Stop}
             */
            $Object.defineProperties(AdminService.prototype.stop = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.stop, $root.elastune.v1.StopRequest, $root.elastune.v1.StopResponse, request, callback);
            }, {
                name: { value: "Stop" },
                path: { value: "/elastune.v1.AdminService/Stop" },
                requestType: { value: "StopRequest" },
                responseType: { value: "StopResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#halt}.
             * @memberof elastune.v1.AdminService
             * @typedef HaltCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.HaltResponse} [response] HaltResponse
             */

            /**
             * Calls Halt.
             * @memberof elastune.v1.AdminService
             * @typedef Halt
             * @type {{
             *   (request: elastune.v1.IHaltRequest, callback: elastune.v1.AdminService.HaltCallback): void;
             *   (request: elastune.v1.IHaltRequest): Promise<elastune.v1.HaltResponse>;
             *   readonly name: "Halt";
             *   readonly path: "/elastune.v1.AdminService/Halt";
             *   readonly requestType: "HaltRequest";
             *   readonly responseType: "HaltResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Halt.
             * @name elastune.v1.AdminService#halt
             * @type {elastune.v1.AdminService.Halt}
             */
            $Object.defineProperties(AdminService.prototype.halt = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.halt, $root.elastune.v1.HaltRequest, $root.elastune.v1.HaltResponse, request, callback);
            }, {
                name: { value: "Halt" },
                path: { value: "/elastune.v1.AdminService/Halt" },
                requestType: { value: "HaltRequest" },
                responseType: { value: "HaltResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#exited}.
             * @memberof elastune.v1.AdminService
             * @typedef ExitedCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.ExitedResponse} [response] ExitedResponse
             */

            /**
             * Calls Exited.
             * @memberof elastune.v1.AdminService
             * @typedef Exited
             * @type {{
             *   (request: elastune.v1.IExitedRequest, callback: elastune.v1.AdminService.ExitedCallback): void;
             *   (request: elastune.v1.IExitedRequest): Promise<elastune.v1.ExitedResponse>;
             *   readonly name: "Exited";
             *   readonly path: "/elastune.v1.AdminService/Exited";
             *   readonly requestType: "ExitedRequest";
             *   readonly responseType: "ExitedResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Exited.
             * @name elastune.v1.AdminService#exited
             * @type {elastune.v1.AdminService.Exited}
             */
            $Object.defineProperties(AdminService.prototype.exited = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.exited, $root.elastune.v1.ExitedRequest, $root.elastune.v1.ExitedResponse, request, callback);
            }, {
                name: { value: "Exited" },
                path: { value: "/elastune.v1.AdminService/Exited" },
                requestType: { value: "ExitedRequest" },
                responseType: { value: "ExitedResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.AdminService#events}.
             * @memberof elastune.v1.AdminService
             * @typedef EventsCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.EventsResponse} [response] EventsResponse
             */

            /**
             * Calls Events.
             * @memberof elastune.v1.AdminService
             * @typedef Events
             * @type {{
             *   (request: elastune.v1.IEventsRequest, callback: elastune.v1.AdminService.EventsCallback): void;
             *   (request: elastune.v1.IEventsRequest): Promise<elastune.v1.EventsResponse>;
             *   readonly name: "Events";
             *   readonly path: "/elastune.v1.AdminService/Events";
             *   readonly requestType: "EventsRequest";
             *   readonly responseType: "EventsResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls Events.
             * @name elastune.v1.AdminService#events
             * @type {elastune.v1.AdminService.Events}
             */
            $Object.defineProperties(AdminService.prototype.events = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, AdminService.prototype.events, $root.elastune.v1.EventsRequest, $root.elastune.v1.EventsResponse, request, callback);
            }, {
                name: { value: "Events" },
                path: { value: "/elastune.v1.AdminService/Events" },
                requestType: { value: "EventsRequest" },
                responseType: { value: "EventsResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: true }
            });

            return AdminService;
        })();

        v1.StatusRequest = (function() {

            /**
             * Properties of a StatusRequest.
             * @typedef {Object} elastune.v1.StatusRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatusRequest.
             * @memberof elastune.v1
             * @interface IStatusRequest
             * @augments elastune.v1.StatusRequest.$Properties
             * @deprecated Use elastune.v1.StatusRequest.$Properties instead.
             */

            /**
             * Shape of a StatusRequest.
             * @typedef {elastune.v1.StatusRequest.$Properties} elastune.v1.StatusRequest.$Shape
             */

            /**
             * Constructs a new StatusRequest.
             * @memberof elastune.v1
             * @classdesc Represents a StatusRequest.
             * @constructor
             * @param {elastune.v1.StatusRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatusRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new StatusRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.StatusRequest
             * @static
             * @param {elastune.v1.StatusRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.StatusRequest} StatusRequest instance
             * @type {{
             *   (properties: elastune.v1.StatusRequest.$Shape): elastune.v1.StatusRequest & elastune.v1.StatusRequest.$Shape;
             *   (properties?: elastune.v1.StatusRequest.$Properties): elastune.v1.StatusRequest;
             * }}
             */
            StatusRequest.create = function(properties) {
                return new StatusRequest(properties);
            };

            /**
             * Encodes the specified StatusRequest message. Does not implicitly {@link elastune.v1.StatusRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.StatusRequest
             * @static
             * @param {elastune.v1.StatusRequest.$Properties} message StatusRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatusRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatusRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.StatusRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.StatusRequest & elastune.v1.StatusRequest.$Shape} StatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatusRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.StatusRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StatusRequest;
        })();

        /**
         * JobState enum.
         * @name elastune.v1.JobState
         * @enum {number}
         * @property {number} JOB_STATE_UNSPECIFIED=0 JOB_STATE_UNSPECIFIED value
         * @property {number} JOB_STATE_FORMING=1 JOB_STATE_FORMING value
         * @property {number} JOB_STATE_RECONFIGURING=2 JOB_STATE_RECONFIGURING value
         * @property {number} JOB_STATE_ACTIVE=3 JOB_STATE_ACTIVE value
         * @property {number} JOB_STATE_ENDING=4 JOB_STATE_ENDING value
         * @property {number} JOB_STATE_ENDED=5 JOB_STATE_ENDED value
         * @property {number} JOB_STATE_FAILED=6 JOB_STATE_FAILED value
         * @property {number} JOB_STATE_HALTED=7 JOB_STATE_HALTED value
         * @property {number} JOB_STATE_RETURNING=8 JOB_STATE_RETURNING value
         */
        v1.JobState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "JOB_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "JOB_STATE_FORMING"] = 1;
            values[valuesById[2] = "JOB_STATE_RECONFIGURING"] = 2;
            values[valuesById[3] = "JOB_STATE_ACTIVE"] = 3;
            values[valuesById[4] = "JOB_STATE_ENDING"] = 4;
            values[valuesById[5] = "JOB_STATE_ENDED"] = 5;
            values[valuesById[6] = "JOB_STATE_FAILED"] = 6;
            values[valuesById[7] = "JOB_STATE_HALTED"] = 7;
            values[valuesById[8] = "JOB_STATE_RETURNING"] = 8;
            return values;
        })();

        v1.StatusResponse = (function() {

            /**
             * Properties of a StatusResponse.
             * @typedef {Object} elastune.v1.StatusResponse.$Properties
             * @property {string|null} [jobUid] StatusResponse jobUid
             * @property {string|null} [jobName] StatusResponse jobName
             * @property {elastune.v1.JobState|null} [state] StatusResponse state
             * @property {number|null} [generation] StatusResponse generation
             * @property {number|null} [worldSize] StatusResponse worldSize
             * @property {boolean|null} [paused] StatusResponse paused
             * @property {string|null} [wanted] StatusResponse wanted
             * @property {Array.<elastune.v1.WorkerStatus.$Properties>|null} [workers] StatusResponse workers
             * @property {string|null} [stepJson] StatusResponse stepJson
             * @property {string|null} [reason] StatusResponse reason
             * @property {number|null} [replicas] StatusResponse replicas
             * @property {string|null} [leader] StatusResponse leader
             * @property {number|null} [fencingToken] StatusResponse fencingToken
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatusResponse.
             * @memberof elastune.v1
             * @interface IStatusResponse
             * @augments elastune.v1.StatusResponse.$Properties
             * @deprecated Use elastune.v1.StatusResponse.$Properties instead.
             */

            /**
             * Shape of a StatusResponse.
             * @typedef {elastune.v1.StatusResponse.$Properties} elastune.v1.StatusResponse.$Shape
             */

            /**
             * Constructs a new StatusResponse.
             * @memberof elastune.v1
             * @classdesc Represents a StatusResponse.
             * @constructor
             * @param {elastune.v1.StatusResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatusResponse = function (properties) {
                this.workers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StatusResponse jobUid.
             * @member {string} jobUid
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.jobUid = "";

            /**
             * StatusResponse jobName.
             * @member {string} jobName
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.jobName = "";

            /**
             * StatusResponse state.
             * @member {elastune.v1.JobState} state
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.state = 0;

            /**
             * StatusResponse generation.
             * @member {number} generation
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse worldSize.
             * @member {number} worldSize
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.worldSize = 0;

            /**
             * StatusResponse paused.
             * @member {boolean} paused
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.paused = false;

            /**
             * StatusResponse wanted.
             * @member {string} wanted
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.wanted = "";

            /**
             * StatusResponse workers.
             * @member {Array.<elastune.v1.WorkerStatus.$Properties>} workers
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.workers = $util.emptyArray;

            /**
             * StatusResponse stepJson.
             * @member {string} stepJson
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.stepJson = "";

            /**
             * StatusResponse reason.
             * @member {string} reason
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.reason = "";

            /**
             * StatusResponse replicas.
             * @member {number} replicas
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.replicas = 0;

            /**
             * StatusResponse leader.
             * @member {string} leader
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.leader = "";

            /**
             * StatusResponse fencingToken.
             * @member {number} fencingToken
             * @memberof elastune.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.fencingToken = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StatusResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.StatusResponse
             * @static
             * @param {elastune.v1.StatusResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.StatusResponse} StatusResponse instance
             * @type {{
             *   (properties: elastune.v1.StatusResponse.$Shape): elastune.v1.StatusResponse & elastune.v1.StatusResponse.$Shape;
             *   (properties?: elastune.v1.StatusResponse.$Properties): elastune.v1.StatusResponse;
             * }}
             */
            StatusResponse.create = function(properties) {
                return new StatusResponse(properties);
            };

            /**
             * Encodes the specified StatusResponse message. Does not implicitly {@link elastune.v1.StatusResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.StatusResponse
             * @static
             * @param {elastune.v1.StatusResponse.$Properties} message StatusResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatusResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.jobUid != null && $Object.hasOwnProperty.call(message, "jobUid") && message.jobUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.jobUid);
                if (message.jobName != null && $Object.hasOwnProperty.call(message, "jobName") && message.jobName !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobName);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.state);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize") && message.worldSize !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.worldSize);
                if (message.paused != null && $Object.hasOwnProperty.call(message, "paused") && message.paused !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.paused);
                if (message.wanted != null && $Object.hasOwnProperty.call(message, "wanted") && message.wanted !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.wanted);
                if (message.workers != null && message.workers.length)
                    for (let i = 0; i < message.workers.length; ++i)
                        $root.elastune.v1.WorkerStatus.encode(message.workers[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.stepJson != null && $Object.hasOwnProperty.call(message, "stepJson") && message.stepJson !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.stepJson);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.reason);
                if (message.replicas != null && $Object.hasOwnProperty.call(message, "replicas") && message.replicas !== 0)
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.replicas);
                if (message.leader != null && $Object.hasOwnProperty.call(message, "leader") && message.leader !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.leader);
                if (message.fencingToken != null && $Object.hasOwnProperty.call(message, "fencingToken") && (typeof message.fencingToken === "object" ? message.fencingToken.low || message.fencingToken.high : message.fencingToken !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.fencingToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatusResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.StatusResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.StatusResponse & elastune.v1.StatusResponse.$Shape} StatusResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatusResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.StatusResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobUid = value;
                            else
                                delete message.jobUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobName = value;
                            else
                                delete message.jobName;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.worldSize = value;
                            else
                                delete message.worldSize;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.paused = value;
                            else
                                delete message.paused;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.wanted = value;
                            else
                                delete message.wanted;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.workers && message.workers.length))
                                message.workers = [];
                            message.workers.push($root.elastune.v1.WorkerStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stepJson = value;
                            else
                                delete message.stepJson;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.replicas = value;
                            else
                                delete message.replicas;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.leader = value;
                            else
                                delete message.leader;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fencingToken = value;
                            else
                                delete message.fencingToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StatusResponse;
        })();

        v1.WorkerStatus = (function() {

            /**
             * Properties of a WorkerStatus.
             * @typedef {Object} elastune.v1.WorkerStatus.$Properties
             * @property {string|null} [workerId] WorkerStatus workerId
             * @property {string|null} [host] WorkerStatus host
             * @property {number|null} [pid] WorkerStatus pid
             * @property {string|null} [device] WorkerStatus device
             * @property {boolean|null} [ready] WorkerStatus ready
             * @property {number|null} [rank] WorkerStatus rank
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WorkerStatus.
             * @memberof elastune.v1
             * @interface IWorkerStatus
             * @augments elastune.v1.WorkerStatus.$Properties
             * @deprecated Use elastune.v1.WorkerStatus.$Properties instead.
             */

            /**
             * Shape of a WorkerStatus.
             * @typedef {elastune.v1.WorkerStatus.$Properties} elastune.v1.WorkerStatus.$Shape
             */

            /**
             * Constructs a new WorkerStatus.
             * @memberof elastune.v1
             * @classdesc Represents a WorkerStatus.
             * @constructor
             * @param {elastune.v1.WorkerStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WorkerStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WorkerStatus workerId.
             * @member {string} workerId
             * @memberof elastune.v1.WorkerStatus
             * @instance
             */
            WorkerStatus.prototype.workerId = "";

            /**
             * WorkerStatus host.
             * @member {string} host
             * @memberof elastune.v1.WorkerStatus
             * @instance
             */
            WorkerStatus.prototype.host = "";

            /**
             * WorkerStatus pid.
             * @member {number} pid
             * @memberof elastune.v1.WorkerStatus
             * @instance
             */
            WorkerStatus.prototype.pid = 0;

            /**
             * WorkerStatus device.
             * @member {string} device
             * @memberof elastune.v1.WorkerStatus
             * @instance
             */
            WorkerStatus.prototype.device = "";

            /**
             * WorkerStatus ready.
             * @member {boolean} ready
             * @memberof elastune.v1.WorkerStatus
             * @instance
             */
            WorkerStatus.prototype.ready = false;

            /**
             * WorkerStatus rank.
             * @member {number|null|undefined} rank
             * @memberof elastune.v1.WorkerStatus
             * @instance
             */
            WorkerStatus.prototype.rank = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(WorkerStatus.prototype, "_rank", {
                get: $util.oneOfGetter($oneOfFields = ["rank"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new WorkerStatus instance using the specified properties.
             * @function create
             * @memberof elastune.v1.WorkerStatus
             * @static
             * @param {elastune.v1.WorkerStatus.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.WorkerStatus} WorkerStatus instance
             * @type {{
             *   (properties: elastune.v1.WorkerStatus.$Shape): elastune.v1.WorkerStatus & elastune.v1.WorkerStatus.$Shape;
             *   (properties?: elastune.v1.WorkerStatus.$Properties): elastune.v1.WorkerStatus;
             * }}
             */
            WorkerStatus.create = function(properties) {
                return new WorkerStatus(properties);
            };

            /**
             * Encodes the specified WorkerStatus message. Does not implicitly {@link elastune.v1.WorkerStatus.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.WorkerStatus
             * @static
             * @param {elastune.v1.WorkerStatus.$Properties} message WorkerStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WorkerStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.host);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid") && message.pid !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.pid);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.device);
                if (message.ready != null && $Object.hasOwnProperty.call(message, "ready") && message.ready !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.ready);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.rank);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WorkerStatus message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.WorkerStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.WorkerStatus & elastune.v1.WorkerStatus.$Shape} WorkerStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WorkerStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.WorkerStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pid = value;
                            else
                                delete message.pid;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.ready = value;
                            else
                                delete message.ready;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.rank = reader.uint32();
                            message._rank = "rank";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WorkerStatus;
        })();

        v1.ScaleRequest = (function() {

            /**
             * Properties of a ScaleRequest.
             * @typedef {Object} elastune.v1.ScaleRequest.$Properties
             * @property {number|null} [replicas] ScaleRequest replicas
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScaleRequest.
             * @memberof elastune.v1
             * @interface IScaleRequest
             * @augments elastune.v1.ScaleRequest.$Properties
             * @deprecated Use elastune.v1.ScaleRequest.$Properties instead.
             */

            /**
             * Shape of a ScaleRequest.
             * @typedef {elastune.v1.ScaleRequest.$Properties} elastune.v1.ScaleRequest.$Shape
             */

            /**
             * Constructs a new ScaleRequest.
             * @memberof elastune.v1
             * @classdesc Represents a ScaleRequest.
             * @constructor
             * @param {elastune.v1.ScaleRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScaleRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ScaleRequest replicas.
             * @member {number} replicas
             * @memberof elastune.v1.ScaleRequest
             * @instance
             */
            ScaleRequest.prototype.replicas = 0;

            /**
             * Creates a new ScaleRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ScaleRequest
             * @static
             * @param {elastune.v1.ScaleRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ScaleRequest} ScaleRequest instance
             * @type {{
             *   (properties: elastune.v1.ScaleRequest.$Shape): elastune.v1.ScaleRequest & elastune.v1.ScaleRequest.$Shape;
             *   (properties?: elastune.v1.ScaleRequest.$Properties): elastune.v1.ScaleRequest;
             * }}
             */
            ScaleRequest.create = function(properties) {
                return new ScaleRequest(properties);
            };

            /**
             * Encodes the specified ScaleRequest message. Does not implicitly {@link elastune.v1.ScaleRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ScaleRequest
             * @static
             * @param {elastune.v1.ScaleRequest.$Properties} message ScaleRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScaleRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.replicas != null && $Object.hasOwnProperty.call(message, "replicas") && message.replicas !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.replicas);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScaleRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ScaleRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ScaleRequest & elastune.v1.ScaleRequest.$Shape} ScaleRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScaleRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ScaleRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.replicas = value;
                            else
                                delete message.replicas;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScaleRequest;
        })();

        v1.ScaleResponse = (function() {

            /**
             * Properties of a ScaleResponse.
             * @typedef {Object} elastune.v1.ScaleResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScaleResponse.
             * @memberof elastune.v1
             * @interface IScaleResponse
             * @augments elastune.v1.ScaleResponse.$Properties
             * @deprecated Use elastune.v1.ScaleResponse.$Properties instead.
             */

            /**
             * Shape of a ScaleResponse.
             * @typedef {elastune.v1.ScaleResponse.$Properties} elastune.v1.ScaleResponse.$Shape
             */

            /**
             * Constructs a new ScaleResponse.
             * @memberof elastune.v1
             * @classdesc Represents a ScaleResponse.
             * @constructor
             * @param {elastune.v1.ScaleResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScaleResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ScaleResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ScaleResponse
             * @static
             * @param {elastune.v1.ScaleResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ScaleResponse} ScaleResponse instance
             * @type {{
             *   (properties: elastune.v1.ScaleResponse.$Shape): elastune.v1.ScaleResponse & elastune.v1.ScaleResponse.$Shape;
             *   (properties?: elastune.v1.ScaleResponse.$Properties): elastune.v1.ScaleResponse;
             * }}
             */
            ScaleResponse.create = function(properties) {
                return new ScaleResponse(properties);
            };

            /**
             * Encodes the specified ScaleResponse message. Does not implicitly {@link elastune.v1.ScaleResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ScaleResponse
             * @static
             * @param {elastune.v1.ScaleResponse.$Properties} message ScaleResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScaleResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScaleResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ScaleResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ScaleResponse & elastune.v1.ScaleResponse.$Shape} ScaleResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScaleResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ScaleResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScaleResponse;
        })();

        v1.PauseRequest = (function() {

            /**
             * Properties of a PauseRequest.
             * @typedef {Object} elastune.v1.PauseRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PauseRequest.
             * @memberof elastune.v1
             * @interface IPauseRequest
             * @augments elastune.v1.PauseRequest.$Properties
             * @deprecated Use elastune.v1.PauseRequest.$Properties instead.
             */

            /**
             * Shape of a PauseRequest.
             * @typedef {elastune.v1.PauseRequest.$Properties} elastune.v1.PauseRequest.$Shape
             */

            /**
             * Constructs a new PauseRequest.
             * @memberof elastune.v1
             * @classdesc Represents a PauseRequest.
             * @constructor
             * @param {elastune.v1.PauseRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PauseRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new PauseRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.PauseRequest
             * @static
             * @param {elastune.v1.PauseRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.PauseRequest} PauseRequest instance
             * @type {{
             *   (properties: elastune.v1.PauseRequest.$Shape): elastune.v1.PauseRequest & elastune.v1.PauseRequest.$Shape;
             *   (properties?: elastune.v1.PauseRequest.$Properties): elastune.v1.PauseRequest;
             * }}
             */
            PauseRequest.create = function(properties) {
                return new PauseRequest(properties);
            };

            /**
             * Encodes the specified PauseRequest message. Does not implicitly {@link elastune.v1.PauseRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.PauseRequest
             * @static
             * @param {elastune.v1.PauseRequest.$Properties} message PauseRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PauseRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PauseRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.PauseRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.PauseRequest & elastune.v1.PauseRequest.$Shape} PauseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PauseRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.PauseRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PauseRequest;
        })();

        v1.PauseResponse = (function() {

            /**
             * Properties of a PauseResponse.
             * @typedef {Object} elastune.v1.PauseResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PauseResponse.
             * @memberof elastune.v1
             * @interface IPauseResponse
             * @augments elastune.v1.PauseResponse.$Properties
             * @deprecated Use elastune.v1.PauseResponse.$Properties instead.
             */

            /**
             * Shape of a PauseResponse.
             * @typedef {elastune.v1.PauseResponse.$Properties} elastune.v1.PauseResponse.$Shape
             */

            /**
             * Constructs a new PauseResponse.
             * @memberof elastune.v1
             * @classdesc Represents a PauseResponse.
             * @constructor
             * @param {elastune.v1.PauseResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PauseResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new PauseResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.PauseResponse
             * @static
             * @param {elastune.v1.PauseResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.PauseResponse} PauseResponse instance
             * @type {{
             *   (properties: elastune.v1.PauseResponse.$Shape): elastune.v1.PauseResponse & elastune.v1.PauseResponse.$Shape;
             *   (properties?: elastune.v1.PauseResponse.$Properties): elastune.v1.PauseResponse;
             * }}
             */
            PauseResponse.create = function(properties) {
                return new PauseResponse(properties);
            };

            /**
             * Encodes the specified PauseResponse message. Does not implicitly {@link elastune.v1.PauseResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.PauseResponse
             * @static
             * @param {elastune.v1.PauseResponse.$Properties} message PauseResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PauseResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PauseResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.PauseResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.PauseResponse & elastune.v1.PauseResponse.$Shape} PauseResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PauseResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.PauseResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PauseResponse;
        })();

        v1.ResumeRequest = (function() {

            /**
             * Properties of a ResumeRequest.
             * @typedef {Object} elastune.v1.ResumeRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ResumeRequest.
             * @memberof elastune.v1
             * @interface IResumeRequest
             * @augments elastune.v1.ResumeRequest.$Properties
             * @deprecated Use elastune.v1.ResumeRequest.$Properties instead.
             */

            /**
             * Shape of a ResumeRequest.
             * @typedef {elastune.v1.ResumeRequest.$Properties} elastune.v1.ResumeRequest.$Shape
             */

            /**
             * Constructs a new ResumeRequest.
             * @memberof elastune.v1
             * @classdesc Represents a ResumeRequest.
             * @constructor
             * @param {elastune.v1.ResumeRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ResumeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ResumeRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ResumeRequest
             * @static
             * @param {elastune.v1.ResumeRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ResumeRequest} ResumeRequest instance
             * @type {{
             *   (properties: elastune.v1.ResumeRequest.$Shape): elastune.v1.ResumeRequest & elastune.v1.ResumeRequest.$Shape;
             *   (properties?: elastune.v1.ResumeRequest.$Properties): elastune.v1.ResumeRequest;
             * }}
             */
            ResumeRequest.create = function(properties) {
                return new ResumeRequest(properties);
            };

            /**
             * Encodes the specified ResumeRequest message. Does not implicitly {@link elastune.v1.ResumeRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ResumeRequest
             * @static
             * @param {elastune.v1.ResumeRequest.$Properties} message ResumeRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ResumeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ResumeRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ResumeRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ResumeRequest & elastune.v1.ResumeRequest.$Shape} ResumeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ResumeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ResumeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ResumeRequest;
        })();

        v1.ResumeResponse = (function() {

            /**
             * Properties of a ResumeResponse.
             * @typedef {Object} elastune.v1.ResumeResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ResumeResponse.
             * @memberof elastune.v1
             * @interface IResumeResponse
             * @augments elastune.v1.ResumeResponse.$Properties
             * @deprecated Use elastune.v1.ResumeResponse.$Properties instead.
             */

            /**
             * Shape of a ResumeResponse.
             * @typedef {elastune.v1.ResumeResponse.$Properties} elastune.v1.ResumeResponse.$Shape
             */

            /**
             * Constructs a new ResumeResponse.
             * @memberof elastune.v1
             * @classdesc Represents a ResumeResponse.
             * @constructor
             * @param {elastune.v1.ResumeResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ResumeResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ResumeResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ResumeResponse
             * @static
             * @param {elastune.v1.ResumeResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ResumeResponse} ResumeResponse instance
             * @type {{
             *   (properties: elastune.v1.ResumeResponse.$Shape): elastune.v1.ResumeResponse & elastune.v1.ResumeResponse.$Shape;
             *   (properties?: elastune.v1.ResumeResponse.$Properties): elastune.v1.ResumeResponse;
             * }}
             */
            ResumeResponse.create = function(properties) {
                return new ResumeResponse(properties);
            };

            /**
             * Encodes the specified ResumeResponse message. Does not implicitly {@link elastune.v1.ResumeResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ResumeResponse
             * @static
             * @param {elastune.v1.ResumeResponse.$Properties} message ResumeResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ResumeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ResumeResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ResumeResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ResumeResponse & elastune.v1.ResumeResponse.$Shape} ResumeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ResumeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ResumeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ResumeResponse;
        })();

        v1.StopRequest = (function() {

            /**
             * Properties of a StopRequest.
             * @typedef {Object} elastune.v1.StopRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StopRequest.
             * @memberof elastune.v1
             * @interface IStopRequest
             * @augments elastune.v1.StopRequest.$Properties
             * @deprecated Use elastune.v1.StopRequest.$Properties instead.
             */

            /**
             * Shape of a StopRequest.
             * @typedef {elastune.v1.StopRequest.$Properties} elastune.v1.StopRequest.$Shape
             */

            /**
             * Constructs a new StopRequest.
             * @memberof elastune.v1
             * @classdesc Represents a StopRequest.
             * @constructor
             * @param {elastune.v1.StopRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StopRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new StopRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.StopRequest
             * @static
             * @param {elastune.v1.StopRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.StopRequest} StopRequest instance
             * @type {{
             *   (properties: elastune.v1.StopRequest.$Shape): elastune.v1.StopRequest & elastune.v1.StopRequest.$Shape;
             *   (properties?: elastune.v1.StopRequest.$Properties): elastune.v1.StopRequest;
             * }}
             */
            StopRequest.create = function(properties) {
                return new StopRequest(properties);
            };

            /**
             * Encodes the specified StopRequest message. Does not implicitly {@link elastune.v1.StopRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.StopRequest
             * @static
             * @param {elastune.v1.StopRequest.$Properties} message StopRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StopRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StopRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.StopRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.StopRequest & elastune.v1.StopRequest.$Shape} StopRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StopRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.StopRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StopRequest;
        })();

        v1.StopResponse = (function() {

            /**
             * Properties of a StopResponse.
             * @typedef {Object} elastune.v1.StopResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StopResponse.
             * @memberof elastune.v1
             * @interface IStopResponse
             * @augments elastune.v1.StopResponse.$Properties
             * @deprecated Use elastune.v1.StopResponse.$Properties instead.
             */

            /**
             * Shape of a StopResponse.
             * @typedef {elastune.v1.StopResponse.$Properties} elastune.v1.StopResponse.$Shape
             */

            /**
             * Constructs a new StopResponse.
             * @memberof elastune.v1
             * @classdesc Represents a StopResponse.
             * @constructor
             * @param {elastune.v1.StopResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StopResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new StopResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.StopResponse
             * @static
             * @param {elastune.v1.StopResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.StopResponse} StopResponse instance
             * @type {{
             *   (properties: elastune.v1.StopResponse.$Shape): elastune.v1.StopResponse & elastune.v1.StopResponse.$Shape;
             *   (properties?: elastune.v1.StopResponse.$Properties): elastune.v1.StopResponse;
             * }}
             */
            StopResponse.create = function(properties) {
                return new StopResponse(properties);
            };

            /**
             * Encodes the specified StopResponse message. Does not implicitly {@link elastune.v1.StopResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.StopResponse
             * @static
             * @param {elastune.v1.StopResponse.$Properties} message StopResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StopResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StopResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.StopResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.StopResponse & elastune.v1.StopResponse.$Shape} StopResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StopResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.StopResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StopResponse;
        })();

        v1.HaltRequest = (function() {

            /**
             * Properties of a HaltRequest.
             * @typedef {Object} elastune.v1.HaltRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HaltRequest.
             * @memberof elastune.v1
             * @interface IHaltRequest
             * @augments elastune.v1.HaltRequest.$Properties
             * @deprecated Use elastune.v1.HaltRequest.$Properties instead.
             */

            /**
             * Shape of a HaltRequest.
             * @typedef {elastune.v1.HaltRequest.$Properties} elastune.v1.HaltRequest.$Shape
             */

            /**
             * Constructs a new HaltRequest.
             * @memberof elastune.v1
             * @classdesc Represents a HaltRequest.
             * @constructor
             * @param {elastune.v1.HaltRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HaltRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new HaltRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.HaltRequest
             * @static
             * @param {elastune.v1.HaltRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.HaltRequest} HaltRequest instance
             * @type {{
             *   (properties: elastune.v1.HaltRequest.$Shape): elastune.v1.HaltRequest & elastune.v1.HaltRequest.$Shape;
             *   (properties?: elastune.v1.HaltRequest.$Properties): elastune.v1.HaltRequest;
             * }}
             */
            HaltRequest.create = function(properties) {
                return new HaltRequest(properties);
            };

            /**
             * Encodes the specified HaltRequest message. Does not implicitly {@link elastune.v1.HaltRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.HaltRequest
             * @static
             * @param {elastune.v1.HaltRequest.$Properties} message HaltRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HaltRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HaltRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.HaltRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.HaltRequest & elastune.v1.HaltRequest.$Shape} HaltRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HaltRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.HaltRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HaltRequest;
        })();

        v1.HaltResponse = (function() {

            /**
             * Properties of a HaltResponse.
             * @typedef {Object} elastune.v1.HaltResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HaltResponse.
             * @memberof elastune.v1
             * @interface IHaltResponse
             * @augments elastune.v1.HaltResponse.$Properties
             * @deprecated Use elastune.v1.HaltResponse.$Properties instead.
             */

            /**
             * Shape of a HaltResponse.
             * @typedef {elastune.v1.HaltResponse.$Properties} elastune.v1.HaltResponse.$Shape
             */

            /**
             * Constructs a new HaltResponse.
             * @memberof elastune.v1
             * @classdesc Represents a HaltResponse.
             * @constructor
             * @param {elastune.v1.HaltResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HaltResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new HaltResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.HaltResponse
             * @static
             * @param {elastune.v1.HaltResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.HaltResponse} HaltResponse instance
             * @type {{
             *   (properties: elastune.v1.HaltResponse.$Shape): elastune.v1.HaltResponse & elastune.v1.HaltResponse.$Shape;
             *   (properties?: elastune.v1.HaltResponse.$Properties): elastune.v1.HaltResponse;
             * }}
             */
            HaltResponse.create = function(properties) {
                return new HaltResponse(properties);
            };

            /**
             * Encodes the specified HaltResponse message. Does not implicitly {@link elastune.v1.HaltResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.HaltResponse
             * @static
             * @param {elastune.v1.HaltResponse.$Properties} message HaltResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HaltResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HaltResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.HaltResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.HaltResponse & elastune.v1.HaltResponse.$Shape} HaltResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HaltResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.HaltResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HaltResponse;
        })();

        v1.ExitedRequest = (function() {

            /**
             * Properties of an ExitedRequest.
             * @typedef {Object} elastune.v1.ExitedRequest.$Properties
             * @property {string|null} [host] ExitedRequest host
             * @property {number|null} [pid] ExitedRequest pid
             * @property {string|null} [reason] ExitedRequest reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExitedRequest.
             * @memberof elastune.v1
             * @interface IExitedRequest
             * @augments elastune.v1.ExitedRequest.$Properties
             * @deprecated Use elastune.v1.ExitedRequest.$Properties instead.
             */

            /**
             * Shape of an ExitedRequest.
             * @typedef {elastune.v1.ExitedRequest.$Properties} elastune.v1.ExitedRequest.$Shape
             */

            /**
             * Constructs a new ExitedRequest.
             * @memberof elastune.v1
             * @classdesc Represents an ExitedRequest.
             * @constructor
             * @param {elastune.v1.ExitedRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExitedRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExitedRequest host.
             * @member {string} host
             * @memberof elastune.v1.ExitedRequest
             * @instance
             */
            ExitedRequest.prototype.host = "";

            /**
             * ExitedRequest pid.
             * @member {number} pid
             * @memberof elastune.v1.ExitedRequest
             * @instance
             */
            ExitedRequest.prototype.pid = 0;

            /**
             * ExitedRequest reason.
             * @member {string} reason
             * @memberof elastune.v1.ExitedRequest
             * @instance
             */
            ExitedRequest.prototype.reason = "";

            /**
             * Creates a new ExitedRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ExitedRequest
             * @static
             * @param {elastune.v1.ExitedRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ExitedRequest} ExitedRequest instance
             * @type {{
             *   (properties: elastune.v1.ExitedRequest.$Shape): elastune.v1.ExitedRequest & elastune.v1.ExitedRequest.$Shape;
             *   (properties?: elastune.v1.ExitedRequest.$Properties): elastune.v1.ExitedRequest;
             * }}
             */
            ExitedRequest.create = function(properties) {
                return new ExitedRequest(properties);
            };

            /**
             * Encodes the specified ExitedRequest message. Does not implicitly {@link elastune.v1.ExitedRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ExitedRequest
             * @static
             * @param {elastune.v1.ExitedRequest.$Properties} message ExitedRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExitedRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid") && message.pid !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.pid);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExitedRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ExitedRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ExitedRequest & elastune.v1.ExitedRequest.$Shape} ExitedRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExitedRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ExitedRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pid = value;
                            else
                                delete message.pid;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExitedRequest;
        })();

        v1.ExitedResponse = (function() {

            /**
             * Properties of an ExitedResponse.
             * @typedef {Object} elastune.v1.ExitedResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExitedResponse.
             * @memberof elastune.v1
             * @interface IExitedResponse
             * @augments elastune.v1.ExitedResponse.$Properties
             * @deprecated Use elastune.v1.ExitedResponse.$Properties instead.
             */

            /**
             * Shape of an ExitedResponse.
             * @typedef {elastune.v1.ExitedResponse.$Properties} elastune.v1.ExitedResponse.$Shape
             */

            /**
             * Constructs a new ExitedResponse.
             * @memberof elastune.v1
             * @classdesc Represents an ExitedResponse.
             * @constructor
             * @param {elastune.v1.ExitedResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExitedResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ExitedResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ExitedResponse
             * @static
             * @param {elastune.v1.ExitedResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ExitedResponse} ExitedResponse instance
             * @type {{
             *   (properties: elastune.v1.ExitedResponse.$Shape): elastune.v1.ExitedResponse & elastune.v1.ExitedResponse.$Shape;
             *   (properties?: elastune.v1.ExitedResponse.$Properties): elastune.v1.ExitedResponse;
             * }}
             */
            ExitedResponse.create = function(properties) {
                return new ExitedResponse(properties);
            };

            /**
             * Encodes the specified ExitedResponse message. Does not implicitly {@link elastune.v1.ExitedResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ExitedResponse
             * @static
             * @param {elastune.v1.ExitedResponse.$Properties} message ExitedResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExitedResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExitedResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ExitedResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ExitedResponse & elastune.v1.ExitedResponse.$Shape} ExitedResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExitedResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ExitedResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExitedResponse;
        })();

        v1.EventsRequest = (function() {

            /**
             * Properties of an EventsRequest.
             * @typedef {Object} elastune.v1.EventsRequest.$Properties
             * @property {number|null} [from] EventsRequest from
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EventsRequest.
             * @memberof elastune.v1
             * @interface IEventsRequest
             * @augments elastune.v1.EventsRequest.$Properties
             * @deprecated Use elastune.v1.EventsRequest.$Properties instead.
             */

            /**
             * Shape of an EventsRequest.
             * @typedef {elastune.v1.EventsRequest.$Properties} elastune.v1.EventsRequest.$Shape
             */

            /**
             * Constructs a new EventsRequest.
             * @memberof elastune.v1
             * @classdesc Represents an EventsRequest.
             * @constructor
             * @param {elastune.v1.EventsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EventsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EventsRequest from.
             * @member {number} from
             * @memberof elastune.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.from = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new EventsRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.EventsRequest
             * @static
             * @param {elastune.v1.EventsRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.EventsRequest} EventsRequest instance
             * @type {{
             *   (properties: elastune.v1.EventsRequest.$Shape): elastune.v1.EventsRequest & elastune.v1.EventsRequest.$Shape;
             *   (properties?: elastune.v1.EventsRequest.$Properties): elastune.v1.EventsRequest;
             * }}
             */
            EventsRequest.create = function(properties) {
                return new EventsRequest(properties);
            };

            /**
             * Encodes the specified EventsRequest message. Does not implicitly {@link elastune.v1.EventsRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.EventsRequest
             * @static
             * @param {elastune.v1.EventsRequest.$Properties} message EventsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EventsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.from);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EventsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.EventsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.EventsRequest & elastune.v1.EventsRequest.$Shape} EventsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EventsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.EventsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EventsRequest;
        })();

        v1.EventsResponse = (function() {

            /**
             * Properties of an EventsResponse.
             * @typedef {Object} elastune.v1.EventsResponse.$Properties
             * @property {number|null} [sequence] EventsResponse sequence
             * @property {string|null} [eventJson] EventsResponse eventJson
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EventsResponse.
             * @memberof elastune.v1
             * @interface IEventsResponse
             * @augments elastune.v1.EventsResponse.$Properties
             * @deprecated Use elastune.v1.EventsResponse.$Properties instead.
             */

            /**
             * Shape of an EventsResponse.
             * @typedef {elastune.v1.EventsResponse.$Properties} elastune.v1.EventsResponse.$Shape
             */

            /**
             * Constructs a new EventsResponse.
             * @memberof elastune.v1
             * @classdesc Represents an EventsResponse.
             * @constructor
             * @param {elastune.v1.EventsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EventsResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EventsResponse sequence.
             * @member {number} sequence
             * @memberof elastune.v1.EventsResponse
             * @instance
             */
            EventsResponse.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EventsResponse eventJson.
             * @member {string} eventJson
             * @memberof elastune.v1.EventsResponse
             * @instance
             */
            EventsResponse.prototype.eventJson = "";

            /**
             * Creates a new EventsResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.EventsResponse
             * @static
             * @param {elastune.v1.EventsResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.EventsResponse} EventsResponse instance
             * @type {{
             *   (properties: elastune.v1.EventsResponse.$Shape): elastune.v1.EventsResponse & elastune.v1.EventsResponse.$Shape;
             *   (properties?: elastune.v1.EventsResponse.$Properties): elastune.v1.EventsResponse;
             * }}
             */
            EventsResponse.create = function(properties) {
                return new EventsResponse(properties);
            };

            /**
             * Encodes the specified EventsResponse message. Does not implicitly {@link elastune.v1.EventsResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.EventsResponse
             * @static
             * @param {elastune.v1.EventsResponse.$Properties} message EventsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EventsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.eventJson != null && $Object.hasOwnProperty.call(message, "eventJson") && message.eventJson !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.eventJson);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EventsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.EventsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.EventsResponse & elastune.v1.EventsResponse.$Shape} EventsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EventsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.EventsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.eventJson = value;
                            else
                                delete message.eventJson;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EventsResponse;
        })();

        v1.CoordinatorService = (function() {

            /**
             * Constructs a new CoordinatorService service.
             * @memberof elastune.v1
             * @classdesc Represents a CoordinatorService
             * @extends $protobuf.rpc.Service
             * @constructor
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             */
            const CoordinatorService = function(rpcImpl, requestDelimited, responseDelimited) {
                $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
            };

            $Object.defineProperty(CoordinatorService.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: CoordinatorService, writable: true, enumerable: false, configurable: true });

            /**
             * Creates new CoordinatorService service using the specified rpc implementation.
             * @function create
             * @memberof elastune.v1.CoordinatorService
             * @static
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             * @returns {CoordinatorService} RPC service. Useful where requests and/or responses are streamed.
             */
            CoordinatorService.create = function(rpcImpl, requestDelimited, responseDelimited) {
                return new this(rpcImpl, requestDelimited, responseDelimited);
            };

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#register}.
             * @memberof elastune.v1.CoordinatorService
             * @typedef RegisterCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.RegisterResponse} [response] RegisterResponse
             */

            /**
             * Calls Register.
             * @memberof elastune.v1.CoordinatorService
             * @typedef Register
             * @type {{
             *   (request: elastune.v1.IRegisterRequest, callback: elastune.v1.CoordinatorService.RegisterCallback): void;
             *   (request: elastune.v1.IRegisterRequest): Promise<elastune.v1.RegisterResponse>;
             *   readonly name: "Register";
             *   readonly path: "/elastune.v1.CoordinatorService/Register";
             *   readonly requestType: "RegisterRequest";
             *   readonly responseType: "RegisterResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Register.
             * @name elastune.v1.CoordinatorService#register
             * @type {elastune.v1.CoordinatorService.Register}
             */
            $Object.defineProperties(CoordinatorService.prototype.register = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, CoordinatorService.prototype.register, $root.elastune.v1.RegisterRequest, $root.elastune.v1.RegisterResponse, request, callback);
            }, {
                name: { value: "Register" },
                path: { value: "/elastune.v1.CoordinatorService/Register" },
                requestType: { value: "RegisterRequest" },
                responseType: { value: "RegisterResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#session}.
             * @memberof elastune.v1.CoordinatorService
             * @typedef SessionCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.SessionResponse} [response] SessionResponse
             */

            /**
             * Calls Session.
             * @memberof elastune.v1.CoordinatorService
             * @typedef Session
             * @type {{
             *   (request: elastune.v1.ISessionRequest, callback: elastune.v1.CoordinatorService.SessionCallback): void;
             *   (request: elastune.v1.ISessionRequest): Promise<elastune.v1.SessionResponse>;
             *   readonly name: "Session";
             *   readonly path: "/elastune.v1.CoordinatorService/Session";
             *   readonly requestType: "SessionRequest";
             *   readonly responseType: "SessionResponse";
             *   readonly requestStream: true;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls Session.
             * @name elastune.v1.CoordinatorService#session
             * @type {elastune.v1.CoordinatorService.Session}
             */
            $Object.defineProperties(CoordinatorService.prototype.session = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, CoordinatorService.prototype.session, $root.elastune.v1.SessionRequest, $root.elastune.v1.SessionResponse, request, callback);
            }, {
                name: { value: "Session" },
                path: { value: "/elastune.v1.CoordinatorService/Session" },
                requestType: { value: "SessionRequest" },
                responseType: { value: "SessionResponse" },
                requestStream: { value: true },
                responseStream: { value: true }
            });

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#report}.
             * @memberof elastune.v1.CoordinatorService
             * @typedef ReportCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.ReportResponse} [response] ReportResponse
             */

            /**
             * Calls Report.
             * @memberof elastune.v1.CoordinatorService
             * @typedef Report
             * @type {{
             *   (request: elastune.v1.IReportRequest, callback: elastune.v1.CoordinatorService.ReportCallback): void;
             *   (request: elastune.v1.IReportRequest): Promise<elastune.v1.ReportResponse>;
             *   readonly name: "Report";
             *   readonly path: "/elastune.v1.CoordinatorService/Report";
             *   readonly requestType: "ReportRequest";
             *   readonly responseType: "ReportResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Report.
             * @name elastune.v1.CoordinatorService#report
             * @type {elastune.v1.CoordinatorService.Report}
             */
            $Object.defineProperties(CoordinatorService.prototype.report = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, CoordinatorService.prototype.report, $root.elastune.v1.ReportRequest, $root.elastune.v1.ReportResponse, request, callback);
            }, {
                name: { value: "Report" },
                path: { value: "/elastune.v1.CoordinatorService/Report" },
                requestType: { value: "ReportRequest" },
                responseType: { value: "ReportResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link elastune.v1.CoordinatorService#publish}.
             * @memberof elastune.v1.CoordinatorService
             * @typedef PublishCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.PublishResponse} [response] PublishResponse
             */

            /**
             * Calls Publish.
             * @memberof elastune.v1.CoordinatorService
             * @typedef Publish
             * @type {{
             *   (request: elastune.v1.IPublishRequest, callback: elastune.v1.CoordinatorService.PublishCallback): void;
             *   (request: elastune.v1.IPublishRequest): Promise<elastune.v1.PublishResponse>;
             *   readonly name: "Publish";
             *   readonly path: "/elastune.v1.CoordinatorService/Publish";
             *   readonly requestType: "PublishRequest";
             *   readonly responseType: "PublishResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Publish.
             * @name elastune.v1.CoordinatorService#publish
             * @type {elastune.v1.CoordinatorService.Publish}
             */
            $Object.defineProperties(CoordinatorService.prototype.publish = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, CoordinatorService.prototype.publish, $root.elastune.v1.PublishRequest, $root.elastune.v1.PublishResponse, request, callback);
            }, {
                name: { value: "Publish" },
                path: { value: "/elastune.v1.CoordinatorService/Publish" },
                requestType: { value: "PublishRequest" },
                responseType: { value: "PublishResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            return CoordinatorService;
        })();

        v1.RegisterRequest = (function() {

            /**
             * Properties of a RegisterRequest.
             * @typedef {Object} elastune.v1.RegisterRequest.$Properties
             * @property {number|null} [protocolVersion] RegisterRequest protocolVersion
             * @property {string|null} [jobHash] RegisterRequest jobHash
             * @property {string|null} [host] RegisterRequest host
             * @property {number|null} [pid] RegisterRequest pid
             * @property {string|null} [attemptId] RegisterRequest attemptId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RegisterRequest.
             * @memberof elastune.v1
             * @interface IRegisterRequest
             * @augments elastune.v1.RegisterRequest.$Properties
             * @deprecated Use elastune.v1.RegisterRequest.$Properties instead.
             */

            /**
             * Shape of a RegisterRequest.
             * @typedef {elastune.v1.RegisterRequest.$Properties} elastune.v1.RegisterRequest.$Shape
             */

            /**
             * Constructs a new RegisterRequest.
             * @memberof elastune.v1
             * @classdesc Represents a RegisterRequest.
             * @constructor
             * @param {elastune.v1.RegisterRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RegisterRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RegisterRequest protocolVersion.
             * @member {number} protocolVersion
             * @memberof elastune.v1.RegisterRequest
             * @instance
             */
            RegisterRequest.prototype.protocolVersion = 0;

            /**
             * RegisterRequest jobHash.
             * @member {string} jobHash
             * @memberof elastune.v1.RegisterRequest
             * @instance
             */
            RegisterRequest.prototype.jobHash = "";

            /**
             * RegisterRequest host.
             * @member {string} host
             * @memberof elastune.v1.RegisterRequest
             * @instance
             */
            RegisterRequest.prototype.host = "";

            /**
             * RegisterRequest pid.
             * @member {number} pid
             * @memberof elastune.v1.RegisterRequest
             * @instance
             */
            RegisterRequest.prototype.pid = 0;

            /**
             * RegisterRequest attemptId.
             * @member {string} attemptId
             * @memberof elastune.v1.RegisterRequest
             * @instance
             */
            RegisterRequest.prototype.attemptId = "";

            /**
             * Creates a new RegisterRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.RegisterRequest
             * @static
             * @param {elastune.v1.RegisterRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.RegisterRequest} RegisterRequest instance
             * @type {{
             *   (properties: elastune.v1.RegisterRequest.$Shape): elastune.v1.RegisterRequest & elastune.v1.RegisterRequest.$Shape;
             *   (properties?: elastune.v1.RegisterRequest.$Properties): elastune.v1.RegisterRequest;
             * }}
             */
            RegisterRequest.create = function(properties) {
                return new RegisterRequest(properties);
            };

            /**
             * Encodes the specified RegisterRequest message. Does not implicitly {@link elastune.v1.RegisterRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.RegisterRequest
             * @static
             * @param {elastune.v1.RegisterRequest.$Properties} message RegisterRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RegisterRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion") && message.protocolVersion !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocolVersion);
                if (message.jobHash != null && $Object.hasOwnProperty.call(message, "jobHash") && message.jobHash !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobHash);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.host);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid") && message.pid !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.pid);
                if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.attemptId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RegisterRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.RegisterRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.RegisterRequest & elastune.v1.RegisterRequest.$Shape} RegisterRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RegisterRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.RegisterRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocolVersion = value;
                            else
                                delete message.protocolVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobHash = value;
                            else
                                delete message.jobHash;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pid = value;
                            else
                                delete message.pid;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.attemptId = value;
                            else
                                delete message.attemptId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegisterRequest;
        })();

        v1.RegisterResponse = (function() {

            /**
             * Properties of a RegisterResponse.
             * @typedef {Object} elastune.v1.RegisterResponse.$Properties
             * @property {string|null} [workerId] RegisterResponse workerId
             * @property {string|null} [jobUid] RegisterResponse jobUid
             * @property {string|null} [jobName] RegisterResponse jobName
             * @property {string|null} [jobText] RegisterResponse jobText
             * @property {string|null} [jobHash] RegisterResponse jobHash
             * @property {string|null} [settingsJson] RegisterResponse settingsJson
             * @property {number|null} [fencingToken] RegisterResponse fencingToken
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RegisterResponse.
             * @memberof elastune.v1
             * @interface IRegisterResponse
             * @augments elastune.v1.RegisterResponse.$Properties
             * @deprecated Use elastune.v1.RegisterResponse.$Properties instead.
             */

            /**
             * Shape of a RegisterResponse.
             * @typedef {elastune.v1.RegisterResponse.$Properties} elastune.v1.RegisterResponse.$Shape
             */

            /**
             * Constructs a new RegisterResponse.
             * @memberof elastune.v1
             * @classdesc Represents a RegisterResponse.
             * @constructor
             * @param {elastune.v1.RegisterResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RegisterResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RegisterResponse workerId.
             * @member {string} workerId
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.workerId = "";

            /**
             * RegisterResponse jobUid.
             * @member {string} jobUid
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.jobUid = "";

            /**
             * RegisterResponse jobName.
             * @member {string} jobName
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.jobName = "";

            /**
             * RegisterResponse jobText.
             * @member {string} jobText
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.jobText = "";

            /**
             * RegisterResponse jobHash.
             * @member {string} jobHash
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.jobHash = "";

            /**
             * RegisterResponse settingsJson.
             * @member {string} settingsJson
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.settingsJson = "";

            /**
             * RegisterResponse fencingToken.
             * @member {number} fencingToken
             * @memberof elastune.v1.RegisterResponse
             * @instance
             */
            RegisterResponse.prototype.fencingToken = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new RegisterResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.RegisterResponse
             * @static
             * @param {elastune.v1.RegisterResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.RegisterResponse} RegisterResponse instance
             * @type {{
             *   (properties: elastune.v1.RegisterResponse.$Shape): elastune.v1.RegisterResponse & elastune.v1.RegisterResponse.$Shape;
             *   (properties?: elastune.v1.RegisterResponse.$Properties): elastune.v1.RegisterResponse;
             * }}
             */
            RegisterResponse.create = function(properties) {
                return new RegisterResponse(properties);
            };

            /**
             * Encodes the specified RegisterResponse message. Does not implicitly {@link elastune.v1.RegisterResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.RegisterResponse
             * @static
             * @param {elastune.v1.RegisterResponse.$Properties} message RegisterResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RegisterResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.jobUid != null && $Object.hasOwnProperty.call(message, "jobUid") && message.jobUid !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.jobUid);
                if (message.jobName != null && $Object.hasOwnProperty.call(message, "jobName") && message.jobName !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.jobName);
                if (message.jobText != null && $Object.hasOwnProperty.call(message, "jobText") && message.jobText !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.jobText);
                if (message.jobHash != null && $Object.hasOwnProperty.call(message, "jobHash") && message.jobHash !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.jobHash);
                if (message.settingsJson != null && $Object.hasOwnProperty.call(message, "settingsJson") && message.settingsJson !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.settingsJson);
                if (message.fencingToken != null && $Object.hasOwnProperty.call(message, "fencingToken") && (typeof message.fencingToken === "object" ? message.fencingToken.low || message.fencingToken.high : message.fencingToken !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.fencingToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RegisterResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.RegisterResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.RegisterResponse & elastune.v1.RegisterResponse.$Shape} RegisterResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RegisterResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.RegisterResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobUid = value;
                            else
                                delete message.jobUid;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobName = value;
                            else
                                delete message.jobName;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobText = value;
                            else
                                delete message.jobText;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.jobHash = value;
                            else
                                delete message.jobHash;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.settingsJson = value;
                            else
                                delete message.settingsJson;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fencingToken = value;
                            else
                                delete message.fencingToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegisterResponse;
        })();

        v1.SessionRequest = (function() {

            /**
             * Properties of a SessionRequest.
             * @typedef {Object} elastune.v1.SessionRequest.$Properties
             * @property {elastune.v1.Hello.$Properties|null} [hello] SessionRequest hello
             * @property {elastune.v1.Heartbeat.$Properties|null} [heartbeat] SessionRequest heartbeat
             * @property {elastune.v1.Ready.$Properties|null} [ready] SessionRequest ready
             * @property {elastune.v1.GenerationReport.$Properties|null} [report] SessionRequest report
             * @property {elastune.v1.Leaving.$Properties|null} [leaving] SessionRequest leaving
             * @property {elastune.v1.Run.$Properties|null} [run] SessionRequest run
             * @property {elastune.v1.Drain.$Properties|null} [drain] SessionRequest drain
             * @property {elastune.v1.PeerLost.$Properties|null} [peerLost] SessionRequest peerLost
             * @property {elastune.v1.Diverged.$Properties|null} [diverged] SessionRequest diverged
             * @property {elastune.v1.WrongNumbers.$Properties|null} [wrongNumbers] SessionRequest wrongNumbers
             * @property {"hello"|"heartbeat"|"ready"|"report"|"leaving"|"run"|"drain"|"peerLost"|"diverged"|"wrongNumbers"} [message] SessionRequest message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SessionRequest.
             * @memberof elastune.v1
             * @interface ISessionRequest
             * @augments elastune.v1.SessionRequest.$Properties
             * @deprecated Use elastune.v1.SessionRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a SessionRequest.
             * @typedef {{
             *   hello?: elastune.v1.Hello.$Shape|null;
             *   heartbeat?: elastune.v1.Heartbeat.$Shape|null;
             *   ready?: elastune.v1.Ready.$Shape|null;
             *   report?: elastune.v1.GenerationReport.$Shape|null;
             *   leaving?: elastune.v1.Leaving.$Shape|null;
             *   run?: elastune.v1.Run.$Shape|null;
             *   drain?: elastune.v1.Drain.$Shape|null;
             *   peerLost?: elastune.v1.PeerLost.$Shape|null;
             *   diverged?: elastune.v1.Diverged.$Shape|null;
             *   wrongNumbers?: elastune.v1.WrongNumbers.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "hello"; hello: elastune.v1.Hello.$Shape; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "heartbeat"; hello?: null; heartbeat: elastune.v1.Heartbeat.$Shape; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "ready"; hello?: null; heartbeat?: null; ready: elastune.v1.Ready.$Shape; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "report"; hello?: null; heartbeat?: null; ready?: null; report: elastune.v1.GenerationReport.$Shape; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "leaving"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving: elastune.v1.Leaving.$Shape; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "run"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run: elastune.v1.Run.$Shape; drain?: null; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "drain"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain: elastune.v1.Drain.$Shape; peerLost?: null; diverged?: null; wrongNumbers?: null }|{ message?: "peerLost"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost: elastune.v1.PeerLost.$Shape; diverged?: null; wrongNumbers?: null }|{ message?: "diverged"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged: elastune.v1.Diverged.$Shape; wrongNumbers?: null }|{ message?: "wrongNumbers"; hello?: null; heartbeat?: null; ready?: null; report?: null; leaving?: null; run?: null; drain?: null; peerLost?: null; diverged?: null; wrongNumbers: elastune.v1.WrongNumbers.$Shape })
             * )} elastune.v1.SessionRequest.$Shape
             */

            /**
             * Constructs a new SessionRequest.
             * @memberof elastune.v1
             * @classdesc Represents a SessionRequest.
             * @constructor
             * @param {elastune.v1.SessionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SessionRequest hello.
             * @member {elastune.v1.Hello.$Properties|null|undefined} hello
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.hello = null;

            /**
             * SessionRequest heartbeat.
             * @member {elastune.v1.Heartbeat.$Properties|null|undefined} heartbeat
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.heartbeat = null;

            /**
             * SessionRequest ready.
             * @member {elastune.v1.Ready.$Properties|null|undefined} ready
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.ready = null;

            /**
             * SessionRequest report.
             * @member {elastune.v1.GenerationReport.$Properties|null|undefined} report
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.report = null;

            /**
             * SessionRequest leaving.
             * @member {elastune.v1.Leaving.$Properties|null|undefined} leaving
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.leaving = null;

            /**
             * SessionRequest run.
             * @member {elastune.v1.Run.$Properties|null|undefined} run
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.run = null;

            /**
             * SessionRequest drain.
             * @member {elastune.v1.Drain.$Properties|null|undefined} drain
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.drain = null;

            /**
             * SessionRequest peerLost.
             * @member {elastune.v1.PeerLost.$Properties|null|undefined} peerLost
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.peerLost = null;

            /**
             * SessionRequest diverged.
             * @member {elastune.v1.Diverged.$Properties|null|undefined} diverged
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.diverged = null;

            /**
             * SessionRequest wrongNumbers.
             * @member {elastune.v1.WrongNumbers.$Properties|null|undefined} wrongNumbers
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            SessionRequest.prototype.wrongNumbers = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SessionRequest message.
             * @member {"hello"|"heartbeat"|"ready"|"report"|"leaving"|"run"|"drain"|"peerLost"|"diverged"|"wrongNumbers"|undefined} message
             * @memberof elastune.v1.SessionRequest
             * @instance
             */
            $Object.defineProperty(SessionRequest.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "heartbeat", "ready", "report", "leaving", "run", "drain", "peerLost", "diverged", "wrongNumbers"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SessionRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.SessionRequest
             * @static
             * @param {elastune.v1.SessionRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.SessionRequest} SessionRequest instance
             * @type {{
             *   (properties: elastune.v1.SessionRequest.$Shape): elastune.v1.SessionRequest & elastune.v1.SessionRequest.$Shape;
             *   (properties?: elastune.v1.SessionRequest.$Properties): elastune.v1.SessionRequest;
             * }}
             */
            SessionRequest.create = function(properties) {
                return new SessionRequest(properties);
            };

            /**
             * Encodes the specified SessionRequest message. Does not implicitly {@link elastune.v1.SessionRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.SessionRequest
             * @static
             * @param {elastune.v1.SessionRequest.$Properties} message SessionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SessionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.elastune.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.heartbeat != null && $Object.hasOwnProperty.call(message, "heartbeat"))
                    $root.elastune.v1.Heartbeat.encode(message.heartbeat, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.ready != null && $Object.hasOwnProperty.call(message, "ready"))
                    $root.elastune.v1.Ready.encode(message.ready, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.elastune.v1.GenerationReport.encode(message.report, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.leaving != null && $Object.hasOwnProperty.call(message, "leaving"))
                    $root.elastune.v1.Leaving.encode(message.leaving, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    $root.elastune.v1.Run.encode(message.run, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain"))
                    $root.elastune.v1.Drain.encode(message.drain, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.peerLost != null && $Object.hasOwnProperty.call(message, "peerLost"))
                    $root.elastune.v1.PeerLost.encode(message.peerLost, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.diverged != null && $Object.hasOwnProperty.call(message, "diverged"))
                    $root.elastune.v1.Diverged.encode(message.diverged, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.wrongNumbers != null && $Object.hasOwnProperty.call(message, "wrongNumbers"))
                    $root.elastune.v1.WrongNumbers.encode(message.wrongNumbers, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SessionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.SessionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.SessionRequest & elastune.v1.SessionRequest.$Shape} SessionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SessionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.SessionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.elastune.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.message = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.heartbeat = $root.elastune.v1.Heartbeat.decode(reader, reader.size(), $undefined, _depth + 1, message.heartbeat);
                            message.message = "heartbeat";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.ready = $root.elastune.v1.Ready.decode(reader, reader.size(), $undefined, _depth + 1, message.ready);
                            message.message = "ready";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.elastune.v1.GenerationReport.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            message.message = "report";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.leaving = $root.elastune.v1.Leaving.decode(reader, reader.size(), $undefined, _depth + 1, message.leaving);
                            message.message = "leaving";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.run = $root.elastune.v1.Run.decode(reader, reader.size(), $undefined, _depth + 1, message.run);
                            message.message = "run";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.drain = $root.elastune.v1.Drain.decode(reader, reader.size(), $undefined, _depth + 1, message.drain);
                            message.message = "drain";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.peerLost = $root.elastune.v1.PeerLost.decode(reader, reader.size(), $undefined, _depth + 1, message.peerLost);
                            message.message = "peerLost";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.diverged = $root.elastune.v1.Diverged.decode(reader, reader.size(), $undefined, _depth + 1, message.diverged);
                            message.message = "diverged";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.wrongNumbers = $root.elastune.v1.WrongNumbers.decode(reader, reader.size(), $undefined, _depth + 1, message.wrongNumbers);
                            message.message = "wrongNumbers";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionRequest;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} elastune.v1.Hello.$Properties
             * @property {string|null} [workerId] Hello workerId
             * @property {number|null} [startedGeneration] Hello startedGeneration
             * @property {string|null} [planHash] Hello planHash
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof elastune.v1
             * @interface IHello
             * @augments elastune.v1.Hello.$Properties
             * @deprecated Use elastune.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {elastune.v1.Hello.$Properties} elastune.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof elastune.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {elastune.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello workerId.
             * @member {string} workerId
             * @memberof elastune.v1.Hello
             * @instance
             */
            Hello.prototype.workerId = "";

            /**
             * Hello startedGeneration.
             * @member {number} startedGeneration
             * @memberof elastune.v1.Hello
             * @instance
             */
            Hello.prototype.startedGeneration = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello planHash.
             * @member {string} planHash
             * @memberof elastune.v1.Hello
             * @instance
             */
            Hello.prototype.planHash = "";

            /**
             * Creates a new Hello instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Hello
             * @static
             * @param {elastune.v1.Hello.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Hello} Hello instance
             * @type {{
             *   (properties: elastune.v1.Hello.$Shape): elastune.v1.Hello & elastune.v1.Hello.$Shape;
             *   (properties?: elastune.v1.Hello.$Properties): elastune.v1.Hello;
             * }}
             */
            Hello.create = function(properties) {
                return new Hello(properties);
            };

            /**
             * Encodes the specified Hello message. Does not implicitly {@link elastune.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Hello
             * @static
             * @param {elastune.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.startedGeneration != null && $Object.hasOwnProperty.call(message, "startedGeneration") && (typeof message.startedGeneration === "object" ? message.startedGeneration.low || message.startedGeneration.high : message.startedGeneration !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.startedGeneration);
                if (message.planHash != null && $Object.hasOwnProperty.call(message, "planHash") && message.planHash !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.planHash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Hello & elastune.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Hello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.startedGeneration = value;
                            else
                                delete message.startedGeneration;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.planHash = value;
                            else
                                delete message.planHash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Hello;
        })();

        v1.Heartbeat = (function() {

            /**
             * Properties of a Heartbeat.
             * @typedef {Object} elastune.v1.Heartbeat.$Properties
             * @property {number|null} [sequence] Heartbeat sequence
             * @property {number|null} [microBatchesPerSecond] Heartbeat microBatchesPerSecond
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Heartbeat.
             * @memberof elastune.v1
             * @interface IHeartbeat
             * @augments elastune.v1.Heartbeat.$Properties
             * @deprecated Use elastune.v1.Heartbeat.$Properties instead.
             */

            /**
             * Shape of a Heartbeat.
             * @typedef {elastune.v1.Heartbeat.$Properties} elastune.v1.Heartbeat.$Shape
             */

            /**
             * Constructs a new Heartbeat.
             * @memberof elastune.v1
             * @classdesc Represents a Heartbeat.
             * @constructor
             * @param {elastune.v1.Heartbeat.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Heartbeat = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Heartbeat sequence.
             * @member {number} sequence
             * @memberof elastune.v1.Heartbeat
             * @instance
             */
            Heartbeat.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Heartbeat microBatchesPerSecond.
             * @member {number} microBatchesPerSecond
             * @memberof elastune.v1.Heartbeat
             * @instance
             */
            Heartbeat.prototype.microBatchesPerSecond = 0;

            /**
             * Creates a new Heartbeat instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Heartbeat
             * @static
             * @param {elastune.v1.Heartbeat.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Heartbeat} Heartbeat instance
             * @type {{
             *   (properties: elastune.v1.Heartbeat.$Shape): elastune.v1.Heartbeat & elastune.v1.Heartbeat.$Shape;
             *   (properties?: elastune.v1.Heartbeat.$Properties): elastune.v1.Heartbeat;
             * }}
             */
            Heartbeat.create = function(properties) {
                return new Heartbeat(properties);
            };

            /**
             * Encodes the specified Heartbeat message. Does not implicitly {@link elastune.v1.Heartbeat.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Heartbeat
             * @static
             * @param {elastune.v1.Heartbeat.$Properties} message Heartbeat message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Heartbeat.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.microBatchesPerSecond != null && $Object.hasOwnProperty.call(message, "microBatchesPerSecond") && !$Object.is(message.microBatchesPerSecond, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.microBatchesPerSecond);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Heartbeat message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Heartbeat
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Heartbeat & elastune.v1.Heartbeat.$Shape} Heartbeat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Heartbeat.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Heartbeat();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.microBatchesPerSecond = value;
                            else
                                delete message.microBatchesPerSecond;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Heartbeat;
        })();

        v1.Ready = (function() {

            /**
             * Properties of a Ready.
             * @typedef {Object} elastune.v1.Ready.$Properties
             * @property {string|null} [linkAddress] Ready linkAddress
             * @property {string|null} [device] Ready device
             * @property {string|null} [numericsJson] Ready numericsJson
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ready.
             * @memberof elastune.v1
             * @interface IReady
             * @augments elastune.v1.Ready.$Properties
             * @deprecated Use elastune.v1.Ready.$Properties instead.
             */

            /**
             * Shape of a Ready.
             * @typedef {elastune.v1.Ready.$Properties} elastune.v1.Ready.$Shape
             */

            /**
             * Constructs a new Ready.
             * @memberof elastune.v1
             * @classdesc Represents a Ready.
             * @constructor
             * @param {elastune.v1.Ready.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ready = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ready linkAddress.
             * @member {string} linkAddress
             * @memberof elastune.v1.Ready
             * @instance
             */
            Ready.prototype.linkAddress = "";

            /**
             * Ready device.
             * @member {string} device
             * @memberof elastune.v1.Ready
             * @instance
             */
            Ready.prototype.device = "";

            /**
             * Ready numericsJson.
             * @member {string} numericsJson
             * @memberof elastune.v1.Ready
             * @instance
             */
            Ready.prototype.numericsJson = "";

            /**
             * Creates a new Ready instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Ready
             * @static
             * @param {elastune.v1.Ready.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Ready} Ready instance
             * @type {{
             *   (properties: elastune.v1.Ready.$Shape): elastune.v1.Ready & elastune.v1.Ready.$Shape;
             *   (properties?: elastune.v1.Ready.$Properties): elastune.v1.Ready;
             * }}
             */
            Ready.create = function(properties) {
                return new Ready(properties);
            };

            /**
             * Encodes the specified Ready message. Does not implicitly {@link elastune.v1.Ready.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Ready
             * @static
             * @param {elastune.v1.Ready.$Properties} message Ready message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ready.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.linkAddress != null && $Object.hasOwnProperty.call(message, "linkAddress") && message.linkAddress !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.linkAddress);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.device);
                if (message.numericsJson != null && $Object.hasOwnProperty.call(message, "numericsJson") && message.numericsJson !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.numericsJson);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ready message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Ready
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Ready & elastune.v1.Ready.$Shape} Ready
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ready.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Ready();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.linkAddress = value;
                            else
                                delete message.linkAddress;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.numericsJson = value;
                            else
                                delete message.numericsJson;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ready;
        })();

        v1.MicroBatchRange = (function() {

            /**
             * Properties of a MicroBatchRange.
             * @typedef {Object} elastune.v1.MicroBatchRange.$Properties
             * @property {number|null} [lo] MicroBatchRange lo
             * @property {number|null} [hi] MicroBatchRange hi
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MicroBatchRange.
             * @memberof elastune.v1
             * @interface IMicroBatchRange
             * @augments elastune.v1.MicroBatchRange.$Properties
             * @deprecated Use elastune.v1.MicroBatchRange.$Properties instead.
             */

            /**
             * Shape of a MicroBatchRange.
             * @typedef {elastune.v1.MicroBatchRange.$Properties} elastune.v1.MicroBatchRange.$Shape
             */

            /**
             * Constructs a new MicroBatchRange.
             * @memberof elastune.v1
             * @classdesc Represents a MicroBatchRange.
             * @constructor
             * @param {elastune.v1.MicroBatchRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MicroBatchRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MicroBatchRange lo.
             * @member {number} lo
             * @memberof elastune.v1.MicroBatchRange
             * @instance
             */
            MicroBatchRange.prototype.lo = 0;

            /**
             * MicroBatchRange hi.
             * @member {number} hi
             * @memberof elastune.v1.MicroBatchRange
             * @instance
             */
            MicroBatchRange.prototype.hi = 0;

            /**
             * Creates a new MicroBatchRange instance using the specified properties.
             * @function create
             * @memberof elastune.v1.MicroBatchRange
             * @static
             * @param {elastune.v1.MicroBatchRange.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.MicroBatchRange} MicroBatchRange instance
             * @type {{
             *   (properties: elastune.v1.MicroBatchRange.$Shape): elastune.v1.MicroBatchRange & elastune.v1.MicroBatchRange.$Shape;
             *   (properties?: elastune.v1.MicroBatchRange.$Properties): elastune.v1.MicroBatchRange;
             * }}
             */
            MicroBatchRange.create = function(properties) {
                return new MicroBatchRange(properties);
            };

            /**
             * Encodes the specified MicroBatchRange message. Does not implicitly {@link elastune.v1.MicroBatchRange.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.MicroBatchRange
             * @static
             * @param {elastune.v1.MicroBatchRange.$Properties} message MicroBatchRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MicroBatchRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.lo != null && $Object.hasOwnProperty.call(message, "lo") && message.lo !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.lo);
                if (message.hi != null && $Object.hasOwnProperty.call(message, "hi") && message.hi !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.hi);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MicroBatchRange message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.MicroBatchRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.MicroBatchRange & elastune.v1.MicroBatchRange.$Shape} MicroBatchRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MicroBatchRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.MicroBatchRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lo = value;
                            else
                                delete message.lo;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hi = value;
                            else
                                delete message.hi;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MicroBatchRange;
        })();

        v1.GenerationReport = (function() {

            /**
             * Properties of a GenerationReport.
             * @typedef {Object} elastune.v1.GenerationReport.$Properties
             * @property {number|null} [generation] GenerationReport generation
             * @property {number|null} [round] GenerationReport round
             * @property {string|null} [stateHash] GenerationReport stateHash
             * @property {boolean|null} [fresh] GenerationReport fresh
             * @property {number|null} [leaves] GenerationReport leaves
             * @property {Array.<elastune.v1.MicroBatchRange.$Properties>|null} [held] GenerationReport held
             * @property {number|null} [placed] GenerationReport placed
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GenerationReport.
             * @memberof elastune.v1
             * @interface IGenerationReport
             * @augments elastune.v1.GenerationReport.$Properties
             * @deprecated Use elastune.v1.GenerationReport.$Properties instead.
             */

            /**
             * Shape of a GenerationReport.
             * @typedef {elastune.v1.GenerationReport.$Properties} elastune.v1.GenerationReport.$Shape
             */

            /**
             * Constructs a new GenerationReport.
             * @memberof elastune.v1
             * @classdesc Represents a GenerationReport.
             * @constructor
             * @param {elastune.v1.GenerationReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GenerationReport = function (properties) {
                this.held = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GenerationReport generation.
             * @member {number} generation
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * GenerationReport round.
             * @member {number} round
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.round = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * GenerationReport stateHash.
             * @member {string} stateHash
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.stateHash = "";

            /**
             * GenerationReport fresh.
             * @member {boolean} fresh
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.fresh = false;

            /**
             * GenerationReport leaves.
             * @member {number} leaves
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.leaves = 0;

            /**
             * GenerationReport held.
             * @member {Array.<elastune.v1.MicroBatchRange.$Properties>} held
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.held = $util.emptyArray;

            /**
             * GenerationReport placed.
             * @member {number} placed
             * @memberof elastune.v1.GenerationReport
             * @instance
             */
            GenerationReport.prototype.placed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new GenerationReport instance using the specified properties.
             * @function create
             * @memberof elastune.v1.GenerationReport
             * @static
             * @param {elastune.v1.GenerationReport.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.GenerationReport} GenerationReport instance
             * @type {{
             *   (properties: elastune.v1.GenerationReport.$Shape): elastune.v1.GenerationReport & elastune.v1.GenerationReport.$Shape;
             *   (properties?: elastune.v1.GenerationReport.$Properties): elastune.v1.GenerationReport;
             * }}
             */
            GenerationReport.create = function(properties) {
                return new GenerationReport(properties);
            };

            /**
             * Encodes the specified GenerationReport message. Does not implicitly {@link elastune.v1.GenerationReport.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.GenerationReport
             * @static
             * @param {elastune.v1.GenerationReport.$Properties} message GenerationReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GenerationReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.generation);
                if (message.round != null && $Object.hasOwnProperty.call(message, "round") && (typeof message.round === "object" ? message.round.low || message.round.high : message.round !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.round);
                if (message.stateHash != null && $Object.hasOwnProperty.call(message, "stateHash") && message.stateHash !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.stateHash);
                if (message.fresh != null && $Object.hasOwnProperty.call(message, "fresh") && message.fresh !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.fresh);
                if (message.leaves != null && $Object.hasOwnProperty.call(message, "leaves") && message.leaves !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.leaves);
                if (message.held != null && message.held.length)
                    for (let i = 0; i < message.held.length; ++i)
                        $root.elastune.v1.MicroBatchRange.encode(message.held[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.placed != null && $Object.hasOwnProperty.call(message, "placed") && (typeof message.placed === "object" ? message.placed.low || message.placed.high : message.placed !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.placed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GenerationReport message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.GenerationReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.GenerationReport & elastune.v1.GenerationReport.$Shape} GenerationReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GenerationReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.GenerationReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.round = value;
                            else
                                delete message.round;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stateHash = value;
                            else
                                delete message.stateHash;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.fresh = value;
                            else
                                delete message.fresh;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.leaves = value;
                            else
                                delete message.leaves;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.held && message.held.length))
                                message.held = [];
                            message.held.push($root.elastune.v1.MicroBatchRange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.placed = value;
                            else
                                delete message.placed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GenerationReport;
        })();

        v1.Run = (function() {

            /**
             * Properties of a Run.
             * @typedef {Object} elastune.v1.Run.$Properties
             * @property {number|null} [round] Run round
             * @property {number|null} [lo] Run lo
             * @property {number|null} [hi] Run hi
             * @property {boolean|null} [done] Run done
             * @property {Array.<elastune.v1.Run.$Properties>|null} [before] Run before
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Run.
             * @memberof elastune.v1
             * @interface IRun
             * @augments elastune.v1.Run.$Properties
             * @deprecated Use elastune.v1.Run.$Properties instead.
             */

            /**
             * Shape of a Run.
             * @typedef {elastune.v1.Run.$Properties} elastune.v1.Run.$Shape
             */

            /**
             * Constructs a new Run.
             * @memberof elastune.v1
             * @classdesc Represents a Run.
             * @constructor
             * @param {elastune.v1.Run.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Run = function (properties) {
                this.before = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Run round.
             * @member {number} round
             * @memberof elastune.v1.Run
             * @instance
             */
            Run.prototype.round = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Run lo.
             * @member {number} lo
             * @memberof elastune.v1.Run
             * @instance
             */
            Run.prototype.lo = 0;

            /**
             * Run hi.
             * @member {number} hi
             * @memberof elastune.v1.Run
             * @instance
             */
            Run.prototype.hi = 0;

            /**
             * Run done.
             * @member {boolean} done
             * @memberof elastune.v1.Run
             * @instance
             */
            Run.prototype.done = false;

            /**
             * Run before.
             * @member {Array.<elastune.v1.Run.$Properties>} before
             * @memberof elastune.v1.Run
             * @instance
             */
            Run.prototype.before = $util.emptyArray;

            /**
             * Creates a new Run instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Run
             * @static
             * @param {elastune.v1.Run.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Run} Run instance
             * @type {{
             *   (properties: elastune.v1.Run.$Shape): elastune.v1.Run & elastune.v1.Run.$Shape;
             *   (properties?: elastune.v1.Run.$Properties): elastune.v1.Run;
             * }}
             */
            Run.create = function(properties) {
                return new Run(properties);
            };

            /**
             * Encodes the specified Run message. Does not implicitly {@link elastune.v1.Run.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Run
             * @static
             * @param {elastune.v1.Run.$Properties} message Run message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Run.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.round != null && $Object.hasOwnProperty.call(message, "round") && (typeof message.round === "object" ? message.round.low || message.round.high : message.round !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.round);
                if (message.lo != null && $Object.hasOwnProperty.call(message, "lo") && message.lo !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.lo);
                if (message.hi != null && $Object.hasOwnProperty.call(message, "hi") && message.hi !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.hi);
                if (message.done != null && $Object.hasOwnProperty.call(message, "done") && message.done !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.done);
                if (message.before != null && message.before.length)
                    for (let i = 0; i < message.before.length; ++i)
                        $root.elastune.v1.Run.encode(message.before[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Run message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Run
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Run & elastune.v1.Run.$Shape} Run
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Run.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Run();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.round = value;
                            else
                                delete message.round;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lo = value;
                            else
                                delete message.lo;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hi = value;
                            else
                                delete message.hi;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.done = value;
                            else
                                delete message.done;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.before && message.before.length))
                                message.before = [];
                            message.before.push($root.elastune.v1.Run.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Run;
        })();

        v1.Drain = (function() {

            /**
             * Properties of a Drain.
             * @typedef {Object} elastune.v1.Drain.$Properties
             * @property {string|null} [reason] Drain reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Drain.
             * @memberof elastune.v1
             * @interface IDrain
             * @augments elastune.v1.Drain.$Properties
             * @deprecated Use elastune.v1.Drain.$Properties instead.
             */

            /**
             * Shape of a Drain.
             * @typedef {elastune.v1.Drain.$Properties} elastune.v1.Drain.$Shape
             */

            /**
             * Constructs a new Drain.
             * @memberof elastune.v1
             * @classdesc Represents a Drain.
             * @constructor
             * @param {elastune.v1.Drain.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Drain = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Drain reason.
             * @member {string} reason
             * @memberof elastune.v1.Drain
             * @instance
             */
            Drain.prototype.reason = "";

            /**
             * Creates a new Drain instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Drain
             * @static
             * @param {elastune.v1.Drain.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Drain} Drain instance
             * @type {{
             *   (properties: elastune.v1.Drain.$Shape): elastune.v1.Drain & elastune.v1.Drain.$Shape;
             *   (properties?: elastune.v1.Drain.$Properties): elastune.v1.Drain;
             * }}
             */
            Drain.create = function(properties) {
                return new Drain(properties);
            };

            /**
             * Encodes the specified Drain message. Does not implicitly {@link elastune.v1.Drain.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Drain
             * @static
             * @param {elastune.v1.Drain.$Properties} message Drain message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Drain.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Drain message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Drain
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Drain & elastune.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Drain.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Drain();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Drain;
        })();

        v1.Diverged = (function() {

            /**
             * Properties of a Diverged.
             * @typedef {Object} elastune.v1.Diverged.$Properties
             * @property {number|null} [generation] Diverged generation
             * @property {string|null} [reason] Diverged reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Diverged.
             * @memberof elastune.v1
             * @interface IDiverged
             * @augments elastune.v1.Diverged.$Properties
             * @deprecated Use elastune.v1.Diverged.$Properties instead.
             */

            /**
             * Shape of a Diverged.
             * @typedef {elastune.v1.Diverged.$Properties} elastune.v1.Diverged.$Shape
             */

            /**
             * Constructs a new Diverged.
             * @memberof elastune.v1
             * @classdesc Represents a Diverged.
             * @constructor
             * @param {elastune.v1.Diverged.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Diverged = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Diverged generation.
             * @member {number} generation
             * @memberof elastune.v1.Diverged
             * @instance
             */
            Diverged.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Diverged reason.
             * @member {string} reason
             * @memberof elastune.v1.Diverged
             * @instance
             */
            Diverged.prototype.reason = "";

            /**
             * Creates a new Diverged instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Diverged
             * @static
             * @param {elastune.v1.Diverged.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Diverged} Diverged instance
             * @type {{
             *   (properties: elastune.v1.Diverged.$Shape): elastune.v1.Diverged & elastune.v1.Diverged.$Shape;
             *   (properties?: elastune.v1.Diverged.$Properties): elastune.v1.Diverged;
             * }}
             */
            Diverged.create = function(properties) {
                return new Diverged(properties);
            };

            /**
             * Encodes the specified Diverged message. Does not implicitly {@link elastune.v1.Diverged.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Diverged
             * @static
             * @param {elastune.v1.Diverged.$Properties} message Diverged message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Diverged.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Diverged message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Diverged
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Diverged & elastune.v1.Diverged.$Shape} Diverged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Diverged.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Diverged();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Diverged;
        })();

        v1.WrongNumbers = (function() {

            /**
             * Properties of a WrongNumbers.
             * @typedef {Object} elastune.v1.WrongNumbers.$Properties
             * @property {string|null} [workerId] WrongNumbers workerId
             * @property {number|null} [generation] WrongNumbers generation
             * @property {string|null} [reason] WrongNumbers reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WrongNumbers.
             * @memberof elastune.v1
             * @interface IWrongNumbers
             * @augments elastune.v1.WrongNumbers.$Properties
             * @deprecated Use elastune.v1.WrongNumbers.$Properties instead.
             */

            /**
             * Shape of a WrongNumbers.
             * @typedef {elastune.v1.WrongNumbers.$Properties} elastune.v1.WrongNumbers.$Shape
             */

            /**
             * Constructs a new WrongNumbers.
             * @memberof elastune.v1
             * @classdesc Represents a WrongNumbers.
             * @constructor
             * @param {elastune.v1.WrongNumbers.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WrongNumbers = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WrongNumbers workerId.
             * @member {string} workerId
             * @memberof elastune.v1.WrongNumbers
             * @instance
             */
            WrongNumbers.prototype.workerId = "";

            /**
             * WrongNumbers generation.
             * @member {number} generation
             * @memberof elastune.v1.WrongNumbers
             * @instance
             */
            WrongNumbers.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * WrongNumbers reason.
             * @member {string} reason
             * @memberof elastune.v1.WrongNumbers
             * @instance
             */
            WrongNumbers.prototype.reason = "";

            /**
             * Creates a new WrongNumbers instance using the specified properties.
             * @function create
             * @memberof elastune.v1.WrongNumbers
             * @static
             * @param {elastune.v1.WrongNumbers.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.WrongNumbers} WrongNumbers instance
             * @type {{
             *   (properties: elastune.v1.WrongNumbers.$Shape): elastune.v1.WrongNumbers & elastune.v1.WrongNumbers.$Shape;
             *   (properties?: elastune.v1.WrongNumbers.$Properties): elastune.v1.WrongNumbers;
             * }}
             */
            WrongNumbers.create = function(properties) {
                return new WrongNumbers(properties);
            };

            /**
             * Encodes the specified WrongNumbers message. Does not implicitly {@link elastune.v1.WrongNumbers.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.WrongNumbers
             * @static
             * @param {elastune.v1.WrongNumbers.$Properties} message WrongNumbers message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WrongNumbers.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.generation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WrongNumbers message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.WrongNumbers
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.WrongNumbers & elastune.v1.WrongNumbers.$Shape} WrongNumbers
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WrongNumbers.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.WrongNumbers();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WrongNumbers;
        })();

        v1.PeerLost = (function() {

            /**
             * Properties of a PeerLost.
             * @typedef {Object} elastune.v1.PeerLost.$Properties
             * @property {string|null} [workerId] PeerLost workerId
             * @property {number|null} [generation] PeerLost generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PeerLost.
             * @memberof elastune.v1
             * @interface IPeerLost
             * @augments elastune.v1.PeerLost.$Properties
             * @deprecated Use elastune.v1.PeerLost.$Properties instead.
             */

            /**
             * Shape of a PeerLost.
             * @typedef {elastune.v1.PeerLost.$Properties} elastune.v1.PeerLost.$Shape
             */

            /**
             * Constructs a new PeerLost.
             * @memberof elastune.v1
             * @classdesc Represents a PeerLost.
             * @constructor
             * @param {elastune.v1.PeerLost.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PeerLost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PeerLost workerId.
             * @member {string} workerId
             * @memberof elastune.v1.PeerLost
             * @instance
             */
            PeerLost.prototype.workerId = "";

            /**
             * PeerLost generation.
             * @member {number} generation
             * @memberof elastune.v1.PeerLost
             * @instance
             */
            PeerLost.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new PeerLost instance using the specified properties.
             * @function create
             * @memberof elastune.v1.PeerLost
             * @static
             * @param {elastune.v1.PeerLost.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.PeerLost} PeerLost instance
             * @type {{
             *   (properties: elastune.v1.PeerLost.$Shape): elastune.v1.PeerLost & elastune.v1.PeerLost.$Shape;
             *   (properties?: elastune.v1.PeerLost.$Properties): elastune.v1.PeerLost;
             * }}
             */
            PeerLost.create = function(properties) {
                return new PeerLost(properties);
            };

            /**
             * Encodes the specified PeerLost message. Does not implicitly {@link elastune.v1.PeerLost.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.PeerLost
             * @static
             * @param {elastune.v1.PeerLost.$Properties} message PeerLost message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PeerLost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PeerLost message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.PeerLost
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.PeerLost & elastune.v1.PeerLost.$Shape} PeerLost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PeerLost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.PeerLost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PeerLost;
        })();

        v1.Leaving = (function() {

            /**
             * Properties of a Leaving.
             * @typedef {Object} elastune.v1.Leaving.$Properties
             * @property {string|null} [reason] Leaving reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Leaving.
             * @memberof elastune.v1
             * @interface ILeaving
             * @augments elastune.v1.Leaving.$Properties
             * @deprecated Use elastune.v1.Leaving.$Properties instead.
             */

            /**
             * Shape of a Leaving.
             * @typedef {elastune.v1.Leaving.$Properties} elastune.v1.Leaving.$Shape
             */

            /**
             * Constructs a new Leaving.
             * @memberof elastune.v1
             * @classdesc Represents a Leaving.
             * @constructor
             * @param {elastune.v1.Leaving.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Leaving = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Leaving reason.
             * @member {string} reason
             * @memberof elastune.v1.Leaving
             * @instance
             */
            Leaving.prototype.reason = "";

            /**
             * Creates a new Leaving instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Leaving
             * @static
             * @param {elastune.v1.Leaving.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Leaving} Leaving instance
             * @type {{
             *   (properties: elastune.v1.Leaving.$Shape): elastune.v1.Leaving & elastune.v1.Leaving.$Shape;
             *   (properties?: elastune.v1.Leaving.$Properties): elastune.v1.Leaving;
             * }}
             */
            Leaving.create = function(properties) {
                return new Leaving(properties);
            };

            /**
             * Encodes the specified Leaving message. Does not implicitly {@link elastune.v1.Leaving.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Leaving
             * @static
             * @param {elastune.v1.Leaving.$Properties} message Leaving message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Leaving.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Leaving message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Leaving
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Leaving & elastune.v1.Leaving.$Shape} Leaving
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Leaving.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Leaving();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Leaving;
        })();

        v1.SessionResponse = (function() {

            /**
             * Properties of a SessionResponse.
             * @typedef {Object} elastune.v1.SessionResponse.$Properties
             * @property {number|null} [fencingToken] SessionResponse fencingToken
             * @property {elastune.v1.HeartbeatReply.$Properties|null} [heartbeatReply] SessionResponse heartbeatReply
             * @property {elastune.v1.Reconfigure.$Properties|null} [reconfigure] SessionResponse reconfigure
             * @property {elastune.v1.Start.$Properties|null} [start] SessionResponse start
             * @property {elastune.v1.Command.$Properties|null} [command] SessionResponse command
             * @property {elastune.v1.Shutdown.$Properties|null} [shutdown] SessionResponse shutdown
             * @property {"heartbeatReply"|"reconfigure"|"start"|"command"|"shutdown"} [message] SessionResponse message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SessionResponse.
             * @memberof elastune.v1
             * @interface ISessionResponse
             * @augments elastune.v1.SessionResponse.$Properties
             * @deprecated Use elastune.v1.SessionResponse.$Properties instead.
             */

            /**
             * Narrowed shape of a SessionResponse.
             * @typedef {{
             *   fencingToken?: number|null;
             *   heartbeatReply?: elastune.v1.HeartbeatReply.$Shape|null;
             *   reconfigure?: elastune.v1.Reconfigure.$Shape|null;
             *   start?: elastune.v1.Start.$Shape|null;
             *   command?: elastune.v1.Command.$Shape|null;
             *   shutdown?: elastune.v1.Shutdown.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; heartbeatReply?: null; reconfigure?: null; start?: null; command?: null; shutdown?: null }|{ message?: "heartbeatReply"; heartbeatReply: elastune.v1.HeartbeatReply.$Shape; reconfigure?: null; start?: null; command?: null; shutdown?: null }|{ message?: "reconfigure"; heartbeatReply?: null; reconfigure: elastune.v1.Reconfigure.$Shape; start?: null; command?: null; shutdown?: null }|{ message?: "start"; heartbeatReply?: null; reconfigure?: null; start: elastune.v1.Start.$Shape; command?: null; shutdown?: null }|{ message?: "command"; heartbeatReply?: null; reconfigure?: null; start?: null; command: elastune.v1.Command.$Shape; shutdown?: null }|{ message?: "shutdown"; heartbeatReply?: null; reconfigure?: null; start?: null; command?: null; shutdown: elastune.v1.Shutdown.$Shape })
             * )} elastune.v1.SessionResponse.$Shape
             */

            /**
             * Constructs a new SessionResponse.
             * @memberof elastune.v1
             * @classdesc Represents a SessionResponse.
             * @constructor
             * @param {elastune.v1.SessionResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SessionResponse fencingToken.
             * @member {number} fencingToken
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            SessionResponse.prototype.fencingToken = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SessionResponse heartbeatReply.
             * @member {elastune.v1.HeartbeatReply.$Properties|null|undefined} heartbeatReply
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            SessionResponse.prototype.heartbeatReply = null;

            /**
             * SessionResponse reconfigure.
             * @member {elastune.v1.Reconfigure.$Properties|null|undefined} reconfigure
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            SessionResponse.prototype.reconfigure = null;

            /**
             * SessionResponse start.
             * @member {elastune.v1.Start.$Properties|null|undefined} start
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            SessionResponse.prototype.start = null;

            /**
             * SessionResponse command.
             * @member {elastune.v1.Command.$Properties|null|undefined} command
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            SessionResponse.prototype.command = null;

            /**
             * SessionResponse shutdown.
             * @member {elastune.v1.Shutdown.$Properties|null|undefined} shutdown
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            SessionResponse.prototype.shutdown = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SessionResponse message.
             * @member {"heartbeatReply"|"reconfigure"|"start"|"command"|"shutdown"|undefined} message
             * @memberof elastune.v1.SessionResponse
             * @instance
             */
            $Object.defineProperty(SessionResponse.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["heartbeatReply", "reconfigure", "start", "command", "shutdown"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SessionResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.SessionResponse
             * @static
             * @param {elastune.v1.SessionResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.SessionResponse} SessionResponse instance
             * @type {{
             *   (properties: elastune.v1.SessionResponse.$Shape): elastune.v1.SessionResponse & elastune.v1.SessionResponse.$Shape;
             *   (properties?: elastune.v1.SessionResponse.$Properties): elastune.v1.SessionResponse;
             * }}
             */
            SessionResponse.create = function(properties) {
                return new SessionResponse(properties);
            };

            /**
             * Encodes the specified SessionResponse message. Does not implicitly {@link elastune.v1.SessionResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.SessionResponse
             * @static
             * @param {elastune.v1.SessionResponse.$Properties} message SessionResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fencingToken != null && $Object.hasOwnProperty.call(message, "fencingToken") && (typeof message.fencingToken === "object" ? message.fencingToken.low || message.fencingToken.high : message.fencingToken !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fencingToken);
                if (message.heartbeatReply != null && $Object.hasOwnProperty.call(message, "heartbeatReply"))
                    $root.elastune.v1.HeartbeatReply.encode(message.heartbeatReply, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.reconfigure != null && $Object.hasOwnProperty.call(message, "reconfigure"))
                    $root.elastune.v1.Reconfigure.encode(message.reconfigure, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    $root.elastune.v1.Start.encode(message.start, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    $root.elastune.v1.Command.encode(message.command, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.shutdown != null && $Object.hasOwnProperty.call(message, "shutdown"))
                    $root.elastune.v1.Shutdown.encode(message.shutdown, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SessionResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.SessionResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.SessionResponse & elastune.v1.SessionResponse.$Shape} SessionResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SessionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.SessionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fencingToken = value;
                            else
                                delete message.fencingToken;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.heartbeatReply = $root.elastune.v1.HeartbeatReply.decode(reader, reader.size(), $undefined, _depth + 1, message.heartbeatReply);
                            message.message = "heartbeatReply";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.reconfigure = $root.elastune.v1.Reconfigure.decode(reader, reader.size(), $undefined, _depth + 1, message.reconfigure);
                            message.message = "reconfigure";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.start = $root.elastune.v1.Start.decode(reader, reader.size(), $undefined, _depth + 1, message.start);
                            message.message = "start";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.command = $root.elastune.v1.Command.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                            message.message = "command";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.shutdown = $root.elastune.v1.Shutdown.decode(reader, reader.size(), $undefined, _depth + 1, message.shutdown);
                            message.message = "shutdown";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionResponse;
        })();

        v1.HeartbeatReply = (function() {

            /**
             * Properties of a HeartbeatReply.
             * @typedef {Object} elastune.v1.HeartbeatReply.$Properties
             * @property {number|null} [sequence] HeartbeatReply sequence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HeartbeatReply.
             * @memberof elastune.v1
             * @interface IHeartbeatReply
             * @augments elastune.v1.HeartbeatReply.$Properties
             * @deprecated Use elastune.v1.HeartbeatReply.$Properties instead.
             */

            /**
             * Shape of a HeartbeatReply.
             * @typedef {elastune.v1.HeartbeatReply.$Properties} elastune.v1.HeartbeatReply.$Shape
             */

            /**
             * Constructs a new HeartbeatReply.
             * @memberof elastune.v1
             * @classdesc Represents a HeartbeatReply.
             * @constructor
             * @param {elastune.v1.HeartbeatReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HeartbeatReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HeartbeatReply sequence.
             * @member {number} sequence
             * @memberof elastune.v1.HeartbeatReply
             * @instance
             */
            HeartbeatReply.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new HeartbeatReply instance using the specified properties.
             * @function create
             * @memberof elastune.v1.HeartbeatReply
             * @static
             * @param {elastune.v1.HeartbeatReply.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.HeartbeatReply} HeartbeatReply instance
             * @type {{
             *   (properties: elastune.v1.HeartbeatReply.$Shape): elastune.v1.HeartbeatReply & elastune.v1.HeartbeatReply.$Shape;
             *   (properties?: elastune.v1.HeartbeatReply.$Properties): elastune.v1.HeartbeatReply;
             * }}
             */
            HeartbeatReply.create = function(properties) {
                return new HeartbeatReply(properties);
            };

            /**
             * Encodes the specified HeartbeatReply message. Does not implicitly {@link elastune.v1.HeartbeatReply.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.HeartbeatReply
             * @static
             * @param {elastune.v1.HeartbeatReply.$Properties} message HeartbeatReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HeartbeatReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HeartbeatReply message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.HeartbeatReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.HeartbeatReply & elastune.v1.HeartbeatReply.$Shape} HeartbeatReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HeartbeatReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.HeartbeatReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HeartbeatReply;
        })();

        v1.Reconfigure = (function() {

            /**
             * Properties of a Reconfigure.
             * @typedef {Object} elastune.v1.Reconfigure.$Properties
             * @property {number|null} [generation] Reconfigure generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Reconfigure.
             * @memberof elastune.v1
             * @interface IReconfigure
             * @augments elastune.v1.Reconfigure.$Properties
             * @deprecated Use elastune.v1.Reconfigure.$Properties instead.
             */

            /**
             * Shape of a Reconfigure.
             * @typedef {elastune.v1.Reconfigure.$Properties} elastune.v1.Reconfigure.$Shape
             */

            /**
             * Constructs a new Reconfigure.
             * @memberof elastune.v1
             * @classdesc Represents a Reconfigure.
             * @constructor
             * @param {elastune.v1.Reconfigure.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Reconfigure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Reconfigure generation.
             * @member {number} generation
             * @memberof elastune.v1.Reconfigure
             * @instance
             */
            Reconfigure.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Reconfigure instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Reconfigure
             * @static
             * @param {elastune.v1.Reconfigure.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Reconfigure} Reconfigure instance
             * @type {{
             *   (properties: elastune.v1.Reconfigure.$Shape): elastune.v1.Reconfigure & elastune.v1.Reconfigure.$Shape;
             *   (properties?: elastune.v1.Reconfigure.$Properties): elastune.v1.Reconfigure;
             * }}
             */
            Reconfigure.create = function(properties) {
                return new Reconfigure(properties);
            };

            /**
             * Encodes the specified Reconfigure message. Does not implicitly {@link elastune.v1.Reconfigure.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Reconfigure
             * @static
             * @param {elastune.v1.Reconfigure.$Properties} message Reconfigure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Reconfigure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Reconfigure message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Reconfigure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Reconfigure & elastune.v1.Reconfigure.$Shape} Reconfigure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Reconfigure.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Reconfigure();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Reconfigure;
        })();

        v1.Start = (function() {

            /**
             * Properties of a Start.
             * @typedef {Object} elastune.v1.Start.$Properties
             * @property {number|null} [generation] Start generation
             * @property {number|null} [rank] Start rank
             * @property {Array.<elastune.v1.Member.$Properties>|null} [members] Start members
             * @property {Array.<number>|null} [quotas] Start quotas
             * @property {number|null} [round] Start round
             * @property {Array.<elastune.v1.FirstShare.$Properties>|null} [first] Start first
             * @property {Array.<number>|null} [behind] Start behind
             * @property {number|null} [source] Start source
             * @property {boolean|null} [restore] Start restore
             * @property {string|null} [planHash] Start planHash
             * @property {Array.<elastune.v1.MicroBatchRange.$Properties>|null} [reissued] Start reissued
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Start.
             * @memberof elastune.v1
             * @interface IStart
             * @augments elastune.v1.Start.$Properties
             * @deprecated Use elastune.v1.Start.$Properties instead.
             */

            /**
             * Shape of a Start.
             * @typedef {elastune.v1.Start.$Properties} elastune.v1.Start.$Shape
             */

            /**
             * Constructs a new Start.
             * @memberof elastune.v1
             * @classdesc Represents a Start.
             * @constructor
             * @param {elastune.v1.Start.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Start = function (properties) {
                this.members = [];
                this.quotas = [];
                this.first = [];
                this.behind = [];
                this.reissued = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Start generation.
             * @member {number} generation
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Start rank.
             * @member {number} rank
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.rank = 0;

            /**
             * Start members.
             * @member {Array.<elastune.v1.Member.$Properties>} members
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.members = $util.emptyArray;

            /**
             * Start quotas.
             * @member {Array.<number>} quotas
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.quotas = $util.emptyArray;

            /**
             * Start round.
             * @member {number} round
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.round = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Start first.
             * @member {Array.<elastune.v1.FirstShare.$Properties>} first
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.first = $util.emptyArray;

            /**
             * Start behind.
             * @member {Array.<number>} behind
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.behind = $util.emptyArray;

            /**
             * Start source.
             * @member {number} source
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.source = 0;

            /**
             * Start restore.
             * @member {boolean} restore
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.restore = false;

            /**
             * Start planHash.
             * @member {string} planHash
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.planHash = "";

            /**
             * Start reissued.
             * @member {Array.<elastune.v1.MicroBatchRange.$Properties>} reissued
             * @memberof elastune.v1.Start
             * @instance
             */
            Start.prototype.reissued = $util.emptyArray;

            /**
             * Creates a new Start instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Start
             * @static
             * @param {elastune.v1.Start.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Start} Start instance
             * @type {{
             *   (properties: elastune.v1.Start.$Shape): elastune.v1.Start & elastune.v1.Start.$Shape;
             *   (properties?: elastune.v1.Start.$Properties): elastune.v1.Start;
             * }}
             */
            Start.create = function(properties) {
                return new Start(properties);
            };

            /**
             * Encodes the specified Start message. Does not implicitly {@link elastune.v1.Start.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Start
             * @static
             * @param {elastune.v1.Start.$Properties} message Start message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Start.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.generation);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.rank);
                if (message.members != null && message.members.length)
                    for (let i = 0; i < message.members.length; ++i)
                        $root.elastune.v1.Member.encode(message.members[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.quotas != null && message.quotas.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.quotas);
                if (message.round != null && $Object.hasOwnProperty.call(message, "round") && (typeof message.round === "object" ? message.round.low || message.round.high : message.round !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.round);
                if (message.first != null && message.first.length)
                    for (let i = 0; i < message.first.length; ++i)
                        $root.elastune.v1.FirstShare.encode(message.first[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.behind != null && message.behind.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.behind);
                if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.source);
                if (message.restore != null && $Object.hasOwnProperty.call(message, "restore") && message.restore !== false)
                    writer.uint32(/* id 9, wireType 0 =*/72).bool(message.restore);
                if (message.planHash != null && $Object.hasOwnProperty.call(message, "planHash") && message.planHash !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.planHash);
                if (message.reissued != null && message.reissued.length)
                    for (let i = 0; i < message.reissued.length; ++i)
                        $root.elastune.v1.MicroBatchRange.encode(message.reissued[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Start message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Start
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Start & elastune.v1.Start.$Shape} Start
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Start.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Start();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.members && message.members.length))
                                message.members = [];
                            message.members.push($root.elastune.v1.Member.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.quotas && message.quotas.length))
                                    message.quotas = [];
                                reader.uint32s(message.quotas);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.quotas && message.quotas.length))
                                message.quotas = [];
                            message.quotas.push(reader.uint32());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.round = value;
                            else
                                delete message.round;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.first && message.first.length))
                                message.first = [];
                            message.first.push($root.elastune.v1.FirstShare.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.behind && message.behind.length))
                                    message.behind = [];
                                reader.uint32s(message.behind);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.behind && message.behind.length))
                                message.behind = [];
                            message.behind.push(reader.uint32());
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.restore = value;
                            else
                                delete message.restore;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.planHash = value;
                            else
                                delete message.planHash;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.reissued && message.reissued.length))
                                message.reissued = [];
                            message.reissued.push($root.elastune.v1.MicroBatchRange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Start;
        })();

        v1.FirstShare = (function() {

            /**
             * Properties of a FirstShare.
             * @typedef {Object} elastune.v1.FirstShare.$Properties
             * @property {Array.<elastune.v1.MicroBatchRange.$Properties>|null} [ranges] FirstShare ranges
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FirstShare.
             * @memberof elastune.v1
             * @interface IFirstShare
             * @augments elastune.v1.FirstShare.$Properties
             * @deprecated Use elastune.v1.FirstShare.$Properties instead.
             */

            /**
             * Shape of a FirstShare.
             * @typedef {elastune.v1.FirstShare.$Properties} elastune.v1.FirstShare.$Shape
             */

            /**
             * Constructs a new FirstShare.
             * @memberof elastune.v1
             * @classdesc Represents a FirstShare.
             * @constructor
             * @param {elastune.v1.FirstShare.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FirstShare = function (properties) {
                this.ranges = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FirstShare ranges.
             * @member {Array.<elastune.v1.MicroBatchRange.$Properties>} ranges
             * @memberof elastune.v1.FirstShare
             * @instance
             */
            FirstShare.prototype.ranges = $util.emptyArray;

            /**
             * Creates a new FirstShare instance using the specified properties.
             * @function create
             * @memberof elastune.v1.FirstShare
             * @static
             * @param {elastune.v1.FirstShare.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.FirstShare} FirstShare instance
             * @type {{
             *   (properties: elastune.v1.FirstShare.$Shape): elastune.v1.FirstShare & elastune.v1.FirstShare.$Shape;
             *   (properties?: elastune.v1.FirstShare.$Properties): elastune.v1.FirstShare;
             * }}
             */
            FirstShare.create = function(properties) {
                return new FirstShare(properties);
            };

            /**
             * Encodes the specified FirstShare message. Does not implicitly {@link elastune.v1.FirstShare.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.FirstShare
             * @static
             * @param {elastune.v1.FirstShare.$Properties} message FirstShare message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FirstShare.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ranges != null && message.ranges.length)
                    for (let i = 0; i < message.ranges.length; ++i)
                        $root.elastune.v1.MicroBatchRange.encode(message.ranges[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FirstShare message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.FirstShare
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.FirstShare & elastune.v1.FirstShare.$Shape} FirstShare
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FirstShare.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.FirstShare();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ranges && message.ranges.length))
                                message.ranges = [];
                            message.ranges.push($root.elastune.v1.MicroBatchRange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FirstShare;
        })();

        v1.Member = (function() {

            /**
             * Properties of a Member.
             * @typedef {Object} elastune.v1.Member.$Properties
             * @property {string|null} [workerId] Member workerId
             * @property {string|null} [host] Member host
             * @property {string|null} [linkAddress] Member linkAddress
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Member.
             * @memberof elastune.v1
             * @interface IMember
             * @augments elastune.v1.Member.$Properties
             * @deprecated Use elastune.v1.Member.$Properties instead.
             */

            /**
             * Shape of a Member.
             * @typedef {elastune.v1.Member.$Properties} elastune.v1.Member.$Shape
             */

            /**
             * Constructs a new Member.
             * @memberof elastune.v1
             * @classdesc Represents a Member.
             * @constructor
             * @param {elastune.v1.Member.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Member = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Member workerId.
             * @member {string} workerId
             * @memberof elastune.v1.Member
             * @instance
             */
            Member.prototype.workerId = "";

            /**
             * Member host.
             * @member {string} host
             * @memberof elastune.v1.Member
             * @instance
             */
            Member.prototype.host = "";

            /**
             * Member linkAddress.
             * @member {string} linkAddress
             * @memberof elastune.v1.Member
             * @instance
             */
            Member.prototype.linkAddress = "";

            /**
             * Creates a new Member instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Member
             * @static
             * @param {elastune.v1.Member.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Member} Member instance
             * @type {{
             *   (properties: elastune.v1.Member.$Shape): elastune.v1.Member & elastune.v1.Member.$Shape;
             *   (properties?: elastune.v1.Member.$Properties): elastune.v1.Member;
             * }}
             */
            Member.create = function(properties) {
                return new Member(properties);
            };

            /**
             * Encodes the specified Member message. Does not implicitly {@link elastune.v1.Member.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Member
             * @static
             * @param {elastune.v1.Member.$Properties} message Member message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Member.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.host);
                if (message.linkAddress != null && $Object.hasOwnProperty.call(message, "linkAddress") && message.linkAddress !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.linkAddress);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Member message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Member
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Member & elastune.v1.Member.$Shape} Member
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Member.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Member();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.linkAddress = value;
                            else
                                delete message.linkAddress;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Member;
        })();

        /**
         * CommandKind enum.
         * @name elastune.v1.CommandKind
         * @enum {number}
         * @property {number} COMMAND_KIND_UNSPECIFIED=0 COMMAND_KIND_UNSPECIFIED value
         * @property {number} COMMAND_KIND_PAUSE=1 COMMAND_KIND_PAUSE value
         * @property {number} COMMAND_KIND_RESUME=2 COMMAND_KIND_RESUME value
         * @property {number} COMMAND_KIND_STOP=3 COMMAND_KIND_STOP value
         * @property {number} COMMAND_KIND_HALT=4 COMMAND_KIND_HALT value
         */
        v1.CommandKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "COMMAND_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "COMMAND_KIND_PAUSE"] = 1;
            values[valuesById[2] = "COMMAND_KIND_RESUME"] = 2;
            values[valuesById[3] = "COMMAND_KIND_STOP"] = 3;
            values[valuesById[4] = "COMMAND_KIND_HALT"] = 4;
            return values;
        })();

        v1.Command = (function() {

            /**
             * Properties of a Command.
             * @typedef {Object} elastune.v1.Command.$Properties
             * @property {elastune.v1.CommandKind|null} [kind] Command kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Command.
             * @memberof elastune.v1
             * @interface ICommand
             * @augments elastune.v1.Command.$Properties
             * @deprecated Use elastune.v1.Command.$Properties instead.
             */

            /**
             * Shape of a Command.
             * @typedef {elastune.v1.Command.$Properties} elastune.v1.Command.$Shape
             */

            /**
             * Constructs a new Command.
             * @memberof elastune.v1
             * @classdesc Represents a Command.
             * @constructor
             * @param {elastune.v1.Command.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Command = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Command kind.
             * @member {elastune.v1.CommandKind} kind
             * @memberof elastune.v1.Command
             * @instance
             */
            Command.prototype.kind = 0;

            /**
             * Creates a new Command instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Command
             * @static
             * @param {elastune.v1.Command.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Command} Command instance
             * @type {{
             *   (properties: elastune.v1.Command.$Shape): elastune.v1.Command & elastune.v1.Command.$Shape;
             *   (properties?: elastune.v1.Command.$Properties): elastune.v1.Command;
             * }}
             */
            Command.create = function(properties) {
                return new Command(properties);
            };

            /**
             * Encodes the specified Command message. Does not implicitly {@link elastune.v1.Command.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Command
             * @static
             * @param {elastune.v1.Command.$Properties} message Command message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Command.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Command message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Command
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Command & elastune.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Command.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Command();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Command;
        })();

        v1.Shutdown = (function() {

            /**
             * Properties of a Shutdown.
             * @typedef {Object} elastune.v1.Shutdown.$Properties
             * @property {string|null} [code] Shutdown code
             * @property {string|null} [reason] Shutdown reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Shutdown.
             * @memberof elastune.v1
             * @interface IShutdown
             * @augments elastune.v1.Shutdown.$Properties
             * @deprecated Use elastune.v1.Shutdown.$Properties instead.
             */

            /**
             * Shape of a Shutdown.
             * @typedef {elastune.v1.Shutdown.$Properties} elastune.v1.Shutdown.$Shape
             */

            /**
             * Constructs a new Shutdown.
             * @memberof elastune.v1
             * @classdesc Represents a Shutdown.
             * @constructor
             * @param {elastune.v1.Shutdown.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Shutdown = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Shutdown code.
             * @member {string} code
             * @memberof elastune.v1.Shutdown
             * @instance
             */
            Shutdown.prototype.code = "";

            /**
             * Shutdown reason.
             * @member {string} reason
             * @memberof elastune.v1.Shutdown
             * @instance
             */
            Shutdown.prototype.reason = "";

            /**
             * Creates a new Shutdown instance using the specified properties.
             * @function create
             * @memberof elastune.v1.Shutdown
             * @static
             * @param {elastune.v1.Shutdown.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.Shutdown} Shutdown instance
             * @type {{
             *   (properties: elastune.v1.Shutdown.$Shape): elastune.v1.Shutdown & elastune.v1.Shutdown.$Shape;
             *   (properties?: elastune.v1.Shutdown.$Properties): elastune.v1.Shutdown;
             * }}
             */
            Shutdown.create = function(properties) {
                return new Shutdown(properties);
            };

            /**
             * Encodes the specified Shutdown message. Does not implicitly {@link elastune.v1.Shutdown.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.Shutdown
             * @static
             * @param {elastune.v1.Shutdown.$Properties} message Shutdown message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Shutdown.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Shutdown message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.Shutdown
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.Shutdown & elastune.v1.Shutdown.$Shape} Shutdown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Shutdown.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.Shutdown();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Shutdown;
        })();

        /**
         * ReportKind enum.
         * @name elastune.v1.ReportKind
         * @enum {number}
         * @property {number} REPORT_KIND_UNSPECIFIED=0 REPORT_KIND_UNSPECIFIED value
         * @property {number} REPORT_KIND_EVENT=1 REPORT_KIND_EVENT value
         * @property {number} REPORT_KIND_BEGIN=2 REPORT_KIND_BEGIN value
         * @property {number} REPORT_KIND_TESTED=3 REPORT_KIND_TESTED value
         * @property {number} REPORT_KIND_TRAINED=4 REPORT_KIND_TRAINED value
         * @property {number} REPORT_KIND_FAILED=5 REPORT_KIND_FAILED value
         */
        v1.ReportKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "REPORT_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "REPORT_KIND_EVENT"] = 1;
            values[valuesById[2] = "REPORT_KIND_BEGIN"] = 2;
            values[valuesById[3] = "REPORT_KIND_TESTED"] = 3;
            values[valuesById[4] = "REPORT_KIND_TRAINED"] = 4;
            values[valuesById[5] = "REPORT_KIND_FAILED"] = 5;
            return values;
        })();

        v1.ReportRequest = (function() {

            /**
             * Properties of a ReportRequest.
             * @typedef {Object} elastune.v1.ReportRequest.$Properties
             * @property {string|null} [workerId] ReportRequest workerId
             * @property {number|null} [sequence] ReportRequest sequence
             * @property {elastune.v1.ReportKind|null} [kind] ReportRequest kind
             * @property {string|null} [payloadJson] ReportRequest payloadJson
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportRequest.
             * @memberof elastune.v1
             * @interface IReportRequest
             * @augments elastune.v1.ReportRequest.$Properties
             * @deprecated Use elastune.v1.ReportRequest.$Properties instead.
             */

            /**
             * Shape of a ReportRequest.
             * @typedef {elastune.v1.ReportRequest.$Properties} elastune.v1.ReportRequest.$Shape
             */

            /**
             * Constructs a new ReportRequest.
             * @memberof elastune.v1
             * @classdesc Represents a ReportRequest.
             * @constructor
             * @param {elastune.v1.ReportRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReportRequest workerId.
             * @member {string} workerId
             * @memberof elastune.v1.ReportRequest
             * @instance
             */
            ReportRequest.prototype.workerId = "";

            /**
             * ReportRequest sequence.
             * @member {number} sequence
             * @memberof elastune.v1.ReportRequest
             * @instance
             */
            ReportRequest.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ReportRequest kind.
             * @member {elastune.v1.ReportKind} kind
             * @memberof elastune.v1.ReportRequest
             * @instance
             */
            ReportRequest.prototype.kind = 0;

            /**
             * ReportRequest payloadJson.
             * @member {string} payloadJson
             * @memberof elastune.v1.ReportRequest
             * @instance
             */
            ReportRequest.prototype.payloadJson = "";

            /**
             * Creates a new ReportRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ReportRequest
             * @static
             * @param {elastune.v1.ReportRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ReportRequest} ReportRequest instance
             * @type {{
             *   (properties: elastune.v1.ReportRequest.$Shape): elastune.v1.ReportRequest & elastune.v1.ReportRequest.$Shape;
             *   (properties?: elastune.v1.ReportRequest.$Properties): elastune.v1.ReportRequest;
             * }}
             */
            ReportRequest.create = function(properties) {
                return new ReportRequest(properties);
            };

            /**
             * Encodes the specified ReportRequest message. Does not implicitly {@link elastune.v1.ReportRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ReportRequest
             * @static
             * @param {elastune.v1.ReportRequest.$Properties} message ReportRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.sequence);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.kind);
                if (message.payloadJson != null && $Object.hasOwnProperty.call(message, "payloadJson") && message.payloadJson !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.payloadJson);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ReportRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ReportRequest & elastune.v1.ReportRequest.$Shape} ReportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ReportRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadJson = value;
                            else
                                delete message.payloadJson;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReportRequest;
        })();

        v1.ReportResponse = (function() {

            /**
             * Properties of a ReportResponse.
             * @typedef {Object} elastune.v1.ReportResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportResponse.
             * @memberof elastune.v1
             * @interface IReportResponse
             * @augments elastune.v1.ReportResponse.$Properties
             * @deprecated Use elastune.v1.ReportResponse.$Properties instead.
             */

            /**
             * Shape of a ReportResponse.
             * @typedef {elastune.v1.ReportResponse.$Properties} elastune.v1.ReportResponse.$Shape
             */

            /**
             * Constructs a new ReportResponse.
             * @memberof elastune.v1
             * @classdesc Represents a ReportResponse.
             * @constructor
             * @param {elastune.v1.ReportResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ReportResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ReportResponse
             * @static
             * @param {elastune.v1.ReportResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ReportResponse} ReportResponse instance
             * @type {{
             *   (properties: elastune.v1.ReportResponse.$Shape): elastune.v1.ReportResponse & elastune.v1.ReportResponse.$Shape;
             *   (properties?: elastune.v1.ReportResponse.$Properties): elastune.v1.ReportResponse;
             * }}
             */
            ReportResponse.create = function(properties) {
                return new ReportResponse(properties);
            };

            /**
             * Encodes the specified ReportResponse message. Does not implicitly {@link elastune.v1.ReportResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ReportResponse
             * @static
             * @param {elastune.v1.ReportResponse.$Properties} message ReportResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ReportResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ReportResponse & elastune.v1.ReportResponse.$Shape} ReportResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ReportResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReportResponse;
        })();

        v1.PublishRequest = (function() {

            /**
             * Properties of a PublishRequest.
             * @typedef {Object} elastune.v1.PublishRequest.$Properties
             * @property {string|null} [workerId] PublishRequest workerId
             * @property {number|null} [fencingToken] PublishRequest fencingToken
             * @property {string|null} [expected] PublishRequest expected
             * @property {string|null} [name] PublishRequest name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PublishRequest.
             * @memberof elastune.v1
             * @interface IPublishRequest
             * @augments elastune.v1.PublishRequest.$Properties
             * @deprecated Use elastune.v1.PublishRequest.$Properties instead.
             */

            /**
             * Shape of a PublishRequest.
             * @typedef {elastune.v1.PublishRequest.$Properties} elastune.v1.PublishRequest.$Shape
             */

            /**
             * Constructs a new PublishRequest.
             * @memberof elastune.v1
             * @classdesc Represents a PublishRequest.
             * @constructor
             * @param {elastune.v1.PublishRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PublishRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PublishRequest workerId.
             * @member {string} workerId
             * @memberof elastune.v1.PublishRequest
             * @instance
             */
            PublishRequest.prototype.workerId = "";

            /**
             * PublishRequest fencingToken.
             * @member {number} fencingToken
             * @memberof elastune.v1.PublishRequest
             * @instance
             */
            PublishRequest.prototype.fencingToken = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PublishRequest expected.
             * @member {string} expected
             * @memberof elastune.v1.PublishRequest
             * @instance
             */
            PublishRequest.prototype.expected = "";

            /**
             * PublishRequest name.
             * @member {string} name
             * @memberof elastune.v1.PublishRequest
             * @instance
             */
            PublishRequest.prototype.name = "";

            /**
             * Creates a new PublishRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.PublishRequest
             * @static
             * @param {elastune.v1.PublishRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.PublishRequest} PublishRequest instance
             * @type {{
             *   (properties: elastune.v1.PublishRequest.$Shape): elastune.v1.PublishRequest & elastune.v1.PublishRequest.$Shape;
             *   (properties?: elastune.v1.PublishRequest.$Properties): elastune.v1.PublishRequest;
             * }}
             */
            PublishRequest.create = function(properties) {
                return new PublishRequest(properties);
            };

            /**
             * Encodes the specified PublishRequest message. Does not implicitly {@link elastune.v1.PublishRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.PublishRequest
             * @static
             * @param {elastune.v1.PublishRequest.$Properties} message PublishRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PublishRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.workerId != null && $Object.hasOwnProperty.call(message, "workerId") && message.workerId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.workerId);
                if (message.fencingToken != null && $Object.hasOwnProperty.call(message, "fencingToken") && (typeof message.fencingToken === "object" ? message.fencingToken.low || message.fencingToken.high : message.fencingToken !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fencingToken);
                if (message.expected != null && $Object.hasOwnProperty.call(message, "expected") && message.expected !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.expected);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PublishRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.PublishRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.PublishRequest & elastune.v1.PublishRequest.$Shape} PublishRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PublishRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.PublishRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.workerId = value;
                            else
                                delete message.workerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fencingToken = value;
                            else
                                delete message.fencingToken;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.expected = value;
                            else
                                delete message.expected;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PublishRequest;
        })();

        v1.PublishResponse = (function() {

            /**
             * Properties of a PublishResponse.
             * @typedef {Object} elastune.v1.PublishResponse.$Properties
             * @property {string|null} [latest] PublishResponse latest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PublishResponse.
             * @memberof elastune.v1
             * @interface IPublishResponse
             * @augments elastune.v1.PublishResponse.$Properties
             * @deprecated Use elastune.v1.PublishResponse.$Properties instead.
             */

            /**
             * Shape of a PublishResponse.
             * @typedef {elastune.v1.PublishResponse.$Properties} elastune.v1.PublishResponse.$Shape
             */

            /**
             * Constructs a new PublishResponse.
             * @memberof elastune.v1
             * @classdesc Represents a PublishResponse.
             * @constructor
             * @param {elastune.v1.PublishResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PublishResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PublishResponse latest.
             * @member {string} latest
             * @memberof elastune.v1.PublishResponse
             * @instance
             */
            PublishResponse.prototype.latest = "";

            /**
             * Creates a new PublishResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.PublishResponse
             * @static
             * @param {elastune.v1.PublishResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.PublishResponse} PublishResponse instance
             * @type {{
             *   (properties: elastune.v1.PublishResponse.$Shape): elastune.v1.PublishResponse & elastune.v1.PublishResponse.$Shape;
             *   (properties?: elastune.v1.PublishResponse.$Properties): elastune.v1.PublishResponse;
             * }}
             */
            PublishResponse.create = function(properties) {
                return new PublishResponse(properties);
            };

            /**
             * Encodes the specified PublishResponse message. Does not implicitly {@link elastune.v1.PublishResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.PublishResponse
             * @static
             * @param {elastune.v1.PublishResponse.$Properties} message PublishResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PublishResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.latest != null && $Object.hasOwnProperty.call(message, "latest") && message.latest !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.latest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PublishResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.PublishResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.PublishResponse & elastune.v1.PublishResponse.$Shape} PublishResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PublishResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.PublishResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.latest = value;
                            else
                                delete message.latest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PublishResponse;
        })();

        v1.DatasetService = (function() {

            /**
             * Constructs a new DatasetService service.
             * @memberof elastune.v1
             * @classdesc Represents a DatasetService
             * @extends $protobuf.rpc.Service
             * @constructor
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             */
            const DatasetService = function(rpcImpl, requestDelimited, responseDelimited) {
                $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
            };

            $Object.defineProperty(DatasetService.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: DatasetService, writable: true, enumerable: false, configurable: true });

            /**
             * Creates new DatasetService service using the specified rpc implementation.
             * @function create
             * @memberof elastune.v1.DatasetService
             * @static
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             * @returns {DatasetService} RPC service. Useful where requests and/or responses are streamed.
             */
            DatasetService.create = function(rpcImpl, requestDelimited, responseDelimited) {
                return new this(rpcImpl, requestDelimited, responseDelimited);
            };

            /**
             * Callback as used by {@link elastune.v1.DatasetService#manifest}.
             * @memberof elastune.v1.DatasetService
             * @typedef ManifestCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.ManifestResponse} [response] ManifestResponse
             */

            /**
             * Calls Manifest.
             * @memberof elastune.v1.DatasetService
             * @typedef Manifest
             * @type {{
             *   (request: elastune.v1.IManifestRequest, callback: elastune.v1.DatasetService.ManifestCallback): void;
             *   (request: elastune.v1.IManifestRequest): Promise<elastune.v1.ManifestResponse>;
             *   readonly name: "Manifest";
             *   readonly path: "/elastune.v1.DatasetService/Manifest";
             *   readonly requestType: "ManifestRequest";
             *   readonly responseType: "ManifestResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls Manifest.
             * @name elastune.v1.DatasetService#manifest
             * @type {elastune.v1.DatasetService.Manifest}
             */
            $Object.defineProperties(DatasetService.prototype.manifest = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, DatasetService.prototype.manifest, $root.elastune.v1.ManifestRequest, $root.elastune.v1.ManifestResponse, request, callback);
            }, {
                name: { value: "Manifest" },
                path: { value: "/elastune.v1.DatasetService/Manifest" },
                requestType: { value: "ManifestRequest" },
                responseType: { value: "ManifestResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: true }
            });

            /**
             * Callback as used by {@link elastune.v1.DatasetService#samples}.
             * @memberof elastune.v1.DatasetService
             * @typedef SamplesCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {elastune.v1.SamplesResponse} [response] SamplesResponse
             */

            /**
             * Calls Samples.
             * @memberof elastune.v1.DatasetService
             * @typedef Samples
             * @type {{
             *   (request: elastune.v1.ISamplesRequest, callback: elastune.v1.DatasetService.SamplesCallback): void;
             *   (request: elastune.v1.ISamplesRequest): Promise<elastune.v1.SamplesResponse>;
             *   readonly name: "Samples";
             *   readonly path: "/elastune.v1.DatasetService/Samples";
             *   readonly requestType: "SamplesRequest";
             *   readonly responseType: "SamplesResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls Samples.
             * @name elastune.v1.DatasetService#samples
             * @type {elastune.v1.DatasetService.Samples}
             */
            $Object.defineProperties(DatasetService.prototype.samples = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, DatasetService.prototype.samples, $root.elastune.v1.SamplesRequest, $root.elastune.v1.SamplesResponse, request, callback);
            }, {
                name: { value: "Samples" },
                path: { value: "/elastune.v1.DatasetService/Samples" },
                requestType: { value: "SamplesRequest" },
                responseType: { value: "SamplesResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: true }
            });

            return DatasetService;
        })();

        v1.ManifestRequest = (function() {

            /**
             * Properties of a ManifestRequest.
             * @typedef {Object} elastune.v1.ManifestRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ManifestRequest.
             * @memberof elastune.v1
             * @interface IManifestRequest
             * @augments elastune.v1.ManifestRequest.$Properties
             * @deprecated Use elastune.v1.ManifestRequest.$Properties instead.
             */

            /**
             * Shape of a ManifestRequest.
             * @typedef {elastune.v1.ManifestRequest.$Properties} elastune.v1.ManifestRequest.$Shape
             */

            /**
             * Constructs a new ManifestRequest.
             * @memberof elastune.v1
             * @classdesc Represents a ManifestRequest.
             * @constructor
             * @param {elastune.v1.ManifestRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ManifestRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ManifestRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ManifestRequest
             * @static
             * @param {elastune.v1.ManifestRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ManifestRequest} ManifestRequest instance
             * @type {{
             *   (properties: elastune.v1.ManifestRequest.$Shape): elastune.v1.ManifestRequest & elastune.v1.ManifestRequest.$Shape;
             *   (properties?: elastune.v1.ManifestRequest.$Properties): elastune.v1.ManifestRequest;
             * }}
             */
            ManifestRequest.create = function(properties) {
                return new ManifestRequest(properties);
            };

            /**
             * Encodes the specified ManifestRequest message. Does not implicitly {@link elastune.v1.ManifestRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ManifestRequest
             * @static
             * @param {elastune.v1.ManifestRequest.$Properties} message ManifestRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ManifestRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ManifestRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ManifestRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ManifestRequest & elastune.v1.ManifestRequest.$Shape} ManifestRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ManifestRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ManifestRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ManifestRequest;
        })();

        v1.ManifestResponse = (function() {

            /**
             * Properties of a ManifestResponse.
             * @typedef {Object} elastune.v1.ManifestResponse.$Properties
             * @property {Uint8Array|null} [data] ManifestResponse data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ManifestResponse.
             * @memberof elastune.v1
             * @interface IManifestResponse
             * @augments elastune.v1.ManifestResponse.$Properties
             * @deprecated Use elastune.v1.ManifestResponse.$Properties instead.
             */

            /**
             * Shape of a ManifestResponse.
             * @typedef {elastune.v1.ManifestResponse.$Properties} elastune.v1.ManifestResponse.$Shape
             */

            /**
             * Constructs a new ManifestResponse.
             * @memberof elastune.v1
             * @classdesc Represents a ManifestResponse.
             * @constructor
             * @param {elastune.v1.ManifestResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ManifestResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ManifestResponse data.
             * @member {Uint8Array} data
             * @memberof elastune.v1.ManifestResponse
             * @instance
             */
            ManifestResponse.prototype.data = $util.newBuffer([]);

            /**
             * Creates a new ManifestResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.ManifestResponse
             * @static
             * @param {elastune.v1.ManifestResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.ManifestResponse} ManifestResponse instance
             * @type {{
             *   (properties: elastune.v1.ManifestResponse.$Shape): elastune.v1.ManifestResponse & elastune.v1.ManifestResponse.$Shape;
             *   (properties?: elastune.v1.ManifestResponse.$Properties): elastune.v1.ManifestResponse;
             * }}
             */
            ManifestResponse.create = function(properties) {
                return new ManifestResponse(properties);
            };

            /**
             * Encodes the specified ManifestResponse message. Does not implicitly {@link elastune.v1.ManifestResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.ManifestResponse
             * @static
             * @param {elastune.v1.ManifestResponse.$Properties} message ManifestResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ManifestResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ManifestResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.ManifestResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.ManifestResponse & elastune.v1.ManifestResponse.$Shape} ManifestResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ManifestResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.ManifestResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ManifestResponse;
        })();

        v1.SamplesRequest = (function() {

            /**
             * Properties of a SamplesRequest.
             * @typedef {Object} elastune.v1.SamplesRequest.$Properties
             * @property {elastune.v1.SampleIds.$Properties|null} [ids] SamplesRequest ids
             * @property {elastune.v1.SampleRange.$Properties|null} [range] SamplesRequest range
             * @property {"ids"|"range"} [which] SamplesRequest which
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SamplesRequest.
             * @memberof elastune.v1
             * @interface ISamplesRequest
             * @augments elastune.v1.SamplesRequest.$Properties
             * @deprecated Use elastune.v1.SamplesRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a SamplesRequest.
             * @typedef {{
             *   ids?: elastune.v1.SampleIds.$Shape|null;
             *   range?: elastune.v1.SampleRange.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ which?: undefined; ids?: null; range?: null }|{ which?: "ids"; ids: elastune.v1.SampleIds.$Shape; range?: null }|{ which?: "range"; ids?: null; range: elastune.v1.SampleRange.$Shape })
             * )} elastune.v1.SamplesRequest.$Shape
             */

            /**
             * Constructs a new SamplesRequest.
             * @memberof elastune.v1
             * @classdesc Represents a SamplesRequest.
             * @constructor
             * @param {elastune.v1.SamplesRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SamplesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SamplesRequest ids.
             * @member {elastune.v1.SampleIds.$Properties|null|undefined} ids
             * @memberof elastune.v1.SamplesRequest
             * @instance
             */
            SamplesRequest.prototype.ids = null;

            /**
             * SamplesRequest range.
             * @member {elastune.v1.SampleRange.$Properties|null|undefined} range
             * @memberof elastune.v1.SamplesRequest
             * @instance
             */
            SamplesRequest.prototype.range = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SamplesRequest which.
             * @member {"ids"|"range"|undefined} which
             * @memberof elastune.v1.SamplesRequest
             * @instance
             */
            $Object.defineProperty(SamplesRequest.prototype, "which", {
                get: $util.oneOfGetter($oneOfFields = ["ids", "range"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SamplesRequest instance using the specified properties.
             * @function create
             * @memberof elastune.v1.SamplesRequest
             * @static
             * @param {elastune.v1.SamplesRequest.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.SamplesRequest} SamplesRequest instance
             * @type {{
             *   (properties: elastune.v1.SamplesRequest.$Shape): elastune.v1.SamplesRequest & elastune.v1.SamplesRequest.$Shape;
             *   (properties?: elastune.v1.SamplesRequest.$Properties): elastune.v1.SamplesRequest;
             * }}
             */
            SamplesRequest.create = function(properties) {
                return new SamplesRequest(properties);
            };

            /**
             * Encodes the specified SamplesRequest message. Does not implicitly {@link elastune.v1.SamplesRequest.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.SamplesRequest
             * @static
             * @param {elastune.v1.SamplesRequest.$Properties} message SamplesRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SamplesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ids != null && $Object.hasOwnProperty.call(message, "ids"))
                    $root.elastune.v1.SampleIds.encode(message.ids, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.range != null && $Object.hasOwnProperty.call(message, "range"))
                    $root.elastune.v1.SampleRange.encode(message.range, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SamplesRequest message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.SamplesRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.SamplesRequest & elastune.v1.SamplesRequest.$Shape} SamplesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SamplesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.SamplesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.ids = $root.elastune.v1.SampleIds.decode(reader, reader.size(), $undefined, _depth + 1, message.ids);
                            message.which = "ids";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.range = $root.elastune.v1.SampleRange.decode(reader, reader.size(), $undefined, _depth + 1, message.range);
                            message.which = "range";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SamplesRequest;
        })();

        v1.SampleIds = (function() {

            /**
             * Properties of a SampleIds.
             * @typedef {Object} elastune.v1.SampleIds.$Properties
             * @property {Array.<number>|null} [ids] SampleIds ids
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SampleIds.
             * @memberof elastune.v1
             * @interface ISampleIds
             * @augments elastune.v1.SampleIds.$Properties
             * @deprecated Use elastune.v1.SampleIds.$Properties instead.
             */

            /**
             * Shape of a SampleIds.
             * @typedef {elastune.v1.SampleIds.$Properties} elastune.v1.SampleIds.$Shape
             */

            /**
             * Constructs a new SampleIds.
             * @memberof elastune.v1
             * @classdesc Represents a SampleIds.
             * @constructor
             * @param {elastune.v1.SampleIds.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SampleIds = function (properties) {
                this.ids = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SampleIds ids.
             * @member {Array.<number>} ids
             * @memberof elastune.v1.SampleIds
             * @instance
             */
            SampleIds.prototype.ids = $util.emptyArray;

            /**
             * Creates a new SampleIds instance using the specified properties.
             * @function create
             * @memberof elastune.v1.SampleIds
             * @static
             * @param {elastune.v1.SampleIds.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.SampleIds} SampleIds instance
             * @type {{
             *   (properties: elastune.v1.SampleIds.$Shape): elastune.v1.SampleIds & elastune.v1.SampleIds.$Shape;
             *   (properties?: elastune.v1.SampleIds.$Properties): elastune.v1.SampleIds;
             * }}
             */
            SampleIds.create = function(properties) {
                return new SampleIds(properties);
            };

            /**
             * Encodes the specified SampleIds message. Does not implicitly {@link elastune.v1.SampleIds.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.SampleIds
             * @static
             * @param {elastune.v1.SampleIds.$Properties} message SampleIds message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SampleIds.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ids != null && message.ids.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.ids);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SampleIds message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.SampleIds
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.SampleIds & elastune.v1.SampleIds.$Shape} SampleIds
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SampleIds.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.SampleIds();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.ids && message.ids.length))
                                    message.ids = [];
                                reader.uint32s(message.ids);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.ids && message.ids.length))
                                message.ids = [];
                            message.ids.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SampleIds;
        })();

        v1.SampleRange = (function() {

            /**
             * Properties of a SampleRange.
             * @typedef {Object} elastune.v1.SampleRange.$Properties
             * @property {number|null} [first] SampleRange first
             * @property {number|null} [count] SampleRange count
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SampleRange.
             * @memberof elastune.v1
             * @interface ISampleRange
             * @augments elastune.v1.SampleRange.$Properties
             * @deprecated Use elastune.v1.SampleRange.$Properties instead.
             */

            /**
             * Shape of a SampleRange.
             * @typedef {elastune.v1.SampleRange.$Properties} elastune.v1.SampleRange.$Shape
             */

            /**
             * Constructs a new SampleRange.
             * @memberof elastune.v1
             * @classdesc Represents a SampleRange.
             * @constructor
             * @param {elastune.v1.SampleRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SampleRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SampleRange first.
             * @member {number} first
             * @memberof elastune.v1.SampleRange
             * @instance
             */
            SampleRange.prototype.first = 0;

            /**
             * SampleRange count.
             * @member {number} count
             * @memberof elastune.v1.SampleRange
             * @instance
             */
            SampleRange.prototype.count = 0;

            /**
             * Creates a new SampleRange instance using the specified properties.
             * @function create
             * @memberof elastune.v1.SampleRange
             * @static
             * @param {elastune.v1.SampleRange.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.SampleRange} SampleRange instance
             * @type {{
             *   (properties: elastune.v1.SampleRange.$Shape): elastune.v1.SampleRange & elastune.v1.SampleRange.$Shape;
             *   (properties?: elastune.v1.SampleRange.$Properties): elastune.v1.SampleRange;
             * }}
             */
            SampleRange.create = function(properties) {
                return new SampleRange(properties);
            };

            /**
             * Encodes the specified SampleRange message. Does not implicitly {@link elastune.v1.SampleRange.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.SampleRange
             * @static
             * @param {elastune.v1.SampleRange.$Properties} message SampleRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SampleRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.first);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SampleRange message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.SampleRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.SampleRange & elastune.v1.SampleRange.$Shape} SampleRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SampleRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.SampleRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SampleRange;
        })();

        v1.SamplesResponse = (function() {

            /**
             * Properties of a SamplesResponse.
             * @typedef {Object} elastune.v1.SamplesResponse.$Properties
             * @property {number|null} [id] SamplesResponse id
             * @property {Uint8Array|null} [data] SamplesResponse data
             * @property {boolean|null} [last] SamplesResponse last
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SamplesResponse.
             * @memberof elastune.v1
             * @interface ISamplesResponse
             * @augments elastune.v1.SamplesResponse.$Properties
             * @deprecated Use elastune.v1.SamplesResponse.$Properties instead.
             */

            /**
             * Shape of a SamplesResponse.
             * @typedef {elastune.v1.SamplesResponse.$Properties} elastune.v1.SamplesResponse.$Shape
             */

            /**
             * Constructs a new SamplesResponse.
             * @memberof elastune.v1
             * @classdesc Represents a SamplesResponse.
             * @constructor
             * @param {elastune.v1.SamplesResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SamplesResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SamplesResponse id.
             * @member {number} id
             * @memberof elastune.v1.SamplesResponse
             * @instance
             */
            SamplesResponse.prototype.id = 0;

            /**
             * SamplesResponse data.
             * @member {Uint8Array} data
             * @memberof elastune.v1.SamplesResponse
             * @instance
             */
            SamplesResponse.prototype.data = $util.newBuffer([]);

            /**
             * SamplesResponse last.
             * @member {boolean} last
             * @memberof elastune.v1.SamplesResponse
             * @instance
             */
            SamplesResponse.prototype.last = false;

            /**
             * Creates a new SamplesResponse instance using the specified properties.
             * @function create
             * @memberof elastune.v1.SamplesResponse
             * @static
             * @param {elastune.v1.SamplesResponse.$Properties=} [properties] Properties to set
             * @returns {elastune.v1.SamplesResponse} SamplesResponse instance
             * @type {{
             *   (properties: elastune.v1.SamplesResponse.$Shape): elastune.v1.SamplesResponse & elastune.v1.SamplesResponse.$Shape;
             *   (properties?: elastune.v1.SamplesResponse.$Properties): elastune.v1.SamplesResponse;
             * }}
             */
            SamplesResponse.create = function(properties) {
                return new SamplesResponse(properties);
            };

            /**
             * Encodes the specified SamplesResponse message. Does not implicitly {@link elastune.v1.SamplesResponse.verify|verify} messages.
             * @function encode
             * @memberof elastune.v1.SamplesResponse
             * @static
             * @param {elastune.v1.SamplesResponse.$Properties} message SamplesResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SamplesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.last);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SamplesResponse message from the specified reader or buffer.
             * @function decode
             * @memberof elastune.v1.SamplesResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {elastune.v1.SamplesResponse & elastune.v1.SamplesResponse.$Shape} SamplesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SamplesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.elastune.v1.SamplesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SamplesResponse;
        })();

        return v1;
    })();

    return elastune;
})();

export {
  $root as default
};
