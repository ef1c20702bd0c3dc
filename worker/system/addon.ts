// The native addon of what Node has no call for. It may not have been compiled, and everything works without it, only slower.
import { createRequire } from "node:module";

/** addon/system.cc */
export interface SystemAddon {
  addressOf(bytes: Uint8Array): bigint;
  /** 0, or an errno. */
  read(pid: number, address: bigint, target: Uint8Array): number;
  /**
   * Both parts over a socket (its file descriptor), the second one without a copy: it must not change until it has arrived.
   * @returns how many bytes of both the socket has taken; 0, too, where the system can't lend
   */
  sendLent(socket: number, head: Uint8Array, lent: Uint8Array): number;
  allowSiblings(): void;
  /** @param socket a file descriptor @returns what is in force then, wanted or not; "" where it is no TCP socket */
  congestionControl(socket: number, wanted: string): string;
  /** @param bytes whole pages @returns whether the system will try */
  useHugePages(bytes: Uint8Array): boolean;
  /** Others that are ready to run on this core go first. */
  yieldCore(): void;
}

const FILE = "./system.node";

export function loadSystemAddon(): SystemAddon | undefined {
  try {
    return createRequire(import.meta.url)(FILE) as SystemAddon;
  } catch {
    return undefined; // `elastune doctor` tells
  }
}
