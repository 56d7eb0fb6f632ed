/** Evidence of patterns that make a node fast. */

import { childOf, findAround, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf } from "../../../syntax/python/calls.ts";
import { isAsync } from "../../../syntax/python/functions.ts";
import { eachNode } from "../rules/each.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { cluesOf, isCalled, isEntered, isNamed, standsOn } from "./clues.ts";
import { type Recogniser, recognise } from "./recogniser.ts";

const chunks = (unit: NodeUnit): boolean =>
  cluesOf(unit).calls.some(
    ({ node, name }) =>
      name === "itertools.batched" ||
      (name === "range" && argumentsOf(node).positional.length === 3),
  );

/** `async with self._lock:`, and in it `if self._model is None:`. */
const loadsOnce = (unit: NodeUnit): boolean =>
  [...eachNode(unit, "if_statement")].some(({ node }) => {
    const condition = textOf(childOf(node, "condition") ?? node);
    const asks = /^\(?(?:self|cls)\.\w+ is None\)?$|^not (?:self|cls)\.\w+$/.test(condition);
    return (
      asks && findAround(node, "with_statement", "function_definition")?.type === "with_statement"
    );
  });

export const PERFORMANCE: Readonly<Record<string, Recogniser>> = {
  connection_pool: recognise(
    "Build one pool, and take connections by `async with pool.acquire()`",
    (unit) =>
      isCalled(unit, /^create_pool$|(?:Connection|Queue|Async\w*)Pool$|^create_async_engine$/) ||
      isEntered(unit, /pool\w*(?:\(\))?(?:\.\w+)?\(|\.acquire\(/i),
  ),
  cache_aside: recognise(
    "Ask the cache first, and set it after: get_cached, set_cached",
    (unit) =>
      isCalled(unit, /^[gs]et_cached\w*$/) ||
      cluesOf(unit).calls.some(({ name }) =>
        /cache\w*\.(?:get|set|put|lookup|store)$/i.test(name),
      ) ||
      isNamed(unit, /^(?:lru_cache|cached)$/) ||
      standsOn(unit, /^MixinCaching$/),
  ),
  batching: recognise(
    "Write in batches: executemany, or a loop over chunks",
    (unit) =>
      chunks(unit) ||
      isCalled(unit, /^executemany$|batch|chunk|^flush$/i) ||
      isCalled(unit, /^copy_records_to_table$/),
  ),
  streaming: recognise(
    "Go from end to end item by item: `async for`, `yield`",
    (unit) =>
      [...eachNode(unit, "yield")].length > 0 ||
      [...eachNode(unit, "for_statement", "for_in_clause")].some(({ node }) => isAsync(node)),
  ),
  parallel_fanout: recognise(
    "Run independent calls in an asyncio.TaskGroup",
    (unit) =>
      isCalled(unit, /^asyncio\.(?:TaskGroup|gather|as_completed)$/, "name") ||
      cluesOf(unit).calls.some(
        ({ node, last }) =>
          last === "ModelWorkflowStep" &&
          /parallel/.test(
            textOf(
              argumentsOf(node).keywords.get("step_type") ?? childOf(node, "function") ?? node,
            ),
          ),
      ),
  ),
  lazy_load: recognise(
    "Load once under a lock, when it is first asked for",
    (unit) => isNamed(unit, /^cached_property$/) || loadsOnce(unit),
  ),
  pagination: recognise(
    "Take a limit and a cursor",
    (unit) =>
      isNamed(unit, /^(?:limit|page_size|max_items)$/) &&
      isNamed(unit, /^(?:\w+_)?(?:cursor|after|page_token|next_token)$/),
  ),
};
