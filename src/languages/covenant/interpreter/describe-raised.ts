import type { Raised } from "./raised.ts";
import { renderValue } from "./values/render-value.ts";
import { isErrorValue } from "./values/type-test.ts";
import type { Value } from "./values/value.ts";

/** What was raised, and where: the message of an error that has one, any other value as JSON. */
export function describeRaised({ value, place }: Raised): string {
  const where = place === undefined ? "" : ` at step "${place.stepId}" of "${place.ownerId}"`;
  return `${describeError(value)}${where}`;
}

function describeError(value: Value): string {
  const message = isErrorValue(value) ? value.fields.get("message") : undefined;
  return typeof message === "string" ? message : renderValue(value);
}
