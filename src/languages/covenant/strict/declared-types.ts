/** Types that are written: whether somebody declares them, and members that a union has twice. */

import { distance } from "fastest-levenshtein";
import { type Finding, finding } from "../finding.ts";
import { sectionsOf } from "../semantics/declarations.ts";
import { quoteAlternatives, type SuggestNames } from "../semantics/suggest-names.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import type { Name, Returns } from "../syntax/terms.ts";
import { type KnownTypes, splitVariant } from "./known-types.ts";
import { findTypeMentions } from "./type-mentions.ts";

/**
 * Reports types that nobody declares. Another file may declare them, so that is a warning; it is an error where the
 * name is a slip for one that is known, for then it is not meant to be declared elsewhere. The reference programs
 * want both: one with a misspelt type is rejected, those that name types of other files pass.
 */
export function checkDeclaredTypes(
  { snippets }: Program,
  types: KnownTypes,
  suggest: SuggestNames,
): readonly Finding[] {
  const judge = createJudge(types, suggest);
  return snippets.flatMap((snippet) => {
    const mentions = findTypeMentions(snippet);
    const generics = genericsOf(snippet);
    return [
      ...mentions.types.flatMap((type) => {
        const names = namesIn(type.text).filter(
          (name) => !types.isDeclared(name) && !generics.has(name),
        );
        const hint = names.length === 0 ? "" : hintFor(type.text);
        return names.map((name) => undefinedType(type, name, { ...judge(name), hint }));
      }),
      ...mentions.unions.flatMap(repeatedMembers),
    ];
  });
}

const genericsOf = (snippet: Snippet): ReadonlySet<string> =>
  new Set(
    sectionsOf(snippet, "signature").flatMap(({ signature }) =>
      signature.kind === "fn" ? signature.generics.map(({ text }) => text) : [],
    ),
  );

/** The names that make up a type, each once: `Map`, `String` and `Item` of `Map<String, Item>`. */
const namesIn = (type: string): readonly string[] => [
  ...new Set(
    (type.match(/[A-Za-z_][\w.:]*/g) ?? []).map((name) => splitVariant(name).enumName ?? name),
  ),
];

/** What an undeclared name may have meant. */
interface Judgement {
  readonly candidates: readonly string[];
  /** The known name that it is a slip for. */
  readonly meant: string | undefined;
}

/** Judges each name once. */
function createJudge(types: KnownTypes, suggest: SuggestNames): (name: string) => Judgement {
  const known = types.names();
  const judgements = new Map<string, Judgement>();
  return (name) => {
    const judgement = judgements.get(name) ?? judgeName(name, types, suggest, known);
    judgements.set(name, judgement);
    return judgement;
  };
}

function judgeName(
  name: string,
  types: KnownTypes,
  suggest: SuggestNames,
  known: readonly string[],
): Judgement {
  const last = name.slice(name.lastIndexOf(".") + 1);
  if (last !== name && types.isDeclared(last)) return { candidates: [last], meant: last };
  const foreign = FOREIGN_NAMES.get(name.toLowerCase());
  if (foreign !== undefined) return { candidates: [foreign], meant: undefined };
  const candidates = suggest(name, known);
  const meant = candidates.find((candidate) => isSlip(name, candidate));
  // A "DbError" of another file is no "IoError", near as they are.
  return meant === undefined
    ? { candidates: candidates.filter((candidate) => types.isDeclaredHere(candidate)), meant }
    : { candidates, meant };
}

/** What other languages call the types of this one. */
const FOREIGN_NAMES: ReadonlyMap<string, string> = new Map([
  ["integer", "Int"],
  ["number", "Float"],
  ["double", "Float"],
  ["boolean", "Bool"],
  ["str", "String"],
  ["text", "String"],
  ["array", "List"],
  ["dict", "Map"],
  ["dictionary", "Map"],
  ["void", "Unit"],
  ["null", "None"],
  ["date", "DateTime"],
  ["timestamp", "DateTime"],
]);

/** Below these lengths, two names that are near each other are rather two names: `Node` is no `None`. */
const SHORTEST_SLIP = 5;
const SHORTEST_EXCHANGE = 6;

/** One character missing, too much or another, two exchanged, or only the case: the writer meant `candidate`. */
function isSlip(name: string, candidate: string): boolean {
  const [written, known] = [name.toLowerCase(), candidate.toLowerCase()];
  if (written === known) return true;
  if (Math.min(written.length, known.length) < SHORTEST_SLIP) return false;
  // Many and one, or first and second, are types of their own.
  if (`${written}s` === known || `${known}s` === written) return false;
  if (withoutDigits(written) === withoutDigits(known)) return false;
  const away = distance(written, known);
  if (away === 1) return written.length !== known.length || written.length >= SHORTEST_EXCHANGE;
  return away === 2 && sorted(written) === sorted(known);
}

const withoutDigits = (name: string): string => name.replace(/\d/g, "");
const sorted = (name: string): string => [...name].toSorted().join("");

const undefinedType = (
  type: Name,
  name: string,
  { candidates, meant, hint }: Judgement & { readonly hint: string },
): Finding =>
  finding("undefined_type", type, { name, candidates }, `No type is called "${name}"`, {
    severity: meant === undefined ? "warning" : "error",
    help: `${quoteAlternatives(candidates)}A type is known by the name in its signature: declare "${name}" in this file, or use a known type${hint}`,
  });

const hintFor = (type: string): string =>
  type.includes("?")
    ? '; an optional result is returns type="T" optional, elsewhere write Optional<T>'
    : "";

function repeatedMembers({
  members,
}: Extract<Returns, { readonly kind: "union" }>): readonly Finding[] {
  const firsts = new Map<string, Name>();
  return members.flatMap(({ type, isOptional }) => {
    const member = `${type.text.replace(/\s+/g, "")}${isOptional ? "?" : ""}`;
    const first = firsts.get(member);
    firsts.set(member, first ?? type);
    if (first === undefined) return [];
    return [
      finding(
        "duplicate_union_member",
        type,
        { member: type.text },
        `The union has the member "${type.text}" already`,
        {
          related: [{ message: "The first one", range: { start: first.start, end: first.end } }],
          help: "Remove the repeated member; a union of one member is written returns type=...",
        },
      ),
    ];
  });
}
