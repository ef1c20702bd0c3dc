// A member made of raw sockets: it shakes hands as it should, then sends whatever a test wants.
import { once } from "node:events";
import net from "node:net";
import { must } from "../../../common/errors.ts";
import { encodeFrame } from "../../../worker/collective/frame.ts";
import { encodeHello, greeting } from "../../../worker/collective/handshake.ts";

export interface FakeMember {
  readonly address: string;
  /** The socket that the other side reads from, once it has dialed. */
  readonly outgoing: Promise<net.Socket>;
  /** Dials a collective, as rank after rank does in `join`. */
  hello(address: string, generation: number): Promise<net.Socket>;
  close(): void;
}

export async function openFakeMember(jobUid: string): Promise<FakeMember> {
  const server = net.createServer();
  const sockets: net.Socket[] = [];
  const keep = (socket: net.Socket): net.Socket => {
    sockets.push(socket);
    return socket.on("error", () => undefined);
  };
  const outgoing = once(server, "connection").then(async ([socket]: net.Socket[]) => {
    const accepted = keep(must(socket, "a connection"));
    await once(accepted, "data");
    accepted.write(encodeFrame(greeting("accept", 1, 0)));
    return accepted;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const address = `tcp:127.0.0.1:${port}`;
  return {
    address,
    outgoing,
    hello: async (to, generation) => {
      const socket = keep(await connectTo(to));
      const { frame, payload } = encodeHello({ jobUid, generation, address });
      socket.write(Buffer.concat([encodeFrame(frame), payload]));
      return socket;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** @param address "tcp:127.0.0.1:PORT" */
export async function connectTo(address: string): Promise<net.Socket> {
  const socket = net.connect(Number(address.split(":").at(-1)), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}
