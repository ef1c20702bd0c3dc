// Between a launcher and its etcd: etcd does not watch its parent, this process does, and takes etcd with it.
//   node etcd-process.js ETCD ARGUMENT...
import { spawn } from "node:child_process";
import { endWithParent } from "./with-parent.ts";

const [program = "", ...args] = process.argv.slice(2).filter((arg) => arg !== "--with-parent");
const etcd = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
etcd.once("close", (code) => process.exit(code ?? 1)).once("error", () => process.exit(1));
process.once("exit", () => etcd.kill("SIGKILL"));
process.once("SIGTERM", () => process.exit(0));
endWithParent();
