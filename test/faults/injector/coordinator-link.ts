// A way to the coordinator that leads through this process, where it can be cut, swallow everything for a while, or deliver late.
import net from "node:net";
import type { CoordinatorLinkFault } from "./faults.ts";

export class CoordinatorLink {
  readonly #coordinator: { readonly host: string; readonly port: number };
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #delayMs = 0;
  #held: (() => void)[] | undefined;

  private constructor(coordinator: string) {
    const colon = coordinator.lastIndexOf(":");
    this.#coordinator = { host: coordinator.slice(0, colon), port: Number(coordinator.slice(colon + 1)) };
    this.#server = net.createServer((socket) => {
      this.#join(socket);
    });
  }

  /** It does not keep the process alive. */
  static async open(coordinator: string): Promise<CoordinatorLink> {
    const link = new CoordinatorLink(coordinator);
    await new Promise<void>((resolve) => link.#server.listen({ host: "127.0.0.1", port: 0 }, resolve));
    link.#server.unref();
    return link;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
  }

  happen(fault: CoordinatorLinkFault): void {
    switch (fault.kind) {
      case "cut-coordinator":
        for (const socket of this.#sockets) socket.destroy();
        break;
      case "delay-coordinator":
        this.#delayMs = fault.ms;
        break;
      case "blackhole-coordinator":
        this.#hold(fault.ms);
        break;
    }
  }

  #hold(ms: number): void {
    const held: (() => void)[] = (this.#held ??= []);
    setTimeout(() => {
      this.#held = undefined;
      for (const deliver of held) deliver();
    }, ms).unref();
  }

  #join(near: net.Socket): void {
    const far = net.connect(this.#coordinator);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on("data", (bytes) => {
        this.#deliver(() => to.write(bytes));
      });
      from.on("error", () => undefined); // `close` follows
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.unref();
    }
  }

  #deliver(write: () => void): void {
    if (this.#held !== undefined) this.#held.push(write);
    else if (this.#delayMs === 0) write();
    else setTimeout(write, this.#delayMs).unref();
  }
}
