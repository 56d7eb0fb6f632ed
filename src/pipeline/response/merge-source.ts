/** Parts that were written later, put into the file that they are missing from. */

import type { FileOutline, Unit } from "../../domain/reference.ts";
import type { SyntaxTree } from "../../domain/syntax-tree.ts";
import { findDoubled } from "../../syntax/find-elided.ts";
import { mergeImports } from "../../syntax/merge-imports.ts";
import { endWithLineFeed } from "./end-with-line-feed.ts";

export interface ReadSource {
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly outline: FileOutline;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * `earlier` with the units of `later` that are named in `wanted` in the places of the old ones, with units that are
 * new put after what is there, and with the imports of both. What `later` says of anything else is left out: it was
 * not asked for.
 */
export function mergeSource(
  earlier: ReadSource,
  later: ReadSource,
  wanted: ReadonlySet<string>,
): string {
  const doubled = new Set(findDoubled(earlier.tree).map(({ unit }) => unit));
  const edits: Edit[] = [];
  const appended: string[] = [];
  const oldByName = Map.groupBy(earlier.outline.units, ({ name }) => name);
  for (const [name, units] of Map.groupBy(listParts(later.outline, oldByName), nameOf)) {
    const old = oldByName.get(name) ?? [];
    if (old.length > 0 && !wanted.has(name)) continue;
    const texts = units.map((unit) => dedent(later.text, unit));
    if (old.length > 0)
      edits.push(...replace(earlier, { old, units, texts, isDoubled: doubled.has(name) }));
    else {
      const owner = oldByName.get(ownerOf(name))?.at(-1);
      if (owner === undefined) appended.push(...texts);
      else edits.push(insertInto(owner, texts, earlier));
    }
  }
  edits.push(...mergeImports(earlier.tree, later.tree));
  const text = endWithLineFeed(applyEdits(earlier.text, edits));
  return [text, ...appended.map((part) => `${part}\n`)].join("\n\n");
}

const nameOf = ({ name }: Unit): string => name;
const ownerOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf(".")));

/** Units of their own: a class that is there already is taken apart, a new one is taken whole. */
function listParts(
  { units }: FileOutline,
  old: ReadonlyMap<string, readonly Unit[]>,
): readonly Unit[] {
  const isIn = (inner: Unit, outer: Unit): boolean =>
    inner !== outer && outer.start <= inner.start && inner.end <= outer.end;
  const isTakenApart = (unit: Unit): boolean =>
    old.has(unit.name) && units.some((other) => isIn(other, unit));
  const whole = units.filter((unit) => !isTakenApart(unit));
  return whole.filter((unit) => !whole.some((other) => isIn(unit, other)));
}

interface Replacement {
  readonly old: readonly Unit[];
  readonly units: readonly Unit[];
  readonly texts: readonly string[];
  readonly isDoubled: boolean;
}

/** Of several of one name, accessors or overloads, each goes in the place of the one that it looks like. */
function replace(
  { text }: ReadSource,
  { old, units, texts, isDoubled }: Replacement,
): readonly Edit[] {
  const [first, ...others] = old;
  if (first === undefined) return [];
  const put = (unit: Unit, parts: readonly string[]): Edit => ({
    start: unit.start,
    end: unit.end,
    text: indentLike(parts, text, unit),
  });
  if (isDoubled || others.length === 0) {
    const removed = others.map(({ start, end }) => ({ start, end, text: "" }));
    return [put(first, texts), ...removed];
  }
  const left = new Map(units.map((unit, at) => [unit, texts[at] ?? ""]));
  const edits = old.flatMap((unit) => {
    const found = units.find((each) => left.has(each) && each.signature === unit.signature);
    if (found === undefined) return [];
    const part = left.get(found) ?? "";
    left.delete(found);
    return [put(unit, [part])];
  });
  const last = old.at(-1) ?? first;
  const more = [...left.values()];
  if (more.length === 0) return edits;
  const after = `\n\n${indentOf(text, last.start)}${indentLike(more, text, last)}`;
  return [...edits, { start: last.end, end: last.end, text: after }];
}

/** A new member goes behind the last one, in front of a bracket that closes the class. */
function insertInto(owner: Unit, texts: readonly string[], { text, outline }: ReadSource): Edit {
  const members = outline.units.filter(({ name }) => ownerOf(name) === owner.name);
  const last = members.at(-1);
  if (last !== undefined) {
    const after = `\n\n${indentOf(text, last.start)}${indentLike(texts, text, last)}`;
    return { start: last.end, end: last.end, text: after };
  }
  const isBraced = text[owner.end - 1] === "}";
  const at = isBraced ? owner.end - 1 : owner.end;
  const indent = `${indentOf(text, owner.start)}${isBraced ? "  " : "    "}`;
  const body = texts.map((part) => indentBy(part, indent)).join("\n\n");
  return { start: at, end: at, text: isBraced ? `${indent}${body}\n` : `\n\n${indent}${body}` };
}

/** A unit's text as if it stood at the margin. */
function dedent(text: string, { start, end }: Unit): string {
  const indent = indentOf(text, start);
  const part = text.slice(start, end);
  return indent === "" ? part : part.replaceAll(`\n${indent}`, "\n");
}

const indentLike = (parts: readonly string[], text: string, { start }: Unit): string => {
  const indent = indentOf(text, start);
  return parts.map((part) => indentBy(part, indent)).join(`\n\n${indent}`);
};

/** All lines but the first, which stands where the indentation is written already. */
const indentBy = (part: string, indent: string): string =>
  indent === "" ? part : part.replaceAll(/\n(?=[^\r\n])/g, `\n${indent}`);

const indentOf = (text: string, at: number): string => {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*$/.test(line) ? line : "";
};

function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.order - b.order);
  let done = "";
  let at = 0;
  for (const { start, end, text: part } of ordered) {
    if (start < at) continue;
    done += text.slice(at, start) + part;
    at = end;
  }
  return done + text.slice(at);
}
