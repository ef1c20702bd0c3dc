// What must be on the machine before set-up can begin; everything that is missing is reported at once.
import { capture } from "./child.mjs";
import { SetupError } from "./setup-error.mjs";

const MINIMUM_NODE = [20, 19];
const MINIMUM_GLIBC = [2, 27];

/**
 * @typedef {{ readonly name: string, readonly ok: boolean, readonly found: string, readonly toDo?: string }} Requirement
 *   found: the version, or what is wrong; toDo: how to get it, where it is missing.
 */

/** Each tool that set-up and a run need, found or not. */
export async function inspectRequirements() {
  return [platform(), node(), ...(await Promise.all([python(), pip(), compiler()]))];
}

/** Throws with the whole list when something is missing. */
export async function requireTools() {
  const missing = (await inspectRequirements()).filter((requirement) => !requirement.ok);
  if (missing.length === 0) return;
  const lines = missing.map(({ name, found, toDo }) => `  ${name}: ${found}\n    ${toDo}`);
  throw new SetupError(`Set-up needs what is missing here:\n${lines.join("\n")}\nThen run the same command again.`);
}

/** The C++ compiler's command: $CXX, else g++ or clang++. */
export async function findCompiler() {
  for (const command of [process.env.CXX, "g++", "clang++"].filter(Boolean)) {
    const { code, stdout } = await capture(command, ["--version"]);
    if (code === 0) return { command, version: stdout.split("\n")[0] };
  }
  return undefined;
}

function platform() {
  const name = "platform";
  const found = `${process.platform}-${process.arch}`;
  const toDo =
    "TensorFlow is set up for Linux on x64 with glibc 2.27 or newer: use such a machine, WSL 2 or a container (docker run -it node:20).";
  const glibc = glibcVersion();
  if (found !== "linux-x64") return { name, ok: false, found, toDo };
  if (glibc === undefined) return { name, ok: false, found: `${found} without glibc (Alpine?)`, toDo };
  return { name, ok: atLeast(glibc, MINIMUM_GLIBC), found: `${found}, glibc ${glibc}`, toDo };
}

function node() {
  const found = process.versions.node;
  return {
    name: "Node.js",
    ok: atLeast(found, MINIMUM_NODE),
    found,
    toDo: "Install Node.js 20.19 or newer: https://nodejs.org or `nvm install 20`.",
  };
}

async function python() {
  const { code, output } = await capture("python3", ["--version"]);
  return tool("Python 3", code, output, "python3", "python3", "python");
}

async function pip() {
  const { code, output } = await capture("python3", ["-m", "pip", "--version"]);
  return tool("pip", code, output.replace(/ from .*/, ""), "python3-pip", "python3-pip", "python-pip");
}

async function compiler() {
  const compiler = await findCompiler();
  return tool("C++ compiler", compiler === undefined ? 127 : 0, compiler?.version ?? "", "g++", "gcc-c++", "gcc");
}

function tool(name, code, output, debian, fedora, arch) {
  const toDo = `Debian, Ubuntu: sudo apt-get install ${debian} | Fedora, RHEL: sudo dnf install ${fedora} | Arch: sudo pacman -S ${arch}`;
  return { name, ok: code === 0, found: code === 0 ? output.trim() : "not found", toDo };
}

function glibcVersion() {
  process.report.excludeNetwork = true; // Else the report looks up host names, which may take seconds.
  return process.report.getReport().header.glibcVersionRuntime;
}

function atLeast(version, minimum) {
  const [major, minor] = version.split(".").map(Number);
  return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}
