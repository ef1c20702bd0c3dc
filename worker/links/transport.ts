// Which transport a worker's links use.
import type { Transport } from "./link.ts";
import { tcpTransport } from "./tcp.ts";
import { unixTransport } from "./unix.ts";

export type ListenOptions =
  /** @param isDirect false: all bytes go through the sockets */
  | { readonly kind: "unix"; readonly folder: string; readonly isDirect?: boolean }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  /** A transport of the caller's own: links in memory, in tests. */
  | { readonly kind: "given"; readonly transport: Transport };

export function transportOf(listen: ListenOptions): Transport {
  switch (listen.kind) {
    case "unix":
      return unixTransport(listen.folder, listen.isDirect);
    case "tcp":
      return tcpTransport(listen.host, listen.port);
    case "given":
      return listen.transport;
  }
}
