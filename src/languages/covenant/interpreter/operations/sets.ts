import { identityOf } from "../values/identity.ts";
import { createList, createSet, type Value } from "../values/value.ts";
import { setOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

const itemsOf = (set: Value): ReadonlyMap<string, Value> => setOf(set).items;

/** The items of the first that are, or are not, in the second. */
const pick = (left: Value, right: Value, isIn: boolean): [string, Value][] => {
  const others = itemsOf(right);
  return [...itemsOf(left)].filter(([identity]) => others.has(identity) === isIn);
};

const union = (left: Value, right: Value): Map<string, Value> =>
  new Map([...itemsOf(left), ...itemsOf(right)]);

const isSubset = (left: Value, right: Value): boolean => pick(left, right, false).length === 0;

export const SET_OPERATIONS: Operations = {
  set_len: takes((set) => BigInt(itemsOf(set).size)),
  set_is_empty: takes((set) => itemsOf(set).size === 0),
  set_to_list: takes((set) => createList([...itemsOf(set).values()])),
  set_has: takes((set, item) => itemsOf(set).has(identityOf(item))),
  set_add: takes((set, item) => createSet(new Map([...itemsOf(set), [identityOf(item), item]]))),
  set_remove: takes((set, item) => {
    const items = new Map(itemsOf(set));
    items.delete(identityOf(item));
    return createSet(items);
  }),
  set_union: takes((left, right) => createSet(union(left, right))),
  set_intersect: takes((left, right) => createSet(new Map(pick(left, right, true)))),
  set_diff: takes((left, right) => createSet(new Map(pick(left, right, false)))),
  set_symmetric_diff: takes((left, right) =>
    createSet(new Map([...pick(left, right, false), ...pick(right, left, false)])),
  ),
  set_is_subset: takes((left, right) => isSubset(left, right)),
  set_is_superset: takes((left, right) => isSubset(right, left)),
};
