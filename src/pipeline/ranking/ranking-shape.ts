/** What an order of answers looks like on the wire, and how it is read. */

import type { JsonRecord } from "../../domain/json.ts";
import { readList } from "../../std/read-json.ts";

/** Numbers alone: nothing that the model writes gets into the file. */
export const RANKING_SCHEMA: JsonRecord = {
  type: "object",
  additionalProperties: false,
  required: ["order"],
  properties: { order: { type: "array", items: { type: "integer" } } },
};

/**
 * The numbers from 1 to `count`, in the model's order; those that it left out come last, in the order they had.
 *
 * @throws {SyntaxError} saying which number there is not, or which is there twice.
 */
export function readOrder(
  object: Readonly<Record<string, unknown>>,
  count: number,
): readonly number[] {
  const told = readList(object["order"], "order", (item, place) => {
    if (typeof item !== "number" || !Number.isInteger(item) || item < 1 || item > count)
      throw new SyntaxError(`${place} should be a number from 1 to ${count}`);
    return item;
  });
  if (told.length === 0) throw new SyntaxError("order should hold at least one number");
  if (new Set(told).size < told.length) throw new SyntaxError("order should hold each number once");
  const all = Array.from({ length: count }, (_, at) => at + 1);
  return [...told, ...all.filter((number) => !told.includes(number))];
}
