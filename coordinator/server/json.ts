// JSON that came over the wire.
import { InvalidRequestError, messageOf } from "../../common/errors.ts";

/** @throws InvalidRequestError, naming `what` */
export function parseObject(what: string, json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new InvalidRequestError(`${what} is not JSON: ${messageOf(error)}`, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InvalidRequestError(`${what} is not a JSON object`);
  return value as Readonly<Record<string, unknown>>;
}
