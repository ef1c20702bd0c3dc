// Where Node keeps the file descriptor of a socket or a server; it does not document that.
import type net from "node:net";

/** Undefined for one that is closed, and where a later Node keeps it elsewhere. */
export function descriptorOf(socket: net.Socket | net.Server): number | undefined {
  return (socket as { readonly _handle?: { readonly fd?: number } | null })._handle?.fd;
}
