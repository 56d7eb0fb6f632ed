/** TYP001–TYP010: types and models. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { argumentOf, calleeOf } from "../../../syntax/python/calls.ts";
import { qualifiedName } from "../../../syntax/python/names.ts";
import { lookAt } from "./each.ts";
import { defineRule, type Rule } from "./rule.ts";
import { ANNOTATION_RULES } from "./typ-annotations.ts";
import { MODEL_RULES } from "./typ-models.ts";

/** Where the time zone stands among the arguments; `undefined` where there is no way to give one. */
const ZONES: ReadonlyMap<string, number | undefined> = new Map([
  ["datetime.datetime.now", 0],
  ["datetime.datetime.fromtimestamp", 1],
  ["datetime.datetime.utcnow", undefined],
  ["datetime.datetime.utcfromtimestamp", undefined],
  ["datetime.datetime.today", undefined],
]);
const CLOCKS = /^(?:now|utcnow|today|fromtimestamp|utcfromtimestamp)$/;

function sayNaiveTime(node: SyntaxNode): string | undefined {
  const attribute = childOf(node, "attribute");
  if (attribute === undefined || !CLOCKS.test(textOf(attribute))) return undefined;
  const name = qualifiedName(node);
  if (name === undefined || !ZONES.has(name)) return undefined;
  const place = ZONES.get(name);
  const message = `${textOf(node)}() gives a time without a zone`;
  if (place === undefined) return message;
  const call = node.parent;
  if (call?.type === "call" && calleeOf(call) === node) {
    const zone = argumentOf(call, "tz", place);
    return zone === undefined || zone.type === "none" ? message : undefined;
  }
  // Handed over to be called without arguments.
  const isFactory =
    call?.type === "keyword_argument" && textOf(call).startsWith("default_factory=");
  return isFactory ? message : undefined;
}

const BLANKET =
  /#\s*(?:(?<ignore>type:\s*ignore)\b(?!\s*\[)|(?<noqa>noqa)\b(?!\s*:\s*[A-Z]+[0-9]+)|(?<pyright>pyright:\s*ignore)\b(?!\s*\[))/i;

export const TYP_RULES: readonly Rule[] = [
  ...ANNOTATION_RULES,
  ...MODEL_RULES,
  defineRule({
    id: "TYP005",
    category: "type",
    title: "Write datetime.now(UTC), never utcnow() or a time without a zone",
    fix: "Write datetime.now(UTC), with `from datetime import UTC, datetime`",
    check: lookAt(["attribute"], sayNaiveTime),
  }),
  defineRule({
    id: "TYP010",
    category: "type",
    severity: "warning",
    title: "Name the code when a check is switched off: `# type: ignore[arg-type]`",
    fix: "Name what is ignored: `# type: ignore[code]`, `# noqa: CODE`",
    check: lookAt(["comment"], (node) =>
      BLANKET.test(textOf(node))
        ? `\`${textOf(node)}\` switches off every check of the line`
        : undefined,
    ),
  }),
].toSorted((one, other) => one.id.localeCompare(other.id));
