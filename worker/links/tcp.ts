// Links between workers over TCP. They are not encrypted, so they stay on this machine.
import { BlockList, isIP, type Server } from "node:net";
import { ConfigError } from "../../common/errors.ts";
import { loadSystemAddon, type SystemAddon } from "../system/addon.ts";
import { descriptorOf } from "./descriptor.ts";
import { FRAME_LIMITS, type Transport } from "./link.ts";
import { dialSocket, listenOnSocket, type SocketTarget } from "./stream-link.ts";

const SCHEME = "tcp:";
/** Every Linux has it. */
const UNPACED = "reno";
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** @param port 0 for any that is free. */
export function tcpTransport(host: string, port: number): Transport {
  return {
    frameBytes: FRAME_LIMITS.tcp,
    readBytes: 262_144,
    listen: (accept) => {
      refuseOtherHosts(host);
      const addon = loadSystemAddon();
      const addressOf = (server: Server): string => {
        sendWithoutPacing(server, addon);
        return `${SCHEME}${bracketed(host)}:${portOf(server)}`;
      };
      return listenOnSocket({ host, port }, { accept, addressOf, addon });
    },
    dial: async (address, events, signal) => {
      const target = parseAddress(address);
      refuseOtherHosts(target.host);
      return dialSocket(target, events, signal);
    },
  };
}

function parseAddress(address: string): SocketTarget & { readonly host: string } {
  const colon = address.lastIndexOf(":");
  const host = address.slice(SCHEME.length, colon).replace(/^\[(.*)\]$/, "$1");
  return { host, port: Number(address.slice(colon + 1)) };
}

function refuseOtherHosts(host: string): void {
  const family = isIP(host) === 6 ? "ipv6" : "ipv4";
  if (host === "localhost" || (isIP(host) !== 0 && loopback.check(host, family))) return;
  const message = "expected an address of this machine's own (127.0.0.1, ::1): links between workers are not encrypted";
  throw new ConfigError("links between workers", [{ path: host, message }]);
}

/**
 * On one host nothing is lost on the way and no router's queue is to be spared; a default of BBR would still pace what workers send, and
 * a large sum would take a quarter longer. Accepted sockets, those that payloads are written to, have what the server has.
 */
function sendWithoutPacing(server: Server, addon: SystemAddon | undefined): void {
  const socket = descriptorOf(server);
  if (socket !== undefined) addon?.congestionControl(socket, UNPACED);
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function portOf(server: Server): number {
  const bound = server.address();
  return typeof bound === "object" && bound !== null ? bound.port : 0;
}
