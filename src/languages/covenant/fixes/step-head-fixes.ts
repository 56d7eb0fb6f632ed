import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import type { StepKind } from "../tables/kinds.ts";
import { fix, insertBefore } from "./edits.ts";
import { freshName, stepHeadBefore, valueOf } from "./enclosing-step.ts";
import { indentAt, neighbour, reads } from "./text-places.ts";

/** What only one kind of step begins with. */
const FIRST_ATTRIBUTES: ReadonlyMap<string, StepKind> = new Map([
  ["op", "compute"],
  ["fn", "call"],
  ["condition", "if"],
  ["on", "match"],
  ["dialect", "query"],
  ["into", "insert"],
  ["isolation", "transaction"],
  ["on_error", "parallel"],
  ["on_timeout", "race"],
]);

/** The kind of step that has `attribute` as its first, if that tells. */
export function kindOfStepWith(program: Program, attribute: Token): StepKind | undefined {
  if (!reads(neighbour(program, attribute, 1), "=")) return undefined;
  if (reads(attribute, "var") && reads(neighbour(program, attribute, 3), "in")) return "for";
  return FIRST_ATTRIBUTES.get(attribute.text);
}

/** A step that begins with its first attribute lacks its head. */
export function addStepHead(program: Program, token: Token): readonly Fix[] {
  const kind = kindOfStepWith(program, token);
  if (kind === undefined) return [];
  const { source } = program;
  const before = stepHeadBefore(program, token);
  const id = before === undefined ? "s1" : nextId(valueOf(before.id));
  const head = `step id="${freshName(program, id)}" kind="${kind}"`;
  const indent = indentAt(source, token.start).slice(2);
  return [fix(`Add ${head}`, 0.8, [insertBefore(source, token.start, [head], indent)])];
}

/** `s3` behind `s2`, `s1b` behind `s1a`; a number behind anything else. */
function nextId(id: string): string {
  const number = /^(.*?)(\d{1,9})$/.exec(id);
  if (number !== null) return `${number[1]}${Number(number[2]) + 1}`;
  const last = id.charCodeAt(id.length - 1);
  return last >= LETTER_A && last < LETTER_Z
    ? id.slice(0, -1) + String.fromCharCode(last + 1)
    : `${id}_2`;
}

const LETTER_A = 0x61;
const LETTER_Z = 0x7a;
