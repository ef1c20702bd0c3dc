// `--set path=value`: one key of the job from the command line, put over what the file says.
import { formatProblem, messageOf, type Problem } from "../errors.ts";
import { readYaml } from "./yaml.ts";
import { foundText } from "./findings.ts";
import { isRecord, type Path, pathText, valueAt } from "./paths.ts";

export interface Override {
  /** As it was given: "training.batchSize=64". */
  readonly text: string;
  readonly path: Path;
}

export interface Overridden {
  readonly value: unknown;
  readonly overrides: readonly Override[];
  readonly problems: readonly Problem[];
}

const ROOT_KEYS: readonly string[] = ["spec", "metadata", "apiVersion", "kind"];

/** Sets each override in turn, in place. Paths start at spec, or at the root with `spec.`, `metadata.`, `apiVersion` or `kind`. */
export function applyOverrides(value: unknown, texts: readonly string[]): Overridden {
  const overrides: Override[] = [];
  const problems: Problem[] = [];
  for (const text of texts) {
    try {
      const { path, setting } = parseOverride(text);
      setAt(value, path, setting);
      overrides.push({ text, path });
    } catch (thrown) {
      problems.push({ path: `--set ${text}`, message: messageOf(thrown) });
    }
  }
  return { value, overrides, problems };
}

function parseOverride(text: string): { readonly path: Path; readonly setting: unknown } {
  const equals = text.indexOf("=");
  const keys = text.slice(0, Math.max(equals, 0)).trim().split(".");
  if (keys.some((key) => key === "" || key === "__proto__")) {
    throw new SyntaxError("expected path=value, such as training.batchSize=64");
  }
  const path = ROOT_KEYS.includes(keys[0] ?? "") ? keys : ["spec", ...keys];
  return { path, setting: settingOf(text.slice(equals + 1)) };
}

/** The value is YAML, so that 64, true and [a, b] are what they look like. Nothing at all leaves the key out. */
function settingOf(text: string): unknown {
  if (text.trim() === "") return null;
  const read = readYaml(text);
  if (read.kind === "read") return read.value;
  // `null` alone reads as an empty document.
  if (/^\s*(?:null|~)\s*$/iu.test(text)) return null;
  throw new SyntaxError(
    read.problems.map((problem) => formatProblem({ path: "", message: problem.message }).trim()).join("; "),
  );
}

function setAt(root: unknown, path: Path, setting: unknown): void {
  let parent = root;
  for (const [depth, key] of path.entries()) {
    const place = placeIn(parent, key, path.slice(0, depth));
    const isLast = depth === path.length - 1;
    if (isLast || place.value === undefined || place.value === null) {
      place.set(made(path, depth + 1, setting));
      return;
    }
    parent = place.value;
  }
}

/** What the file leaves out on the way to a key: lists where there is a number in the path, else mappings. */
function made(path: Path, depth: number, setting: unknown): unknown {
  const key = path[depth];
  if (key === undefined) return setting;
  const inner = made(path, depth + 1, setting);
  if (!isIndex(key)) return { [key]: inner };
  if (Number(key) !== 0) throw wrongIndex(path.slice(0, depth), key, 0);
  return [inner];
}

function isIndex(key: string | number): boolean {
  return /^\d+$/u.test(String(key));
}

function wrongIndex(path: Path, key: string | number, last: number): RangeError {
  return new RangeError(
    `expected an index ${last === 0 ? "of 0" : `from 0 to ${last}`} into ${pathText(path)}, found ${key}`,
  );
}

interface Place {
  readonly value: unknown;
  set(value: unknown): void;
}

function placeIn(parent: unknown, key: string | number, path: Path): Place {
  if (Array.isArray(parent)) return placeInList(parent, key, path);
  if (!isRecord(parent)) {
    throw new TypeError(`${path.length === 0 ? "the job" : pathText(path)} has no keys: it is ${foundText(parent)}`);
  }
  return {
    get value() {
      return valueAt(parent, [key]);
    },
    set: (value) => {
      parent[key] = value;
    },
  };
}

function placeInList(items: unknown[], key: string | number, path: Path): Place {
  const index = Number(key);
  if (!isIndex(key) || index > items.length) throw wrongIndex(path, key, items.length);
  return {
    get value() {
      return items[index];
    },
    set: (value) => {
      items[index] = value;
    },
  };
}
