// A member that dials again in the same generation: what it was sent on the link before may be lost.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { must, PeerLostError } from "../../../common/errors.ts";
import { encodeFrame } from "../../../worker/collective/frame.ts";
import { encodeHello, greeting } from "../../../worker/collective/handshake.ts";
import type { Link, LinkEvents } from "../../../worker/links/link.ts";
import { MemoryNetwork } from "../../../worker/links/memory.ts";
import { closeAll, openMember } from "../../support/collective-group.ts";

const plan = { floats: 100, ranks: 3, leaves: 4 };
const jobUid = "job-1";

/** Takes what comes. @param onFirst what it does when the first bytes are there */
function listener(onFirst: () => void = () => undefined): LinkEvents {
  let hasRead = false;
  return {
    buffer: () => new Uint8Array(65_536),
    read: () => {
      if (!hasRead) onFirst();
      hasRead = true;
      return true;
    },
    drain: () => undefined,
    closed: () => undefined,
  };
}

/** Accepts whoever dials it, and dials as often as a test wants. */
async function openFake(network: MemoryNetwork) {
  const transport = network.transport();
  const links: Link[] = [];
  const accept = (link: Link) => {
    links.push(link);
    return listener(() => {
      link.send([encodeFrame(greeting("accept", 1, 0))]);
    });
  };
  const { address } = await transport.listen(accept);
  /** Resolves when the link was accepted. */
  const hello = async (to: string): Promise<Link> => {
    let accepted: () => void = () => undefined;
    const acceptance = new Promise<void>((resolve) => {
      accepted = resolve;
    });
    const link = await transport.dial(to, listener(accepted), new AbortController().signal);
    const { frame, payload } = encodeHello({ jobUid, generation: 1, address });
    link.send([encodeFrame(frame), payload]);
    await acceptance;
    return link;
  };
  const close = (): void => {
    for (const link of links) link.destroy("closed");
  };
  return { address, hello, close };
}

/** A real member at rank 0 that joins generation 1 with fake ones. */
async function joiningWith(t: TestContext, count: number) {
  const network = new MemoryNetwork();
  const listen = () => ({ kind: "given", transport: network.transport() }) as const;
  const member = await openMember({ plan, listen, jobUid });
  const { collective } = member;
  const fakes = await Promise.all(Array.from({ length: count }, () => openFake(network)));
  t.after(async () => {
    for (const fake of fakes) fake.close();
    await closeAll([member]);
  });
  const addresses = [collective.address, ...fakes.map(({ address }) => address)];
  const joining = collective.join({ generation: 1, rank: 0, addresses }, AbortSignal.timeout(5000));
  return { collective, joining, hello: (index: number) => must(fakes[index], "a fake").hello(collective.address) };
}

/** Closes a link; when this resolves, the other side has seen it. */
async function closeSeen(link: Link): Promise<void> {
  link.destroy("gone");
  await new Promise(setImmediate);
}

test("a member that links anew after its first link has closed is lost: what it was sent on that one may not have arrived", async (t) => {
  const { collective, joining, hello } = await joiningWith(t, 1);
  const first = await hello(0);
  await joining;
  const gathering = collective.gather(1, new Uint8Array(3));
  await closeSeen(first);
  await Promise.all([
    hello(0),
    assert.rejects(gathering, (error) => error instanceof PeerLostError && /linked anew/.test(error.message)),
  ]);
});

test("before the generation has begun nothing was sent: a member that links anew is no loss", async (t) => {
  const { joining, hello } = await joiningWith(t, 2);
  await closeSeen(await hello(0));
  await hello(0);
  await hello(1);
  await joining;
});
