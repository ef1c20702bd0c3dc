// How connections behave, and how large messages are: the same on both sides.

/** Goes up when a message changes its meaning. A worker and a coordinator of different versions do not talk. */
export const PROTOCOL_VERSION = 1;

/** Data streams are cut into pieces of this size. */
export const PIECE_BYTES = 1 << 20;

/** A little more than a piece would do; this is grpc-js's default for receiving, set for sending too. */
const MESSAGE_BYTES = 4 << 20;

const BOTH = {
  "grpc.max_receive_message_length": MESSAGE_BYTES,
  "grpc.max_send_message_length": MESSAGE_BYTES,
  "grpc.keepalive_time_ms": 20_000,
  "grpc.keepalive_timeout_ms": 10_000,
  "grpc.keepalive_permit_without_calls": 1,
};

export const SERVER_OPTIONS = BOTH;

export const CHANNEL_OPTIONS = {
  ...BOTH,
  // The default grows to two minutes, and a worker that comes back then misses every budget.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 1000,
  // Connections to the same address are shared otherwise, and with them what is wrong with one.
  "grpc.use_local_subchannel_pool": 1,
  // A proxy named in the environment is no way to a machine of ours.
  "grpc.enable_http_proxy": 0,
};

/** A heartbeat goes up this often. */
export const HEARTBEAT_MS = 250;

/** For calls that are answered at once. */
export const CALL_DEADLINE_MS = 10_000;
