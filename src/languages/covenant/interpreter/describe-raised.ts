import type { Raised } from "./raised.ts";
import { renderValue } from "./values/render-value.ts";
import { isErrorValue } from "./values/type-test.ts";
import type { Value } from "./values/value.ts";

/** What was raised, and where: the message of an error that has one, any other value as JSON. */
export function describeRaised({ value, place }: Raised): string {
  const where = place === undefined ? "" : ` at step "${place.stepId}" of "${place.ownerId}"`;
  return `${describeError(value)}${where}`;
}

/** A message may quote what a program computed, however long that is. */
const MAX_LENGTH = 500;

function describeError(value: Value): string {
  const message = isErrorValue(value) ? value.fields.get("message") : undefined;
  if (typeof message !== "string") return renderValue(value);
  return message.length <= MAX_LENGTH ? message : `${message.slice(0, MAX_LENGTH)}…`;
}
