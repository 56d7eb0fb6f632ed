import { createList, createMap, createStruct, type Value } from "../values/value.ts";
import { mapOf, textOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

const entriesOf = (map: Value): ReadonlyMap<string, Value> => mapOf(map).entries;

export const MAP_OPERATIONS: Operations = {
  map_len: takes((map) => BigInt(entriesOf(map).size)),
  map_is_empty: takes((map) => entriesOf(map).size === 0),
  map_keys: takes((map) => createList([...entriesOf(map).keys()])),
  map_values: takes((map) => createList([...entriesOf(map).values()])),
  map_entries: takes((map) =>
    createList(
      [...entriesOf(map)].map(([key, value]) =>
        createStruct(
          undefined,
          new Map<string, Value>([
            ["key", key],
            ["value", value],
          ]),
        ),
      ),
    ),
  ),
  map_has: takes((map, key) => entriesOf(map).has(textOf(key))),
  map_insert: takes((map, key, value) =>
    createMap(new Map([...entriesOf(map), [textOf(key), value]])),
  ),
  map_remove: takes((map, key) => {
    const entries = new Map(entriesOf(map));
    entries.delete(textOf(key));
    return createMap(entries);
  }),
  map_merge: takes((left, right) => createMap(new Map([...entriesOf(left), ...entriesOf(right)]))),
};
