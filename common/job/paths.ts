// Places inside a job: the keys and list indexes that lead to a value.

export type Path = readonly (string | number)[];

/** "spec.training.phases.0.epochs": how a path is written in messages and after --set. */
export function pathText(path: Path): string {
  return path.join(".");
}

export function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path, own keys only; undefined where there is none. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(key)];
    return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}
