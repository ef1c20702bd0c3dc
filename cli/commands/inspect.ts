// elastune inspect MODEL: its layers, their sizes, and where to cut. This process does nothing else, so TensorFlow may be loaded in it.
import { loadTensorFlow } from "../../worker/compute/tensorflow.ts";
import { type InspectedLayer, type InspectedModel, inspectModel } from "../../worker/model/inspect.ts";
import { grouped } from "../render/format.ts";
import { type Column, printable, tableLines } from "../render/table.ts";

export interface InspectFlags {
  readonly json?: boolean;
  readonly unfreeze?: readonly string[];
}

/** @throws ConfigError naming what is wrong with the file. @returns the exit code. */
export async function inspectCommand(file: string, flags: InspectFlags): Promise<number> {
  const model = await inspectModel(file, flags.unfreeze ?? [], () => loadTensorFlow("cpu"));
  const event = { event: "inspected", time: new Date().toISOString(), file, ...model };
  process.stdout.write(flags.json === true ? `${JSON.stringify(event)}\n` : textOf(model));
  return 0;
}

const COLUMNS: readonly Column[] = [
  { title: "layer" },
  { title: "type" },
  { title: "output" },
  { title: "parameters", align: "right" },
  { title: "in a job" },
];

function textOf(model: InspectedModel): string {
  const { total, frozen, trained, replaced } = model.parameters;
  const lines = [
    ...tableLines(COLUMNS, model.layers.map(rowOf)),
    "",
    `${grouped(model.layers.length)} layers, ${grouped(total)} parameters: ${grouped(frozen)} frozen, ${grouped(trained)} trained, ${grouped(replaced)} replaced`,
    ...cutLines(model.cut),
  ];
  return `${lines.join("\n")}\n`;
}

function rowOf({ name, type, outputShape, parameters, role }: InspectedLayer): readonly string[] {
  const shown = role === "frozen" && parameters === 0 ? "" : role;
  return [name, type, outputShape.map((size) => size ?? "?").join(" x "), grouped(parameters), shown];
}

function cutLines({ layer, reason }: InspectedModel["cut"]): readonly string[] {
  if (layer === null) return [`cutAt: has to be named: ${printable(reason)}`];
  return [`cutAt: ${printable(layer)} (what a job gets that names none)`, `  ${printable(reason)}`];
}
