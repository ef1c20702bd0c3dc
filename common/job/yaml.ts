// Job text to plain values, whatever the text: limits come before anything that could hang, overflow the stack or fill the memory.
//   Y1. Lexing is linear and keeps nothing, so entries are counted with it before anything is built.
//   Y2. The parser keeps its own stack; depth is checked on its tokens before composing, which recurses.
//   Y3. Aliases count against the same limits as what they stand for, so neither a bomb nor a cycle gets through.
import { Composer, type CST, type Document, Lexer, LineCounter, type ParsedNode, Parser } from "yaml";
import type { Problem } from "../errors.ts";
import { type Entries, entriesOf } from "./yaml-entries.ts";

const MAX_BYTES = 1 << 20;
const MAX_LEXEMES = 50_000;
const MAX_DEPTH = 64;
const MAX_SYNTAX_PROBLEMS = 10;

export type YamlResult = ({ readonly kind: "read" } & Entries) | Refused;
interface Refused {
  readonly kind: "refused";
  readonly problems: readonly Problem[];
}

/** Reads one YAML 1.2 document; duplicate keys, several documents and unknown tags are problems. */
export function readYaml(input: string | Uint8Array): YamlResult {
  if (input.length > MAX_BYTES)
    return refused(`the file is larger than 1 MiB (${input.length} bytes)`, "is this the job file?");
  const text = typeof input === "string" ? input : decoded(input);
  if (text === undefined || /[\0-\x08\x0e-\x1f]/u.test(text))
    return refused("expected YAML text in UTF-8, found a binary file");
  if (tooLong(text))
    return refused(`expected a job of at most ${MAX_LEXEMES} YAML tokens, found more`, "is this the job file?");
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (tokens.some((token) => depthOf(token) > MAX_DEPTH))
    return refused(`expected at most ${MAX_DEPTH} levels, found more`);
  return composed(tokens, (offset) => lines.linePos(offset).line);
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // the only thing that a fatal decoder throws is "this is not UTF-8"
  }
}

function tooLong(text: string): boolean {
  const lexemes = new Lexer().lex(text);
  for (let count = 0; count <= MAX_LEXEMES; count++) if (lexemes.next().done === true) return false;
  return true;
}

/** Nesting of collections, without recursion. */
function depthOf(root: CST.Token): number {
  let deepest = 0;
  const open: [CST.Token, number][] = [[root, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    for (const child of childrenOf(token)) open.push([child, depth + 1]);
  }
  return deepest;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((child) => child !== undefined && child !== null));
}

function composed(tokens: readonly CST.Token[], lineAt: (offset: number) => number): YamlResult {
  // One schema whatever a %YAML directive says: 1.1 would turn `off` into false and read dates and sets.
  const composer = new Composer({
    schema: "core",
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents = [...composer.compose(tokens)];
  const problems = documents.flatMap((document) => syntaxProblems(document, lineAt));
  if (problems.length > 0) return { kind: "refused", problems: problems.slice(0, MAX_SYNTAX_PROBLEMS) };
  const [first, second] = documents;
  if (second !== undefined) {
    return refused(
      `expected one YAML document, found ${documents.length}`,
      "one file holds one job",
      lineAt(second.range[0]),
    );
  }
  if (first === undefined || (first.contents?.range[0] === first.contents?.range[1] && isNothing(first.contents))) {
    return refused("the file is empty", "a job has at least metadata.name, spec.model.source and spec.dataset.source");
  }
  const entries = entriesOf(first.contents, lineAt, { depth: MAX_DEPTH, entries: MAX_LEXEMES });
  return entries.problems.length > 0 ? { kind: "refused", problems: entries.problems } : { kind: "read", ...entries };
}

function isNothing(contents: ParsedNode | null): boolean {
  return contents === null || ("value" in contents && contents.value === null);
}

function syntaxProblems(document: Document.Parsed, lineAt: (offset: number) => number): Problem[] {
  const found = [...document.errors, ...document.warnings];
  return found.map(({ message, pos }) => ({ path: "", line: lineAt(pos[0]), message: `not valid YAML: ${message}` }));
}

function refused(message: string, hint?: string, line?: number): Refused {
  return { kind: "refused", problems: [{ path: "", message, ...(line && { line }), ...(hint && { hint }) }] };
}
