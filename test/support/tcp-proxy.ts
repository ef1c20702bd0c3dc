// A TCP connection that can be disturbed: passed on, delayed, swallowed (as by a network that is gone) or reset.
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Ending } from "./etcd.ts";

/** blackhole: nothing gets through and nobody is told; what was on its way arrives when it is over. reset: all connections end at once. */
export type ProxyMode = "pass" | "blackhole" | "reset" | { readonly delayMs: number };

export class TcpProxy {
  readonly #target: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  /** The other ends of connections that were closed in a blackhole. */
  #orphans: Socket[] = [];
  #mode: ProxyMode = "pass";
  /** Since it was opened. */
  connections = 0;

  constructor(target: number) {
    this.#target = target;
    this.#server = createServer((socket) => {
      this.#connected(socket);
    });
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
  }

  set(mode: ProxyMode): void {
    this.#mode = mode;
    for (const socket of this.#open) this.#obey(socket);
    if (mode === "blackhole") return;
    for (const socket of this.#orphans) socket.destroy();
    this.#orphans = [];
  }

  async close(): Promise<void> {
    this.set("reset");
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connected(socket: Socket): void {
    this.connections++;
    const onward = connect(this.#target, "127.0.0.1");
    this.#join(socket, onward);
    this.#join(onward, socket);
  }

  /** What `from` brings goes to `to`; if one of them ends, so does the other, unless nobody is to notice. */
  #join(from: Socket, to: Socket): void {
    this.#open.add(from);
    from.setNoDelay(true);
    from.on("data", (bytes) => {
      const pass = (): unknown => to.writable && to.write(bytes);
      if (typeof this.#mode === "object") setTimeout(pass, this.#mode.delayMs);
      else pass();
    });
    from.on("error", () => undefined); // "close" comes next
    from.on("close", () => {
      this.#open.delete(from);
      if (this.#mode === "blackhole") this.#orphans.push(to);
      else to.destroy();
    });
    this.#obey(from);
  }

  #obey(socket: Socket): void {
    if (this.#mode === "reset") socket.resetAndDestroy();
    else if (this.#mode === "blackhole") socket.pause();
    else socket.resume();
  }
}

/** To a port of this machine; closed after the test. */
export async function openProxy(t: Ending, target: number): Promise<TcpProxy> {
  const proxy = new TcpProxy(target);
  await proxy.listen();
  t.after(() => proxy.close());
  return proxy;
}
