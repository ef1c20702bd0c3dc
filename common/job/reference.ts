// The reference page of the job file, made from the same schema that checks it.
import type { JsonSchema } from "./json-schema.ts";
import { NOT_YET } from "./not-yet.ts";

interface Section {
  readonly path: string;
  readonly schema: JsonSchema;
}

const INTRODUCTION = `# The job file

<!-- Made by \`node scripts/generate-docs.mjs\` from common/job/. Changes made here are lost. -->

One YAML file says what to fine-tune, on what, and how. Only \`metadata.name\`, \`spec.model.source\` and \`spec.dataset.source\` must be given.
A relative \`file:\` path starts at the folder of the job file. \`--set path=value\` overrides a key: \`--set training.batchSize=64\`, \`--set training.phases.0.epochs=2\`.
\`elastune validate JOB\` lists every problem at once. For completion and checks in an editor, begin the file with
\`# yaml-language-server: $schema=PATH/TO/docs/job.schema.json\`.

**Not yet** marks what this version refuses.
`;

/** The page, in Markdown: one table for each mapping in the schema. */
export function jobReference(schema: JsonSchema): string {
  const sections = sectionsOf({ path: "", schema });
  return [INTRODUCTION, ...sections.map(sectionText)].join("\n");
}

function sectionsOf({ path, schema }: Section): Section[] {
  const children = Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
    mappingsIn(child, path === "" ? key : `${path}.${key}`).flatMap(sectionsOf),
  );
  return [{ path, schema }, ...children];
}

/** The mappings that a value can be or hold, each of which gets a table; a mapping of one key is shown by what is behind the key. */
function mappingsIn(schema: JsonSchema, path: string): Section[] {
  if (schema.anyOf !== undefined) return mergedForms(schema.anyOf.flatMap((form) => mappingsIn(form, path)));
  if (isOne(schema.items)) return mappingsIn(schema.items, `${path}[]`);
  return Object.keys(schema.properties ?? {}).length === 0 ? [] : [{ path, schema }];
}

/** Several mappings in one place become one table: `{ adamw: ... }` or `{ sgd: ... }` has the keys adamw and sgd. */
function mergedForms(forms: readonly Section[]): Section[] {
  const [first] = forms;
  if (first === undefined) return [];
  const same = forms.filter(({ path }) => path === first.path);
  const properties = Object.assign({}, ...same.map(({ schema }) => schema.properties)) as Record<string, JsonSchema>;
  const required = same.length > 1 ? [] : (first.schema.required ?? []);
  const merged: Section = {
    path: first.path,
    schema: { properties, required, ...(same.length > 1 && { description: "One of these forms." }) },
  };
  return [merged, ...mergedForms(forms.filter(({ path }) => path !== first.path))];
}

function sectionText({ path, schema }: Section): string {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const place = path === "" ? key : `${path}.${key}`;
    return `| \`${key}\` | ${typeText(value)} | ${defaultText(value, required.has(key))} | ${meaning(value, place)} |`;
  });
  const intro = schema.description === undefined ? [] : [schema.description, ""];
  return [
    `## ${path === "" ? "The whole file" : `\`${path}\``}`,
    "",
    ...intro,
    "| key | value | default | meaning |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function meaning(value: JsonSchema, place: string): string {
  const rows = NOT_YET.filter(({ path }) => path.replaceAll(".*", "[]") === place);
  const later = rows.map(({ what }) => ` **Not yet:** ${what}.`);
  return `${escaped(value.description ?? "")}${later.join("")}`;
}

function defaultText(value: JsonSchema, isRequired: boolean): string {
  if (isRequired) return "required";
  if (value.default === undefined) return "";
  const json = JSON.stringify(value.default);
  return json === "{}" || json === "[{}]" ? "see below" : `\`${escaped(json.replaceAll(/^"|"$/gu, ""))}\``;
}

function typeText(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeText))].join(" or ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${String(word)}\``).join(", ");
  if (isOne(schema.items)) return `list of ${typeText(schema.items)}`;
  if (schema.items !== undefined) return `[${schema.items.map(typeText).join(", ")}]`;
  switch (schema.type) {
    case "integer":
      return `whole number${bounds(schema)}`;
    case "number":
      return `number${bounds(schema)}`;
    case "boolean":
      return "`true`, `false`";
    case "string":
      return "text";
    case "null":
      return "nothing";
    default:
      return mappingText(schema);
  }
}

function mappingText(schema: JsonSchema): string {
  const keys = Object.keys(schema.properties ?? {});
  const open =
    typeof schema.additionalProperties === "object" ? "NAME: " + typeText(schema.additionalProperties) : undefined;
  if (keys.length === 0) return open === undefined ? "`{}`" : `{ ${open} }`;
  return `{ ${[...keys.map((key) => `\`${key}\``), ...(open === undefined ? [] : [open])].join(", ")} }`;
}

function bounds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): string {
  const parts = [
    minimum === undefined ? [] : [`≥ ${minimum}`],
    exclusiveMinimum === undefined ? [] : [`> ${exclusiveMinimum}`],
    maximum === undefined ? [] : [`≤ ${maximum}`],
    exclusiveMaximum === undefined ? [] : [`< ${exclusiveMaximum}`],
  ].flat();
  return parts.length === 0 ? "" : ` ${parts.join(", ")}`;
}

function isOne(items: JsonSchema["items"]): items is JsonSchema {
  return items !== undefined && !Array.isArray(items);
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
