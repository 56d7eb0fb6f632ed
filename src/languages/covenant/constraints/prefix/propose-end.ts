/** A short text that ends the program from where it stands: the proof that it still can end. */

import type { PrefixRefusal } from "../../../../ports/prefix-judge.ts";
import type { Shape } from "../rules/notation.ts";
import { testIdOf } from "../rules/program-rules.ts";
import type { Option } from "./boundary.ts";
import { freeId } from "./place.ts";
import { planReturn } from "./plan-return.ts";
import { type Point, stringOptions, wordsOf } from "./point.ts";
import type { Setting } from "./setting.ts";
import type { Slot } from "./slot.ts";

type Feed = (point: Point, text: string) => Point | PrefixRefusal;

/** Pieces that an end may be made of. */
const MOST_PIECES = 3000;

/** What to write from `point` on, in canonical layout; `undefined` where nothing was found. */
export function proposeEnd(point: Point, setting: Setting, feed: Feed): string | undefined {
  let at = point;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    if (at.partial === undefined && at.boundary.isEnd()) {
      const rest = "\n".slice(at.text.length - at.boundary.text.length);
      return at.text.slice(point.text.length) + rest;
    }
    const next = goOn(at, setting, feed);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

function goOn(point: Point, setting: Setting, feed: Feed): Point | undefined {
  for (const text of proposals(point, setting, feed)) {
    const next = feed(point, text);
    if (!("isRefused" in next)) return next;
  }
  return undefined;
}

function* proposals(point: Point, setting: Setting, feed: Feed): Generator<string> {
  const { boundary, partial, text } = point;
  const written = partial === undefined ? "" : text.slice(partial.at);
  switch (partial?.kind) {
    case "string":
      yield* endsOfStrings(stringOptions(point.boundary), written.slice(1), setting);
      return;
    case "word": {
      const words = ranked(boundary.options()).filter((word) => word.startsWith(written));
      // A whole word ends where the next one begins.
      for (const word of words) {
        if (word === written) yield* afterWhole(point, feed);
        else yield word.slice(written.length);
      }
      return;
    }
    case "number":
      if (written.endsWith(".")) yield "0";
      else yield* afterWhole(point, feed);
      return;
    case "sql": {
      // A line of SQL does not end with a blank.
      const lead = written.trim() === "" ? "SELECT 1" : /[\s/]$/.test(written) ? "1" : "";
      const indent = /\n( *)body$/.exec(boundary.text)?.[1] ?? "";
      yield `${lead}\n${indent}end\n`;
      yield "\n";
      return;
    }
    case "comment":
      yield "\n";
      return;
    case "slash":
      return;
    case undefined:
      yield* nextTokens(point);
  }
}

/** A whole word or number ends where the next token begins, with the blanks that lead there. */
function* afterWhole(point: Point, feed: Feed): Generator<string> {
  const next = feed(point, "\n");
  if ("isRefused" in next) return;
  if (next.boundary.isEnd()) yield "\n";
  else yield* nextTokens({ ...next, text: point.text });
}

/** Words that lead to an end soonest come first; what is not named comes behind, in the rules' order. */
const FIRST_WORDS = ["end", "as", "lit", "true", "none", "all", "wildcard", "type", "from", "var"];
/** What makes a text longer. */
const LAST_WORDS = [
  "step",
  "else",
  "handle",
  "where",
  "case",
  "and",
  "or",
  "test",
  "branch",
  "field",
];

const rankOf = (word: string): number => {
  const first = FIRST_WORDS.indexOf(word);
  if (first !== -1) return first - FIRST_WORDS.length;
  return LAST_WORDS.includes(word) ? 1 + LAST_WORDS.indexOf(word) : 0;
};

const ranked = (options: readonly Option[]): readonly string[] =>
  options.flatMap(wordsOf).toSorted((one, other) => rankOf(one) - rankOf(other));

function* nextTokens(point: Point): Generator<string> {
  const { boundary, text } = point;
  const blanks = text.slice(boundary.text.length);
  // What stands of the layout decides which ways are left.
  const options = boundary
    .options()
    .filter(
      ({ next, refusal }) =>
        refusal === undefined && !next.isOther && next.layout.startsWith(blanks),
    );
  const leadOf = (layout: string): string => layout.slice(blanks.length);
  const canEnd = options.some(({ next }) => next.part.kind === "word" && next.part.text === "end");
  const begins = options.find(({ next }) => next.part.kind === "word" && next.part.text === "step");
  if (begins !== undefined && !canEnd && !options.some(isAttribute))
    yield* stepProposals(begins, leadOf(begins.next.layout));
  const numbers = options.filter(({ next }) => next.part.kind === "number");
  const words = options
    .filter(({ next }) => next.part.kind === "word" || next.part.kind === "name")
    .flatMap((option) =>
      ranked([option]).map((word) => ({ word, lead: leadOf(option.next.layout) })),
    )
    .toSorted((one, other) => rankOf(one.word) - rankOf(other.word));
  for (const { word, lead } of words.filter(({ word }) => rankOf(word) < 0)) yield lead + word;
  for (const { next } of numbers) yield `${leadOf(next.layout)}0`;
  for (const { next } of options) if (next.part.kind === "string") yield `${leadOf(next.layout)}"`;
  for (const { word, lead } of words.filter(({ word }) => rankOf(word) >= 0)) yield lead + word;
  for (const { next } of options)
    if (next.part.kind === "sql") yield `\n${"  ".repeat(next.part.level)}SELECT 1`;
}

const isAttribute = ({ next }: Option): boolean =>
  next.part.kind === "word" && next.part.text === "as";

/** A step that a block wants: the ones that give the result, or one that does nothing. */
function* stepProposals(option: Option, lead: string): Generator<string> {
  const { place, next } = option;
  const indent = /\n?( *)$/.exec(next.layout)?.[1] ?? "";
  const isBody = place.blocks?.kind === "body" && place.isAsked;
  const steps = isBody ? planReturn(place, indent) : undefined;
  if (steps !== undefined) yield lead + steps.trimStart();
  const id = freeId(place.stepIds);
  yield `${lead}step id="${id}" kind="bind"\n${indent}  lit=true\n${indent}  as="_"\n${indent}end`;
}

/** What is wanted comes first, then what is known, then any name. */
function* endsOfStrings(
  options: readonly Option[],
  written: string,
  setting: Setting,
): Generator<string> {
  for (const { slot } of options) {
    const known = slot();
    if (known.kind !== "free") continue;
    for (const name of known.wanted)
      if (name.startsWith(written)) yield `${name.slice(written.length)}"`;
  }
  const isListed = ({ slot }: Option): boolean => slot().kind === "listed";
  for (const option of options.filter(isListed)) yield* endsOfString(option, written, setting);
  for (const option of options.filter((each) => !isListed(each)))
    yield* endsOfString(option, written, setting);
}

function* endsOfString(
  { next: { part }, slot }: Option,
  written: string,
  setting: Setting,
): Generator<string> {
  if (part.kind !== "string") return;
  const known: Slot = slot();
  if (known.kind === "listed") {
    const rests = known.names
      .filter((name) => name.startsWith(written))
      .map((name) => name.slice(written.length));
    for (const rest of rests.toSorted(
      (one, other) => orderOf(one, written, setting) - orderOf(other, written, setting),
    ))
      yield `${rest}"`;
    for (const head of known.heads) {
      if (head.startsWith(written)) yield `${head.slice(written.length)}x"`;
      else if (written.startsWith(head)) yield written.endsWith(".") ? 'x"' : '"';
    }
    return;
  }
  if (part.role === "type" || part.role === "member-type") return yield* endsOfType(known, written);
  if (written === "" && part.role === "binding") yield '_"';
  if (written.endsWith("\\")) yield 'n"';
  if (part.role === "text") yield '"';
  const stem = stemFor(part.shape, written, setting);
  if (part.role !== "step-id" || /\d$/.test(written)) yield `${stem}"`;
  for (let number = 1; number < 200; number += 1) yield `${stem}${number}"`;
}

/** Tests of critical requirements come first, then what is short. */
const orderOf = (rest: string, written: string, { shape }: Setting): number => {
  const whole = written + rest;
  const isCritical = shape.requirements.some(
    ({ id, isCritical }) => isCritical && whole === testIdOf(id),
  );
  if (whole === shape.functionId) return -2000;
  if (whole === "bind") return -1500;
  return (isCritical ? -1000 : 0) + rest.length;
};

/** What a name of this shape still needs. */
function stemFor(shape: Shape, written: string, { shape: { module } }: Setting): string {
  if (written !== "") return written.endsWith(".") ? (shape === "type-id" ? "X" : "x") : "";
  if (shape === "step-id") return "s";
  if (shape === "upper-name") return "X";
  if (shape === "function-id") return `${module}.x`;
  return shape === "type-id" ? `${module}.X` : "x";
}

function* endsOfType(slot: Extract<Slot, { kind: "free" }>, written: string): Generator<string> {
  const key = /Map<(\w*)$/.exec(written)?.[1];
  const names =
    key === undefined
      ? ["", "Int", "String", "Bool", ...(slot.goesOn?.(written) ?? [])]
      : [`${"String".slice(key.length)}, Int`];
  const open = written.split("<").length - written.split(">").length;
  for (const rest of names)
    for (const inside of ["", "<Int>", "<String>", "<Bool>", ", Int", " Int", "<String, Int>"]) {
      const whole = `${written}${rest}${inside}${">".repeat(Math.max(0, open))}`;
      if (isSpelled(whole) && slot.refuse(whole) === undefined)
        yield `${whole.slice(written.length)}"`;
    }
}

/** Whether the grammar has a type like this: only some names take others. */
const isSpelled = (type: string): boolean =>
  !/(?<!\b(?:List|Set|Optional|Map))<|(?<!\bMap)<String,/.test(type) &&
  !/Map<(?!String, )/.test(type);
