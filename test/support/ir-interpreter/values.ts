// What the interpreter computes with: numbers in float64 and a shape, whatever the tensor's dtype.
import { must } from "../../../common/errors.ts";
import type { Attribute, Node, Shape } from "../../../worker/compute/graph/ir.ts";
import { sizeOf } from "../../../worker/model/network.ts";

export interface Value {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** Computes a node's outputs from its inputs. */
export type Kernel = (inputs: readonly Value[], node: Node) => Value | readonly Value[];

export function at(value: Value, index: number): number {
  return must(value.data[index], `element ${index}`);
}

export function input(inputs: readonly Value[], index: number): Value {
  return must(inputs[index], `input ${index}`);
}

/** A value of this shape, its elements computed from their coordinates. */
export function fill(shape: Shape, element: (coordinates: readonly number[], index: number) => number): Value {
  const data = new Float64Array(sizeOf(shape));
  const coordinates = shape.map(() => 0);
  for (let index = 0; index < data.length; index += 1) {
    data[index] = element(coordinates, index);
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const next = must(coordinates[axis], "coordinate") + 1;
      coordinates[axis] = next === shape[axis] ? 0 : next;
      if (next !== shape[axis]) break;
    }
  }
  return { shape, data };
}

/** Where an element is; axes of size 1 are broadcast and missing leading axes are ignored. */
export function offsetOf(shape: Shape, coordinates: readonly number[]): number {
  const lead = coordinates.length - shape.length;
  return shape.reduce(
    (offset, size, axis) => offset * size + (size === 1 ? 0 : must(coordinates[lead + axis], "axis")),
    0,
  );
}

export function read(value: Value, coordinates: readonly number[]): number {
  return at(value, offsetOf(value.shape, coordinates));
}

function attribute<K extends Attribute["kind"]>(node: Node, name: string, kind: K): Extract<Attribute, { kind: K }> {
  const found = node.attributes[name];
  if (found?.kind !== kind) throw new Error(`${node.op} has no ${kind} ${name}`);
  return found as Extract<Attribute, { kind: K }>;
}

export const numberOf = (node: Node, name: string): number => attribute(node, name, "float").value;
export const flagOf = (node: Node, name: string): boolean => attribute(node, name, "bool").value;
export const textOf = (node: Node, name: string): string => attribute(node, name, "string").value;
export const integersOf = (node: Node, name: string): readonly number[] => attribute(node, name, "ints").value;
export const constantOf = (node: Node): Value => {
  const { shape, value } = attribute(node, "value", "tensor");
  return { shape, data: Float64Array.from(value) };
};
