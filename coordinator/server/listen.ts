// The gRPC server: bound to loopback, with the health service, and closed in order.
import { type Server, ServerCredentials } from "@grpc/grpc-js";
import type { Clock } from "../../common/clock.ts";
import { ConfigError, messageOf } from "../../common/errors.ts";

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** @returns "HOST:PORT" as a client takes it. @throws ConfigError for an address that others can reach, or that is in use */
export async function listen(server: Server, { host, port }: ListenAddress): Promise<string> {
  if (!LOOPBACK.test(host)) {
    const message = `expected a loopback address, found ${host}: connections are not encrypted yet, so others must not reach them`;
    throw new ConfigError("the coordinator's address", [{ path: "listen", message, hint: "127.0.0.1" }]);
  }
  const name = host.includes(":") ? `[${host}]` : host;
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${name}:${port}`, ServerCredentials.createInsecure(), (error, actual) => {
      if (error === null) resolve(actual);
      else reject(new ConfigError("the coordinator's address", [{ path: "listen", message: messageOf(error) }]));
    });
  });
  return `${name}:${bound}`;
}

const GRACE_MS = 1000;

/** Lets calls under way end, for a second. */
export async function closeServer(server: Server, clock: Clock): Promise<void> {
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => {
    server.tryShutdown(() => {
      resolve();
    });
  });
  await Promise.race([ended, clock.sleep(GRACE_MS, over.signal).catch(() => undefined)]);
  over.abort();
  server.forceShutdown();
}
