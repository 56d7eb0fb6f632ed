import type { Finding } from "../finding.ts";
import type { BlankedCode } from "./blank-code.ts";
import { readMarkedRegions } from "./marked-regions.ts";
import { findInvisible } from "./slot-pieces.ts";
import type { Token } from "./tokens-of.ts";

/** A slot's text as its language reads it. */
export interface SlotCode extends BlankedCode {
  readonly text: string;
  readonly tokens: readonly Token[];
}

export interface ShapeRules {
  /** What ends a block comment: `-/`. */
  readonly commentEnd: string;
  /** What a marker line begins with: `//`. */
  readonly lineComment: string;
  /** What closes a bracket, by what opens it. A mark of several characters counts by its last one. */
  readonly brackets: Readonly<Record<string, string>>;
}

/** Comments, strings and brackets that do not end in the slot, marker lines, and letters that nobody sees. */
export function findShape(code: SlotCode, rules: ShapeRules): readonly Finding[] {
  const { unclosed, text } = code;
  const findings: Finding[] = [];
  const add = (id: string, message: string, start: number, end: number) =>
    findings.push({ code: id, message, start, end });
  if (unclosed !== undefined)
    add("unclosed", `A ${unclosed.kind} does not end`, unclosed.start, unclosed.end);
  const stray = code.code.indexOf(rules.commentEnd);
  if (stray !== -1) add("unclosed", "A comment ends that does not begin here", stray, stray + 2);
  const invisible = findInvisible(text);
  if (invisible !== undefined)
    add("invisible", "A character here cannot be seen", invisible, invisible + 1);
  const { regions, faults } = readMarkedRegions(text, rules.lineComment);
  const marker = faults[0] ?? regions[0];
  if (marker !== undefined) add("marker", "A slot holds no marker lines", marker.start, marker.end);
  const unpaired = findUnpaired(code.tokens, rules.brackets);
  if (unpaired !== undefined)
    add("unclosed", `${unpaired.text} has no partner in this slot`, unpaired.start, unpaired.end);
  return findings;
}

/** The first bracket that closes nothing, else the last that is not closed. */
function findUnpaired(
  tokens: readonly Token[],
  brackets: ShapeRules["brackets"],
): Token | undefined {
  const closing = new Set(Object.values(brackets));
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== "mark") continue;
    const mark = token.text.at(-1) ?? "";
    if (brackets[mark] !== undefined) open.push(token);
    else if (closing.has(mark)) {
      const partner = open.pop()?.text.at(-1) ?? "";
      if (brackets[partner] !== mark) return token;
    }
  }
  return open.at(-1);
}
