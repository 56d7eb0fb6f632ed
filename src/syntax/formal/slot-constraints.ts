/** Slots as what an answer is held to: their texts by grammar, the marks between them word by word. */

import { type Slot, slotLabel } from "../../domain/slot.ts";
import type { FormalSpecification, Specification } from "../../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../../ports/constraint-set.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { closingMark, nonceOf, openingMark } from "../../std/marked-blocks.ts";

export interface SlotGrammar {
  /** Rules and terminals in Lark; none is called `start`, or begins with `MARK`. */
  readonly rules: string;
  /** The rule that a slot's text is of; `undefined` where this grammar has none for it. */
  ruleFor(slot: Slot, file: FormalSpecification): string | undefined;
  /** A regex of what may stand between the last word of a slot and the line of its mark: it ends that word's line. */
  readonly lineEnd: string;
  /** What is not seen to, in words. */
  readonly gaps: ConstraintSet["gaps"];
}

export interface SlotConstraintsOptions {
  readonly grammar: SlotGrammar;
  /** SHA-256 of a text's UTF-8, in hex. */
  sha256(text: string): string;
}

/** All slots in the order of the file, each between its own marks: the form in which a model is asked for them. */
export function slotConstraints(
  file: Specification,
  { grammar, sha256 }: SlotConstraintsOptions,
): ConstraintSet | NoConstraints {
  if (file.kind !== "formal")
    return { isAbsent: true, why: "only files with open places are held to a grammar" };
  const [first] = file.slots;
  if (first === undefined) return { isAbsent: true, why: "the file has no open place" };
  const rules = file.slots.map((slot) => grammar.ruleFor(slot, file));
  const unknown = file.slots[rules.indexOf(undefined)];
  if (unknown !== undefined) return { isAbsent: true, why: `no grammar is for "${unknown.name}"` };
  const nonce = nonceOf(sha256, [file.name, file.source]);
  const labels = file.slots.map(({ name }) => slotLabel(file.name, name));
  const marks = labels.map((label, index) => {
    const next = labels[index + 1];
    const opening = next === undefined ? "" : `\n\n${openingMark(nonce, next)}\n`;
    return `MARK${index}: /${grammar.lineEnd}${toRegex(`${closingMark(nonce, label)}${opening}`)}/`;
  });
  const start = rules.map((rule, index) => `${rule} MARK${index}`).join(" ");
  const lark = `start: ${start}\n${marks.join("\n")}\n${grammar.rules}`;
  const prefix = `${openingMark(nonce, slotLabel(file.name, first.name))}\n`;
  const names = file.slots.map(({ name }) => name).join(", ");
  return {
    id: sha256(canonicalJson(["slots", prefix, lark])),
    describes: file.slots.length === 1 ? `the text of ${names}` : `the texts of ${names}`,
    prefix,
    syntax: { kind: "grammar", lark },
    judges: [],
    bias: undefined,
    gaps: grammar.gaps,
  };
}

/** A text as a regex that matches it alone, between two slashes. */
const toRegex = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/&~-]/g, "\\$&").replaceAll("\n", "\\n");
