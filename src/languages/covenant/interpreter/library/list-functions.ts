/** Functions of lists and maps. */

import { indexOf, listOf, mapOf, textOf } from "../operations/operands.ts";
import { isSame } from "../values/identity.ts";
import { createList, isCompound, type Value } from "../values/value.ts";
import type { LibraryBodies } from "./library-function.ts";

const itemsOf = (list: Value): readonly Value[] => listOf(list).items;

export const LIST_FUNCTIONS: LibraryBodies = {
  "list.len": (list) => BigInt(itemsOf(list).length),
  "list.is_empty": (list) => itemsOf(list).length === 0,
  "list.get": (list, index) => itemsOf(list)[indexOf(index)] ?? null,
  "list.first": (list) => itemsOf(list)[0] ?? null,
  "list.last": (list) => itemsOf(list).at(-1) ?? null,
  "list.append": (list, item, _, { meter }) => {
    const { items, size } = listOf(list);
    meter.spendUnits(size);
    return createList([...items, item]);
  },
  "list.contains": (list, item, _, { meter }) => {
    const { items, size } = listOf(list);
    meter.spendUnits(size);
    return items.some((candidate) => isSame(candidate, item));
  },
  "list.flatten": (list, _one, _two, { meter }) => {
    const { items, size } = listOf(list);
    meter.spendUnits(size);
    return createList(
      items.flatMap((item) => (isCompound(item) && item.kind === "list" ? item.items : [item])),
    );
  },
  "map.get": (map, key) => mapOf(map).entries.get(textOf(key)) ?? null,
};
