import type { Diagnostic } from "../../../domain/diagnostic.ts";
import { fillSlots, type OpenFile } from "../../../domain/slot.ts";
import { toBypass } from "../../../syntax/finding.ts";
import { readMarkedRegions } from "../../../syntax/formal/marked-regions.ts";
import { type DafnyFile, readFile } from "../syntax/read-file.ts";
import { type Assumption, findAssumptions, findUnbalanced } from "./find-assumptions.ts";

/** What the texts of slots must not hold; spans lie in the filled file. */
export function findSlotBypasses(
  file: OpenFile,
  texts: ReadonlyMap<string, string>,
  path: string,
): readonly Diagnostic[] {
  const filled = readFile(fillSlots(file, texts));
  const places = filledPlaces(file, texts);
  const inSlots = findAssumptions(filled).filter(({ start, end }) =>
    places.some((place) => start < place.end && end > place.start),
  );
  const frozen = readFile(fillSlots(file, new Map(file.slots.map(({ name }) => [name, ""]))));
  const mayRunForever = findAssumptions(frozen).some(({ code }) => code === "decreases-star");
  const alone = places.flatMap(({ text, start }) =>
    findReachingOut(readFile(text)).map((one) => moved(one, start)),
  );
  const found = [...alone, ...inSlots].filter(
    ({ code }) => !(code === "decreases-star" && mayRunForever),
  );
  return each(found).map((one) => toBypass(one, path));
}

/** The same for a file that nobody gave: all of it may be wrong. */
export const findFileBypasses = (file: DafnyFile, path: string): readonly Diagnostic[] =>
  each(findAssumptions(file).filter(({ code }) => !GIVEN_BY_NATURE.has(code))).map((one) =>
    toBypass(one, path),
  );

/** What a whole file may hold of its own: what it includes is verified too, and termination is what it says. */
const GIVEN_BY_NATURE: ReadonlySet<string> = new Set([
  "include",
  "import",
  "export",
  "refines",
  "decreases-star",
  "left-open",
]);

/** What a text does to what stands around it: ends it, swallows it, or pretends to be it. */
function findReachingOut({ text, blanked, tokens }: DafnyFile): readonly Assumption[] {
  const found: Assumption[] = [];
  const say = (code: string, message: string, help: string, place: Place): void => {
    found.push({ code, message, help, start: place.start, end: place.end });
  };
  const { unclosed, parts } = blanked;
  if (unclosed !== undefined)
    say("unclosed", `A ${unclosed.kind} does not end in its own slot`, "Close it", unclosed);
  const stray = tokens.find(
    ({ text: mark, end }, index) =>
      mark === "*" && tokens[index + 1]?.text === "/" && tokens[index + 1]?.start === end,
  );
  if (stray !== undefined)
    say("unclosed", "*/ closes a comment that the slot did not open", "Leave it out", stray);
  if (unclosed === undefined) {
    const unbalanced = findUnbalanced(tokens);
    if (unbalanced !== undefined)
      say(
        "unbalanced",
        `"${unbalanced.text}" has no partner in its own slot`,
        "Close what the slot opens, and nothing else",
        unbalanced,
      );
  }
  for (const part of parts.filter(({ kind }) => kind === "comment")) {
    const { regions, faults } = readMarkedRegions(text.slice(part.start, part.end), "//");
    if (regions.length + faults.length > 0)
      say("marker", "A comment pretends to be the mark of a region", "Leave it out", part);
  }
  const odd = /[\0\u0085\u2028\u2029\ufeff]|\r(?!\n)/.exec(text);
  if (odd !== null)
    say(
      "control-character",
      "A character that ends lines for some readers only",
      "Use plain line feeds",
      { start: odd.index, end: odd.index + 1 },
    );
  const slash = tokens.find(({ text: mark }) => mark === "\\");
  if (slash !== undefined) say("unreadable", `"\\" is no part of Dafny`, "Leave it out", slash);
  return found;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function filledPlaces(
  { source, slots }: OpenFile,
  texts: ReadonlyMap<string, string>,
): readonly (Place & { readonly text: string })[] {
  let shift = 0;
  return slots.map(({ name, start, end }) => {
    const text = texts.get(name) ?? source.slice(start, end);
    const place = { text, start: start + shift, end: start + shift + text.length };
    shift += text.length - (end - start);
    return place;
  });
}

const moved = (one: Assumption, by: number): Assumption => ({
  ...one,
  start: one.start + by,
  end: one.end + by,
});

/** Each place is told once. */
const each = (found: readonly Assumption[]): readonly Assumption[] => [
  ...new Map(found.map((one) => [`${one.code} ${one.start}`, one])).values(),
];
