// A worker as the tests of faults want it: `elastune worker` with what computes, the links and the protocol points replaced.
import { parseArgs } from "node:util";
import { workerCommand } from "../../../cli/commands/worker.ts";
import { tcpTransport } from "../../../worker/links/tcp.ts";
import { CoordinatorLink } from "../injector/coordinator-link.ts";
import { readFaults } from "../injector/faults.ts";
import { watchWrites } from "../injector/full-disk.ts";
import { FaultyLinks } from "../injector/links.ts";
import { pointsOf } from "../injector/points.ts";
import { readSettings } from "../simulated/settings.ts";

const { values: flags } = parseArgs({
  args: process.argv.slice(3),
  options: {
    coordinator: { type: "string", default: "" },
    "cache-dir": { type: "string" },
    "with-parent": { type: "boolean", default: false },
  },
});
const cacheDir = flags["cache-dir"];
const plan = readFaults();
const isProxied = plan.faults.some(({ what }) => what.kind.endsWith("-coordinator"));
const coordinatorLink = isProxied ? await CoordinatorLink.open(flags.coordinator) : undefined;
const links = new FaultyLinks();
const isOverTcp = readSettings()?.links === "tcp";
await watchWrites();

try {
  process.exitCode = await workerCommand(
    {
      coordinator: [coordinatorLink?.address ?? flags.coordinator],
      withParent: flags["with-parent"],
      ...(cacheDir === undefined ? {} : { cacheDir }),
    },
    {
      computeBackend: new URL("./backend.js", import.meta.url).href,
      points: (workerId) => pointsOf({ plan, links, coordinatorLink }, workerId),
      transport: (own) => links.transport(isOverTcp ? tcpTransport("127.0.0.1", 0) : own),
    },
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
