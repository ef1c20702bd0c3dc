// One member in a process of its own, for tests that kill it: prints its address, joins the membership on its stdin, and waits.
import { createInterface } from "node:readline";
import type { Membership } from "../../../worker/collective/collective.ts";
import type { ListenOptions } from "../../../worker/links/transport.ts";
import { openMember } from "../../support/collective-group.ts";

const listen = JSON.parse(process.argv[2] ?? "") as ListenOptions;
const { collective } = await openMember({ plan: { floats: 1000, ranks: 2, leaves: 2 }, listen: () => listen });
process.stdout.write(`${collective.address}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  await collective.join(JSON.parse(line) as Membership, AbortSignal.timeout(10_000));
}
