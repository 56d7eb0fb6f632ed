/** Functions of text, which is counted in code points. */

import { indexOf, listOf, textOf } from "../operations/operands.ts";
import { createList, type Value } from "../values/value.ts";
import type { LibraryBodies, LibraryBody, LibraryContext } from "./library-function.ts";

/** Code points; where there are no surrogates, JavaScript's own units are the same. */
const pointsOf = (text: string): readonly string[] | string =>
  /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;

const lengthOf = (text: string): number => pointsOf(text).length;

const join = (points: readonly string[] | string): string =>
  typeof points === "string" ? points : points.join("");

/** A function of one text. */
const ofText =
  (apply: (text: string) => Value): LibraryBody =>
  (one, _two, _three, { meter }) => {
    const text = textOf(one);
    meter.spendUnits(text.length);
    return apply(text);
  };

/** A function of two texts. */
const ofTexts =
  (apply: (one: string, two: string) => Value): LibraryBody =>
  (one, two, _three, { meter }) => {
    const [left, right] = [textOf(one), textOf(two)];
    meter.spendUnits(left.length + right.length);
    return apply(left, right);
  };

function sliceText(text: Value, start: Value, end: Value, { meter }: LibraryContext): Value {
  const written = textOf(text);
  meter.spendUnits(written.length);
  const points = pointsOf(written);
  const from = Math.max(0, indexOf(start));
  return join(points.slice(from, Math.max(from, indexOf(end))));
}

function charAt(text: Value, index: Value, _: Value, { meter }: LibraryContext): Value {
  const written = textOf(text);
  meter.spendUnits(written.length);
  return pointsOf(written)[indexOf(index)] ?? "";
}

function findText(haystack: string, needle: string): bigint {
  const at = haystack.indexOf(needle);
  return BigInt(at < 0 ? -1 : lengthOf(haystack.slice(0, at)));
}

/** The texts around each `separator`; around each code point where there is none. */
const splitText = (text: string, separator: string): readonly string[] =>
  separator === "" ? ["", ...text, ""] : text.split(separator);

function replaceAll(text: Value, from: Value, to: Value, { meter }: LibraryContext): Value {
  const parts = splitText(textOf(text), textOf(from));
  const replacement = textOf(to);
  meter.reserve(textOf(text).length + (parts.length - 1) * replacement.length);
  meter.spendUnits(textOf(text).length);
  return textOf(from) === ""
    ? replacement + parts.slice(1, -1).join(replacement) + replacement
    : parts.join(replacement);
}

function replaceFirst(text: Value, from: Value, to: Value, { meter }: LibraryContext): Value {
  const replacement = textOf(to);
  meter.spendUnits(textOf(text).length);
  // A function, because `$&` means something in a replacement text.
  return textOf(text).replace(textOf(from), () => replacement);
}

function joinTexts(parts: Value, separator: Value, _: Value, { meter }: LibraryContext): Value {
  const { items, size } = listOf(parts);
  const between = textOf(separator);
  meter.reserve(size + items.length * between.length);
  meter.spendUnits(size);
  return items.map(textOf).join(between);
}

function repeatText(text: Value, count: Value, _: Value, { meter }: LibraryContext): Value {
  const times = Math.max(0, indexOf(count));
  meter.reserve(textOf(text).length * times);
  return textOf(text) === "" ? "" : textOf(text).repeat(times);
}

/** What fills `text` up to `length` code points. */
function paddingOf(text: Value, length: Value, fill: Value, { meter }: LibraryContext): string {
  const missing = Math.max(0, indexOf(length) - lengthOf(textOf(text)));
  const points = pointsOf(textOf(fill));
  if (points.length === 0) return "";
  meter.reserve(missing * 2);
  meter.spendUnits(textOf(text).length + missing);
  const whole = join(points).repeat(Math.floor(missing / points.length));
  return whole + join(points.slice(0, missing % points.length));
}

export const TEXT_FUNCTIONS: LibraryBodies = {
  "text.concat": ofTexts((one, two) => one + two),
  "text.upper": ofText((text) => text.toUpperCase()),
  "text.lower": ofText((text) => text.toLowerCase()),
  "text.trim": ofText((text) => text.trim()),
  "text.trim_start": ofText((text) => text.trimStart()),
  "text.trim_end": ofText((text) => text.trimEnd()),
  "text.str_reverse": ofText((text) => Array.from(text).reverse().join("")),
  "text.contains": ofTexts((haystack, needle) => haystack.includes(needle)),
  "text.starts_with": ofTexts((text, prefix) => text.startsWith(prefix)),
  "text.ends_with": ofTexts((text, suffix) => text.endsWith(suffix)),
  "text.index_of": ofTexts(findText),
  "text.slice": sliceText,
  "text.char_at": charAt,
  "text.replace": replaceFirst,
  "text.replace_all": replaceAll,
  "text.split": ofTexts((text, delimiter) =>
    createList(delimiter === "" ? Array.from(text) : text.split(delimiter)),
  ),
  "text.join": joinTexts,
  "text.repeat": repeatText,
  "text.str_len": ofText((text) => BigInt(lengthOf(text))),
  "text.byte_len": ofText((text) => BigInt(Buffer.byteLength(text))),
  "text.is_empty": ofText((text) => text === ""),
  "text.pad_start": (text, length, fill, context) =>
    paddingOf(text, length, fill, context) + textOf(text),
  "text.pad_end": (text, length, fill, context) =>
    textOf(text) + paddingOf(text, length, fill, context),
};
