// The job file's schema for other tools: editors (through yaml-language-server) and the reference page.
import { z } from "zod";
import { jobSchema } from "./schema.ts";

/** A JSON Schema, draft 7: what yaml-language-server reads. Only the keywords that this schema has. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string | number | boolean;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
}

/** What may be written in a job file: defaults may be left out, short forms are allowed. */
export function jobJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(jobSchema, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => {
      tidy(jsonSchema);
    },
  });
  // A plain value: zod's carries a hidden property for its own use.
  return JSON.parse(JSON.stringify({ ...schema, title: "elastune job" })) as JsonSchema;
}

/** The bounds of exact integers say nothing to a reader. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
