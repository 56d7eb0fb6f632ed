/** Follows the rules token by token: what may come next, and what it leads to. Immutable. */

import type { Event, Part, Rules } from "../rules/notation.ts";

/** What is still to come, innermost first. */
export interface Rest {
  readonly part: Part;
  /** How often a repeated part stood already. */
  readonly count: number;
  readonly after: Rest | undefined;
}

/** Parts that are one token. */
export type TokenPart = Extract<Part, { kind: "word" | "string" | "name" | "number" | "sql" }>;

/** A token that may come next. */
export interface Next {
  readonly part: TokenPart;
  /** What happens on the way to it, in order. */
  readonly events: readonly Event[];
  readonly after: Rest | undefined;
  /** Blanks in canonical layout that lead to it. */
  readonly layout: string;
  /** Whether the canonical layout has another spelling. */
  readonly isOther: boolean;
  /** Whether there are enough of its kind. */
  readonly isSpent: boolean;
}

export interface Options {
  readonly tokens: readonly Next[];
  /** Whether the text may end here, and what happens then. */
  readonly end: readonly Event[] | undefined;
}

const cell = (part: Part, after: Rest | undefined, count = 0): Rest => ({ part, count, after });

export const START: Rest = cell({ kind: "rule", name: "start", level: 0 }, undefined);

/** All that may come next after `rest`. */
export function optionsAfter(rest: Rest | undefined, rules: Rules): Options {
  const tokens: Next[] = [];
  let end: readonly Event[] | undefined;

  function visit(
    at: Rest | undefined,
    events: readonly Event[],
    layout: string,
    isOther: boolean,
    isSpent = false,
  ): void {
    if (at === undefined) {
      end ??= events;
      return;
    }
    const { part, after, count } = at;
    switch (part.kind) {
      case "word":
      case "string":
      case "name":
      case "number":
      case "sql":
        tokens.push({ part, events, after, layout, isOther, isSpent });
        return;
      case "line":
        return visit(after, events, `\n${"  ".repeat(part.level)}`, isOther, isSpent);
      case "blank":
        return visit(after, events, part.text, isOther, isSpent);
      case "event":
        return visit(after, [...events, part.event], layout, isOther, isSpent);
      case "also":
        return visit(cell(part.part, after), events, layout, true, isSpent);
      case "sequence":
        return visit(pushAll(part.parts, after), events, layout, isOther, isSpent);
      case "choice":
        for (const each of part.parts) visit(cell(each, after), events, layout, isOther, isSpent);
        return;
      case "many": {
        const again = cell(part, after, count + 1);
        visit(cell(part.part, again), events, layout, isOther, isSpent || count >= part.most);
        if (count >= part.least) visit(after, events, layout, isOther, isSpent);
        return;
      }
      case "rule":
        return visit(
          cell(atLevel(rules, part.name, part.level), after),
          events,
          layout,
          isOther,
          isSpent,
        );
    }
  }

  visit(rest, [], "", false);
  return { tokens, end };
}

function pushAll(parts: readonly Part[], after: Rest | undefined): Rest | undefined {
  let rest = after;
  for (let index = parts.length - 1; index >= 0; index -= 1)
    rest = cell(parts[index] as Part, rest);
  return rest;
}

const SHIFTED = new WeakMap<Rules, Map<string, Part>>();

/** A rule's part with all its lines `level` deeper. */
function atLevel(rules: Rules, name: string, level: number): Part {
  const known = SHIFTED.get(rules) ?? new Map<string, Part>();
  SHIFTED.set(rules, known);
  const key = `${name} ${level}`;
  const found = known.get(key) ?? shift(rules.get(name) ?? { kind: "choice", parts: [] }, level);
  known.set(key, found);
  return found;
}

function shift(part: Part, by: number): Part {
  if (by === 0) return part;
  switch (part.kind) {
    case "line":
    case "rule":
    case "sql":
      return { ...part, level: part.level + by };
    case "sequence":
    case "choice":
      return { ...part, parts: part.parts.map((each) => shift(each, by)) };
    case "many":
    case "also":
      return { ...part, part: shift(part.part, by) };
    default:
      return part;
  }
}
