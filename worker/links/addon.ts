// The native addon of links: what Node has no call for. It may not have been compiled, and links work without it, only slower.
import { createRequire } from "node:module";

/** addon/links.cc */
export interface LinksAddon {
  addressOf(bytes: Uint8Array): bigint;
  /** 0, or an errno. */
  read(pid: number, address: bigint, target: Uint8Array): number;
  allowSiblings(): void;
  /** @param socket a file descriptor @returns what is in force then, wanted or not; "" where it is no TCP socket */
  congestionControl(socket: number, wanted: string): string;
}

const FILE = "./links.node";

export function loadLinksAddon(): LinksAddon | undefined {
  try {
    return createRequire(import.meta.url)(FILE) as LinksAddon;
  } catch {
    return undefined; // `elastune doctor` tells
  }
}
