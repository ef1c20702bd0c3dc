// YAML nodes to plain values, and the line that each of them stands on.
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type ParsedNode } from "yaml";
import type { Problem } from "../errors.ts";
import { type Path, pathText } from "./paths.ts";

export interface Entries {
  /** Objects, arrays and scalars; no two places share an object. */
  readonly value: unknown;
  /** 1-based line of a path's key or list item; where the path is not in the file, that of the nearest parent. */
  readonly lineOf: (path: Path) => number;
  /** Whether the file has this path. */
  readonly has: (path: Path) => boolean;
  readonly problems: readonly Problem[];
}

export interface EntryLimits {
  readonly depth: number;
  readonly entries: number;
}

export function entriesOf(root: ParsedNode | null, lineAt: (offset: number) => number, limits: EntryLimits): Entries {
  const reader = new Reader(lineAt, limits);
  const value = reader.read(root, [], false);
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const line = reader.lines.get(idOf(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  };
  return { value, lineOf, has: (path) => reader.lines.has(idOf(path)), problems: reader.problems };
}

function idOf(path: Path): string {
  return path.join("\0");
}

class Reader {
  readonly lines = new Map<string, number>();
  readonly problems: Problem[] = [];
  readonly #anchors = new Map<string, Node>();
  readonly #lineAt: (offset: number) => number;
  readonly #limits: EntryLimits;
  #entries = 0;
  /** Line of the alias that is being read, outermost. */
  #aliasLine: number | undefined;

  constructor(lineAt: (offset: number) => number, limits: EntryLimits) {
    this.#lineAt = lineAt;
    this.#limits = limits;
  }

  read(node: unknown, path: Path, inAlias: boolean): unknown {
    this.#entries++;
    if (this.#entries > this.#limits.entries || path.length > this.#limits.depth) return this.#overLimit(path);
    // An anchor inside a copy made by an alias must not hide a newer one of the same name.
    if (!inAlias && isNodeWithAnchor(node)) this.#anchors.set(node.anchor, node);
    if (isAlias(node)) return this.#alias(node, path, inAlias);
    if (isScalar(node)) return typeof node.value === "bigint" ? Number(node.value) : node.value;
    if (isSeq(node)) return node.items.map((item, index) => this.#item(item, [...path, index], inAlias));
    if (isMap(node)) return this.#mapping(node.items, path, inAlias);
    return null;
  }

  #alias(alias: Alias, path: Path, inAlias: boolean): unknown {
    const target = this.#anchors.get(alias.source);
    if (!inAlias) this.#aliasLine = this.#lineOfNode(alias);
    if (target === undefined) this.#problem(path, this.#lineOfNode(alias), `nothing above is called &${alias.source}`);
    return this.read(target, path, true);
  }

  #item(item: unknown, path: Path, inAlias: boolean): unknown {
    this.#place(item, path);
    return this.read(item, path, inAlias);
  }

  #mapping(pairs: readonly Pair[], path: Path, inAlias: boolean): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const lineOfKey = new Map<string, number>();
    for (const { key, value } of pairs) {
      const line = this.#lineOfNode(key) ?? 1;
      const name = keyName(key);
      const before = name === undefined ? undefined : lineOfKey.get(name);
      if (name === undefined) this.#problem(path, line, "expected a plain word as a key");
      else if (before !== undefined)
        this.#problem([...path, name], line, `the key is given twice, first on line ${before}`);
      else {
        lineOfKey.set(name, line);
        this.lines.set(idOf([...path, name]), line);
        result[name] = this.read(value, [...path, name], inAlias);
      }
    }
    return result;
  }

  #place(node: unknown, path: Path): void {
    const line = this.#lineOfNode(node);
    if (line !== undefined) this.lines.set(idOf(path), line);
  }

  #lineOfNode(node: unknown): number | undefined {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    return range ? this.#lineAt(range[0]) : undefined;
  }

  #overLimit(path: Path): null {
    if (this.problems.at(-1)?.message !== OVER_LIMIT) this.#problem(path.slice(0, 8), this.#aliasLine, OVER_LIMIT);
    return null;
  }

  #problem(path: Path, line: number | undefined, message: string): void {
    this.problems.push({ path: pathText(path), message, ...(line !== undefined && { line }) });
  }
}

const OVER_LIMIT = "the aliases (*name) in this file stand for too much";

function isNodeWithAnchor(node: unknown): node is Node & { anchor: string } {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined;
}

/** `__proto__` is no key of ours, and would change the object instead of adding to it. */
function keyName(key: unknown): string | undefined {
  if (!isScalar(key) || key.value === "__proto__") return undefined;
  return String(key.value);
}
