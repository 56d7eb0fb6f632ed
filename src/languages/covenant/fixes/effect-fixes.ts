/** Fixes for effects that a function has and does not declare. */

import { distance } from "fastest-levenshtein";
import type { Fix } from "../finding.ts";
import type { RuleFacts } from "../rules.ts";
import type { Effect, EffectsSection, Program, Snippet } from "../syntax/ast.ts";
import { fix, insertAfter, insertBefore, replace } from "./edits.ts";
import type { Suggest } from "./finding-of.ts";
import { reachedEffects } from "./reached-effects.ts";
import { snippetsById } from "./snippets-by-id.ts";
import { indentAt, isFirstOnLine, lineStart, snippetAt } from "./text-places.ts";

/** An effects section, or what is missing in it. */
export const fixPureFunction: Suggest<"pure_calls_effectful"> = ({ range, facts }, program) =>
  declareEffects(program, snippetAt(program, range.start), facts);

export const fixMissingEffect: Suggest<"missing_effect"> = ({ range, facts }, program) =>
  declareEffects(program, snippetAt(program, range.start), facts);

type Facts = RuleFacts["missing_effect"];

function declareEffects(
  program: Program,
  snippet: Snippet | undefined,
  { effects: missing, chain }: Facts,
): readonly Fix[] {
  if (snippet === undefined) return [];
  // The last section counts.
  const section = snippet.sections.findLast((found) => found.kind === "effects");
  const source = snippetsById(program).get(chain.at(-1) ?? "");
  // What is declared, and nothing has, may be the wrong name of what is missing.
  const isDoubtful = declaresMore(program, source, missing) || declaresMore(program, snippet);
  const confidence = isDoubtful ? 0.9 : 1;
  if (section === undefined) return [addSection(program, snippet, missing, confidence)];
  const slips = missing.flatMap((name) => correctSlip(section, name));
  return [...slips, appendEffects(program, section, missing, confidence)];
}

/** Whether a function declares effects, or some of `names`, that nothing in it has. */
function declaresMore(
  program: Program,
  snippet: Snippet | undefined,
  names?: readonly string[],
): boolean {
  if (snippet?.kind !== "fn") return false;
  const reached = reachedEffects(program, snippet);
  const declared = snippet.sections.flatMap((section) =>
    section.kind === "effects" ? section.effects.map(({ name }) => name.text) : [],
  );
  return declared.some(
    (name) => (names?.includes(name) ?? true) && reached !== undefined && !reached.has(name),
  );
}

function addSection(
  { source }: Program,
  snippet: Snippet,
  missing: readonly string[],
  confidence: number,
): Fix {
  const title = `Declare ${list(missing)}`;
  const lines = ["effects", ...missing.map((name) => `  effect ${name}`), "end"];
  const [first] = snippet.sections;
  const place = first?.start ?? snippet.kindName.end;
  if (first === undefined || !isFirstOnLine(source, place)) {
    const header = snippet.notes.at(-1)?.end ?? snippet.platform?.end ?? snippet.kindName.end;
    return fix(title, confidence, [
      insertAfter(source, header, lines, indentAt(source, snippet.start)),
    ]);
  }
  const isSetApart =
    source.slice(lineStart(source, lineStart(source, place) - 1), place).trim() === "";
  return fix(title, confidence, [insertBefore(source, place, isSetApart ? [...lines, ""] : lines)]);
}

/** Each where the alphabet puts it, if the effects are in its order; else behind the last. */
function appendEffects(
  { source }: Program,
  section: EffectsSection,
  missing: readonly string[],
  confidence: number,
): Fix {
  const { effects } = section;
  const names = effects.map(({ name }) => name.text);
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? "") <= name);
  const first = effects[0];
  const indent =
    first === undefined ? `${indentAt(source, section.start)}  ` : indentAt(source, first.start);
  const placed = Map.groupBy(missing, (name) =>
    isSorted ? names.findLastIndex((other) => other < name) : names.length - 1,
  );
  const edits = [...placed].map(([index, added]) => {
    const place = effects[index] ?? section.keyword;
    return insertAfter(
      source,
      place.end,
      added.map((name) => `effect ${name}`),
      indent,
    );
  });
  return fix(`Declare ${list(missing)}`, confidence, edits);
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** A declared effect that may be the missing one, with a letter or two wrong. */
const correctSlip = ({ effects }: EffectsSection, missing: string): readonly Fix[] =>
  effects
    .filter(({ name }) => isNear(name.text, missing))
    .map(({ name }) => fix(`Change "${name.text}" to "${missing}"`, 0.9, [replace(name, missing)]));

const isNear = (one: string, other: string): boolean =>
  Math.abs(one.length - other.length) <= 2 && distance(one, other) <= 2;

/** A wider parameter, so that it covers what is needed. */
export const fixEffectParameter: Suggest<"effect_parameter"> = ({ range, facts }, program) => {
  const effects = snippetAt(program, range.start)?.sections.findLast(
    (section) => section.kind === "effects",
  )?.effects;
  const effect = effects?.find(({ name }) => name.text === facts.effect);
  if (effect === undefined) return [];
  return widen(effect, facts.parameter, facts.required);
};

function widen(effect: Effect, name: string, required: string): readonly Fix[] {
  const parameter = effect.parameters.find((found) => found.name.text === name);
  if (parameter === undefined) return [];
  const { value } = parameter;
  const folder =
    value.kind === "string" && name === "path" ? commonFolder(value.value, required) : "";
  if (folder !== "")
    return [fix(`Widen ${name} to "${folder}"`, 0.8, [replace(value, `"${folder}"`)])];
  const all = { start: effect.name.end, end: effect.end };
  return effect.parameters.length === 1
    ? [fix(`Declare "${effect.name.text}" without ${name}`, 0.8, [replace(all, "")])]
    : [];
}

/** The folders with which both paths begin, the last `/` left out; nothing if that is all or none. */
function commonFolder(one: string, other: string): string {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return one.slice(0, one.lastIndexOf("/", same)).replace(/\/$/, "");
}
