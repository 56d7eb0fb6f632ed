import type { Operand } from "../syntax/step-ast.ts";
import type { Literal } from "../syntax/terms.ts";
import type { Range } from "../syntax/token.ts";
import type { LayoutBuilder } from "./layout.ts";

/** What takes the value: each has one way to spell a variable and a record's field. */
export type OperandPlace = "input" | "argument" | "bind" | "field" | "set" | "where" | "return";

/** Names that mean the same with and without quotes around each part of a path. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PLAIN_PATH = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** Spells an operand as its place does: a path in one string, but in two for the inputs of compute steps. */
export function writeOperand(builder: LayoutBuilder, operand: Operand, place: OperandPlace): void {
  if (operand.kind === "literal") return keepRawLiteral(builder, operand.literal);
  if (operand.kind === "placeholder") return keepAsWritten(builder, operand);
  if (operand.kind === "lambda" || place === "return") return;
  const first = builder.firstOf(operand);
  const word = place === "where" || place === "input" ? "var" : "from";
  if (operand.kind === "variable") {
    if (operand.via !== word) builder.rewrite(first, first, word);
    return;
  }
  const { of, field } = operand;
  if (!PLAIN.test(of.text) || !PLAIN_PATH.test(field.text)) return;
  const text =
    place === "input"
      ? `field="${field.text}" of="${of.text}"`
      : `${word}="${of.text}.${field.text}"`;
  builder.rewrite(first, builder.lastOf(operand), text);
}

/** `[…]` and `{…}` are text to the language, so every character of them is kept. */
export function keepRawLiteral(builder: LayoutBuilder, literal: Literal): void {
  if (literal.kind === "raw") keepAsWritten(builder, literal);
}

function keepAsWritten(builder: LayoutBuilder, range: Range): void {
  const text = builder.program.source.slice(range.start, range.end);
  builder.rewrite(builder.firstOf(range), builder.lastOf(range), text);
  builder.keepComments(range);
}
