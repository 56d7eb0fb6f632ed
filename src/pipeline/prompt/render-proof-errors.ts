/** What a verifier says about the slots of a file, in words for a model. */

import type { Diagnostic, DiagnosticCategory } from "../../domain/diagnostic.ts";
import { readSlots } from "../../domain/slot.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import { createLineIndex, type LineIndex } from "../../std/line-index.ts";

/** Quoted in full; the first ones are the causes more often than the rest. */
const MOST = 8;
const MOST_RAW_LINES = 25;
const MOST_RELATED = 4;

/** In the order in which they are repaired: what cannot be read hides everything else. */
const CLASSES: readonly (readonly [title: string, categories: readonly DiagnosticCategory[]])[] = [
  ["The text cannot be parsed", ["syntax"]],
  ["Names are not known, or are taken", ["name"]],
  ["Types do not fit", ["type"]],
  ["Checking was switched off, which is never accepted", ["bypass"]],
  ["Frozen text, or what it means, was changed", ["specification-changed"]],
  ["The answer could not be taken", ["response"]],
  ["Proofs failed", ["other", "test"]],
  ["The verifier ran out of time or memory, so nothing is known about these", ["resource"]],
];

/** Errors by class, each with the line it speaks of, the places that explain it, and the verifier's own words. */
export function renderProofErrors(
  errors: readonly Diagnostic[],
  candidate: SourceText | undefined,
  file: FormalSpecification,
): string {
  const places = candidate === undefined ? undefined : createPlaces(candidate, file);
  let left = MOST;
  const groups = CLASSES.flatMap(([title, categories]) => {
    const all = errors.filter(({ category }) => categories.includes(category));
    const shown = all.slice(0, left);
    left -= shown.length;
    if (all.length === 0) return [];
    const rest = all.length - shown.length;
    const lines = shown.map((each) => renderError(each, places));
    return [[`${title}:`, ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n")];
  });
  return groups.join("\n\n");
}

interface Places {
  readonly file: string;
  /** `vc-code, line 3`, and the line's text. */
  describe(offset: number): string;
}

function renderError(diagnostic: Diagnostic, places: Places | undefined): string {
  const { message, code, span, related, help, raw } = diagnostic;
  const isHere = (file: string | undefined): boolean => file === places?.file;
  const at = span !== undefined && isHere(span.file) ? places?.describe(span.start) : undefined;
  const because = related.slice(0, MOST_RELATED).map((each) => {
    const place =
      each.span !== undefined && isHere(each.span.file)
        ? places?.describe(each.span.start)
        : undefined;
    return place === undefined
      ? `  ${each.message}`
      : `  ${each.message.replace(/[.:]$/u, "")}: ${place}`;
  });
  return [
    `- ${message}${code === undefined ? "" : ` [${code}]`}`,
    ...(at === undefined ? [] : [`  in ${at}`]),
    ...because,
    ...(related.length > 0 ? [] : renderRest(raw)),
    ...(help === undefined ? [] : [`  ${help}`]),
  ].join("\n");
}

/** Goals and reasons that follow the first line of a message. */
const renderRest = (raw: string): readonly string[] =>
  raw
    .split(/\r?\n/u)
    .slice(1)
    .filter((line) => line.trim() !== "")
    .slice(0, MOST_RAW_LINES)
    .map((line) => `  | ${line}`);

/** Lines are counted from the slot's first one: the model sees the slots, not the file around them. */
function createPlaces({ path, text }: SourceText, file: FormalSpecification): Places {
  const index = createLineIndex(text);
  const slots = placeSlots(file, text);
  return {
    file: path,
    describe(offset) {
      const slot = slots.find(({ start, end }) => start <= offset && offset < end);
      const line = `\`${index.lineAt(offset).trim()}\``;
      return slot === undefined
        ? `the given text: ${line}`
        : `${slot.name}, line ${lineIn(slot.start, offset, index)}: ${line}`;
    },
  };
}

const lineIn = (start: number, offset: number, index: LineIndex): number =>
  index.position(offset).line - index.position(start).line + 1;

/** Where the slots are in the filled file. */
function placeSlots(
  file: FormalSpecification,
  text: string,
): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
  const texts = readSlots(file, text);
  if (texts === undefined) return [];
  let shift = 0;
  return file.slots.map(({ name, start, end }) => {
    const { length } = texts.get(name) ?? "";
    const place = { name, start: start + shift, end: start + shift + length };
    shift += length - (end - start);
    return place;
  });
}
