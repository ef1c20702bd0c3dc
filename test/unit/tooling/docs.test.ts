// The documents say what the code says, and what they point at is there.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { parseJob } from "../../../common/job/parse.ts";
import { projectFiles, ROOT, textOf } from "./project.ts";

const FILES = projectFiles();
const DOCUMENTS = FILES.filter((path) => path.endsWith(".md"));
const PROGRAM = FILES.filter((path) => /^(common|coordinator|worker|operator|cli)\/.*\.ts$/.test(path))
  .map(textOf)
  .join("\n");

test("docs/errors.md lists every code that the program can give, and no other", () => {
  const codes = [
    ...matches(PROGRAM, /new JobFailedError\(\s*[^",]*"([^"]+)"/g),
    ...matches(PROGRAM, /event: "(?:warning|error)",\s*code: "([^"]+)"/g),
    ...matches(PROGRAM, /failure\(\s*(?:1|2|78),\s*"([^"]+)"/g),
  ];
  assert.deepEqual(sortedSet(firstCells("docs/errors.md")), sortedSet(codes));
});

test("an error's code stands where it is thrown, so that it can be found and listed", () => {
  const thrown = matches(PROGRAM, /new JobFailedError\(\s*([^,]+),/g);
  assert.ok(thrown.length > 5);
  assert.deepEqual(
    thrown.filter((argument) => !argument.includes('"')),
    [],
  );
  const events = matches(PROGRAM, /event: "(?:warning|error)", ([^}]{0,20})/g);
  assert.deepEqual(
    events.filter((rest) => !/^code(: "|, message)/.test(rest)),
    [],
  );
});

test("docs/events.md lists every event of common/events.ts with its keys, and no other", () => {
  assert.deepEqual(documentedEvents(), declaredEvents());
});

test("docs/dependencies.md lists the packages of package.json in their versions, and no other", () => {
  const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;
  const documented = rows("docs/dependencies.md").map(([name, version]) => `${bare(name)} ${bare(version)}`);
  const used = Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => `${name} ${version}`);
  assert.deepEqual(sortedSet(documented), sortedSet(used));
});

test("the job in README.md is valid", () => {
  const [job = ""] = matches(textOf("README.md"), /^```yaml\n(.*?)^```/gms);
  assert.equal(parseJob(job, "README.md").metadata.name, "flowers");
});

test("every relative link in a document leads to a file or heading that is there", () => {
  const broken = DOCUMENTS.flatMap((path) =>
    linksOf(path)
      .filter((link) => !leadsSomewhere(path, link))
      .map((link) => `${path}: ${link}`),
  );
  assert.ok(DOCUMENTS.flatMap(linksOf).length > 20);
  assert.deepEqual(broken, []);
});

test("docs/README.md names every document in docs", () => {
  const named = new Set(linksOf("docs/README.md").map((link) => normalize(join("docs", link.replace(/#.*/, "")))));
  const documents = DOCUMENTS.filter(
    (path) => path.startsWith(join("docs", "/")) && path !== join("docs", "README.md"),
  );
  assert.deepEqual(
    documents.filter((path) => !named.has(path)),
    [],
  );
});

test("no file holds a path of one machine or the address of a package registry", () => {
  const found = FILES.filter((path) => !/\.(h5|png|jpg|wasm|safetensors|bin)$/.test(path)).flatMap((path) =>
    matches(textOf(path), FOREIGN).map((text) => `${path}: ${text}`),
  );
  assert.deepEqual(found, []);
});

/** Written in parts, so that this file doesn't hold what it looks for. */
const HOME_FOLDERS = ["root", "home", "Users", "work", "tmp"].join("|");
const REGISTRY_SETTINGS = [
  "registry\\.[a-z]",
  "registry ?= ?https?:",
  "index-" + "url",
  "files\\.python" + "hosted",
].join("|");
const FOREIGN = new RegExp(
  `((?:file://|(?<![\\w.~:/})>$-]))/(?:${HOME_FOLDERS})/[\\w.-]+|(?:${REGISTRY_SETTINGS})\\S*)`,
  "g",
);

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);
}

function sortedSet(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** The cells of a document's table rows, heads and rulers left out. */
function rows(path: string): string[][] {
  const lines = textOf(path)
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function firstCells(path: string): string[] {
  return rows(path).map(([cell]) => bare(cell));
}

function bare(cell: string | undefined): string {
  return (cell ?? "").replaceAll("`", "");
}

/** "name: key, key" of each row `| `name` | keys |`; a key's explanation may follow it. */
function documentedEvents(): string[] {
  return rows("docs/events.md")
    .filter(([name]) => !["`doctor`", "`validated`"].includes(name ?? ""))
    .map(([name, keys]) => `${bare(name)}: ${sortedSet(matches(keys ?? "", /`([A-Za-z0-9]+)`/g)).join(", ")}`)
    .sort();
}

/** The same from the types: each `readonly event: "a" | "b"` and the keys of its object. */
function declaredEvents(): string[] {
  const source = textOf("common/events.ts")
    .replaceAll(/\/\*\*.*?\*\//gs, "")
    .replaceAll(/^\/\/.*$/gm, "");
  const objects = matches(source, /\{([^{}]*readonly event:[^{}]*)\}( & Metrics)?/g);
  return objects
    .flatMap((body) => {
      const keys = matches(body, /readonly (\w+)\??:/g).filter((key) => key !== "event");
      const names = matches(/readonly event: ([^;]+);?/.exec(body)?.[1] ?? "", /"(\w+)"/g);
      return names.map(
        (name) => `${name}: ${sortedSet([...keys, ...(name === "validation" ? metricNames(source) : [])]).join(", ")}`,
      );
    })
    .sort();
}

function metricNames(source: string): string[] {
  return matches(/interface Metrics \{([^}]*)\}/.exec(source)?.[1] ?? "", /readonly (\w+):/g);
}

/** Link targets that are not addresses. Code is left out: what looks like a link there is not one. */
function linksOf(path: string): string[] {
  const text = textOf(path)
    .replaceAll(/^```.*?^```/gms, "")
    .replaceAll(/`[^`\n]*`/g, "");
  return matches(text, /\]\(([^)\s]+)\)/g).filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? from : normalize(join(dirname(from), path));
  if (!existsSync(join(ROOT, target))) return false;
  return heading === undefined || headingsOf(target).has(heading);
}

/** Headings as GitHub names them in links. */
function headingsOf(path: string): ReadonlySet<string> {
  const titles = matches(textOf(path), /^#{1,6} (.+)$/gm);
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .trim()
        .replaceAll(/\s/g, "-"),
    ),
  );
}
