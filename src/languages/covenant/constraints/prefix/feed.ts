/** A text is read character by character: each token is followed as soon as it is whole. */

import type { PrefixRefusal } from "../../../../ports/prefix-judge.ts";
import { readString } from "../../syntax/string-value.ts";
import { take } from "./advance.ts";
import { createBoundary, type Option } from "./boundary.ts";
import { type Partial, type Point, refused, stringOptions, wordsOf } from "./point.ts";
import type { Setting } from "./setting.ts";
import type { Slot } from "./slot.ts";
import { refuseLiteral } from "./words.ts";

/** The point after `text` more, or why there is none. */
export function feed(from: Point, text: string, setting: Setting): Point | PrefixRefusal {
  const whole = from.text + text;
  let point: Point | PrefixRefusal = { ...from, text: whole };
  for (let at = from.text.length; at < whole.length; at += 1) {
    point = feedCharacter(point, whole, at, setting);
    if ("isRefused" in point) return point;
  }
  return point;
}

type Step = Point | PrefixRefusal;

function feedCharacter(point: Point, whole: string, at: number, setting: Setting): Step {
  const character = whole[at] ?? "";
  switch (point.partial?.kind) {
    case "word":
      if (isWordPart(character) || isInDottedName(point, whole, at))
        return checkWord(point, whole, at);
      break;
    case "number":
      if (isDigit(character) || character === ".") return checkNumber(point, whole, at);
      break;
    case "string":
      return feedString(point, whole, at, setting);
    case "sql":
      return feedSql(point, whole, at, setting);
    case "comment":
      return character === "\n" ? { ...point, partial: undefined } : point;
    case "slash":
      return character === "/"
        ? { ...point, partial: { kind: "comment", at } }
        : refused("syntax", `"/" begins nothing here`, at - 1);
    default:
      return beginToken(point, whole, at, setting);
  }
  const completed = complete(point, whole.slice(point.partial.at, at), at, setting);
  return "isRefused" in completed ? completed : feedCharacter(completed, whole, at, setting);
}

function beginToken(point: Point, whole: string, at: number, setting: Setting): Step {
  const options = point.boundary.options();
  if (options.some(({ next }) => next.part.kind === "sql"))
    return feedSql({ ...point, partial: { kind: "sql", at } }, whole, at, setting);
  const character = whole[at] ?? "";
  if (isBlank(character))
    return feedBlank(point, options, whole.slice(point.boundary.text.length, at + 1), at);
  if (character === "/") return { ...point, partial: { kind: "slash", at } };
  if (isWordStart(character))
    return checkWord({ ...point, partial: { kind: "word", at } }, whole, at);
  if (isDigit(character))
    return checkNumber({ ...point, partial: { kind: "number", at } }, whole, at);
  if (character === '"') return beginString({ ...point, partial: { kind: "string", at } }, at);
  return complete({ ...point, partial: { kind: "word", at } }, character, at + 1, setting);
}

/** Names of effects have dots, and are one name all the same. */
function isInDottedName({ partial, boundary }: Point, whole: string, at: number): boolean {
  if (whole[at] !== ".") return false;
  const written = whole.slice(partial?.at ?? at, at + 1);
  return boundary
    .options()
    .some((option) => wordsOf(option).some((word) => word.startsWith(written)));
}

/** Blanks that lead only to what cannot come here are refused; those of other layouts than the canonical are not. */
function feedBlank(point: Point, options: readonly Option[], blanks: string, at: number): Step {
  const ways = options.filter(({ next }) => !next.isOther && next.layout.startsWith(blanks));
  const [first] = ways;
  const isClosed = first?.refusal !== undefined && ways.every((way) => way.refusal !== undefined);
  return isClosed ? refused("not-here", first.refusal, at) : point;
}

const isWordStart = (character: string): boolean => /[A-Za-z_]/.test(character);
const isWordPart = (character: string): boolean => /\w/.test(character);
const isDigit = (character: string): boolean => character >= "0" && character <= "9";
const isBlank = (character: string): boolean => " \n\t\r\f".includes(character);

function checkWord(point: Point, whole: string, at: number): Step {
  const from = point.partial?.at ?? at;
  const word = whole.slice(from, at + 1);
  const options = point.boundary.options();
  if (options.some((option) => wordsOf(option).some((each) => each.startsWith(word)))) return point;
  return refuseToken(options, word, at);
}

/** Why no option fits: the reason of one that would, if it were allowed. */
function refuseToken(options: readonly Option[], written: string, keep: number): PrefixRefusal {
  const meant = options.find(
    ({ next: { part }, refusal }) =>
      refusal !== undefined && part.kind === "word" && part.text.startsWith(written),
  );
  if (meant?.refusal !== undefined) return refused("not-here", meant.refusal, keep);
  const names = [...new Set(options.flatMap(wordsOf))];
  const expected = names.length === 0 ? "" : `; there may be ${names.slice(0, 8).join(", ")}`;
  return refused("syntax", `"${written}" cannot stand here${expected}`, keep);
}

function checkNumber(point: Point, whole: string, at: number): Step {
  const from = point.partial?.at ?? at;
  const number = whole.slice(from, at + 1);
  const [option] = point.boundary.options().filter(({ next }) => next.part.kind === "number");
  if (option === undefined || option.next.part.kind !== "number")
    return refused("syntax", "no number can stand here", from);
  if (option.refusal !== undefined) return refused("wrong-type", option.refusal, from);
  const pattern = option.next.part.isFloat ? /^\d{1,18}(?:\.\d{0,15})?$/ : /^\d{1,15}$/;
  if (!pattern.test(number))
    return refused("syntax", `"${number}" is no number that fits here`, at);
  if (number.includes(".") && refuseLiteral("float", option.place) !== undefined)
    return refused("wrong-type", "a whole number is wanted here", at);
  return point;
}

function beginString(point: Point, at: number): Step {
  const options = stringOptions(point.boundary);
  if (options.length > 0) return point;
  const strings = point.boundary.options().filter(({ next }) => next.part.kind === "string");
  const [first] = strings;
  if (first?.refusal !== undefined) return refused(causeOf(first), first.refusal, at);
  return refuseToken(point.boundary.options(), '"', at);
}

const causeOf = ({ next: { part } }: Option): string =>
  part.kind === "string" && part.role === "text" ? "wrong-type" : "unknown-name";

function feedString(point: Point, whole: string, at: number, setting: Setting): Step {
  const from = (point.partial?.at ?? at) + 1;
  const character = whole[at];
  const isEscaped = countBackslashes(whole, at, from) % 2 === 1;
  if (character === '"' && !isEscaped)
    return complete(point, whole.slice(from - 1, at + 1), at + 1, setting);
  if (character === "\n" && isEscaped) return refused("syntax", "a text cannot hold this", at);
  const partial = whole.slice(from, at + 1);
  if (stringOptions(point.boundary).some(({ slot }) => canGoOn(slot(), partial))) return point;
  return refuseName(point, partial, at);
}

function countBackslashes(whole: string, at: number, from: number): number {
  let count = 0;
  while (at - 1 - count >= from && whole[at - 1 - count] === "\\") count += 1;
  return count;
}

/** Longer than any name or text that somebody means. */
const LONGEST_TEXT = 400;

function canGoOn(slot: Slot, partial: string): boolean {
  if (slot.kind === "free") {
    if (partial.length > LONGEST_TEXT) return false;
    const names = slot.goesOn?.(partial);
    return names === undefined || names.length > 0;
  }
  return (
    slot.names.some((name) => name.startsWith(partial)) ||
    slot.heads.some((head) => head.startsWith(partial) || isPathFrom(head, partial))
  );
}

const isPathFrom = (head: string, partial: string): boolean =>
  partial.startsWith(head) &&
  /^(?:[A-Za-z_]\w*\.)*(?:[A-Za-z_]\w*)?$/.test(partial.slice(head.length));

function refuseName(point: Point, partial: string, keep: number): PrefixRefusal {
  const names = stringOptions(point.boundary).flatMap(({ slot }) => {
    const known = slot();
    return known.kind === "listed" ? known.names : [];
  });
  const some = names.slice(0, 8).join(", ");
  const help = some === "" ? "" : `; there are ${some}`;
  return refused(
    "unknown-name",
    `Nothing that may stand here begins with "${partial}"${help}`,
    keep,
  );
}

function feedSql(point: Point, whole: string, at: number, setting: Setting): Step {
  const from = point.partial?.at ?? at;
  const text = whole.slice(from, at + 1);
  if (text.endsWith("//")) return refused("syntax", "a comment would swallow the SQL", at);
  if (text.endsWith('"')) return refused("syntax", "write texts in SQL in single quotes", at);
  const word = /(?:^|\W)(end|body)(\W)$/.exec(text);
  if (word?.[1] === "body") return refused("syntax", '"body" cannot stand in SQL', at);
  if (word === null)
    return text.length > 4000 ? refused("syntax", "the SQL is too long", at) : point;
  const end = at - "end".length;
  const done = complete(point, whole.slice(from, end), end, setting);
  if ("isRefused" in done) return done;
  const closed = complete({ ...done, partial: { kind: "word", at: end } }, "end", at, setting);
  return "isRefused" in closed ? closed : feedCharacter(closed, whole, at, setting);
}

/** The point after a whole token. */
function complete(point: Point, raw: string, end: number, setting: Setting): Step {
  const { boundary, partial } = point;
  const value = partial?.kind === "string" ? unquote(raw) : raw;
  const options = boundary.options();
  const chosen = options.find((option) => isTaken(option, partial?.kind ?? "word", value));
  if (chosen === undefined) return refuseWhole(options, point, value, end);
  const place = take(chosen.place, chosen.next.part, value, raw);
  const after = createBoundary(chosen.next.after, place, point.text.slice(0, end), setting);
  const ended = endsStep(chosen) ? after : point.ended;
  return { ...point, partial: undefined, boundary: after, ended };
}

const unquote = (raw: string): string =>
  readString({ kind: "string", text: raw, start: 0, end: 0, index: 0, error: undefined }).text;

/** The `end` of a step: what follows it in the rules is the event that says so. */
const endsStep = ({ next }: Option): boolean =>
  next.part.kind === "word" &&
  next.part.text === "end" &&
  next.after?.part.kind === "event" &&
  next.after.part.event === "step-end";

function isTaken(
  { next: { part }, refusal, slot }: Option,
  kind: Partial["kind"],
  value: string,
): boolean {
  if (refusal !== undefined) return false;
  switch (part.kind) {
    case "word":
      return kind === "word" && part.text === value;
    case "name": {
      const known = slot();
      return kind === "word" && known.kind === "listed" && known.names.includes(value);
    }
    case "number":
      return kind === "number" && !value.endsWith(".");
    case "string":
      return kind === "string" && refuseSlot(slot(), value) === undefined;
    case "sql":
      return kind === "sql";
  }
}

function refuseSlot(slot: Slot, value: string): string | undefined {
  if (slot.kind === "free") return slot.refuse(value);
  if (slot.names.includes(value)) return undefined;
  const isPath = slot.heads.some((head) => isPathFrom(head, value) && /\w$/.test(value));
  return isPath ? undefined : `"${value}" is not known here`;
}

function refuseWhole(
  options: readonly Option[],
  point: Point,
  value: string,
  end: number,
): PrefixRefusal {
  const keep = point.partial?.kind === "string" ? end - 1 : (point.partial?.at ?? end - 1);
  for (const { next, refusal, slot } of options) {
    if (next.part.kind !== "string" || point.partial?.kind !== "string") continue;
    const why = refusal ?? refuseSlot(slot(), value);
    if (why !== undefined) return refused("unknown-name", why, keep);
  }
  return refuseToken(options, value, keep);
}

/** A word at the end of the text is whole. */
export function completePartial(point: Point, setting: Setting): Step {
  const { partial, text } = point;
  if (partial?.kind === "comment") return { ...point, partial: undefined };
  return partial?.kind === "word" || partial?.kind === "number"
    ? complete(point, text.slice(partial.at), text.length, setting)
    : point;
}
