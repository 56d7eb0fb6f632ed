/** How the language's grammar is written down once: rendered as Lark, and followed token by token by the judge. */

/** What a string or a bare name says; the judge knows what may stand there. */
export type Role =
  | "step-id"
  | "kind"
  | "binding"
  | "pattern-binding"
  | "loop-variable"
  | "callee"
  | "argument"
  | "variable"
  | "record-field"
  | "record"
  | "condition"
  | "matched"
  | "case-type"
  | "handled-type"
  | "loop-list"
  | "built-type"
  | "returned-struct"
  | "returned-variant"
  | "set-field"
  | "query-target"
  | "table"
  | "column"
  | "whole-table"
  | "dialect"
  | "type"
  | "member-type"
  | "parameter"
  | "operation"
  | "text"
  | "fixed"
  | "snippet-id"
  | "own-name"
  | "own-parameter"
  | "name"
  | "covers";

/** What happens where the text has come this far: blocks open and close, a step begins. */
export type Event =
  | "snippet"
  | "asked"
  | "step"
  | "payload-end"
  | "step-end"
  | "closing"
  | "tests-end"
  | "params-end"
  | "cases-end"
  | `open-${BlockKind}`
  | "close";

/** What holds steps. */
export type BlockKind =
  | "body"
  | "test"
  | "then"
  | "else"
  | "case"
  | "for"
  | "transaction"
  | "branch"
  | "handled";

export type Part =
  /** A bare word, or marks. */
  | { readonly kind: "word"; readonly text: string }
  /** A text in quotes. `values` are all that it may say, where that is known before; `shape` is how it is spelt. */
  | {
      readonly kind: "string";
      readonly role: Role;
      readonly values: readonly string[] | undefined;
      readonly shape: Shape;
    }
  /** A bare word of a closed list. */
  | { readonly kind: "name"; readonly role: Role; readonly values: readonly string[] }
  | { readonly kind: "number"; readonly isFloat: boolean }
  /** Lines of SQL, up to the `end` that closes them. */
  | { readonly kind: "sql"; readonly level: number }
  | { readonly kind: "sequence"; readonly parts: readonly Part[] }
  | { readonly kind: "choice"; readonly parts: readonly Part[] }
  | { readonly kind: "many"; readonly part: Part; readonly least: 0 | 1; readonly most: number }
  /** Steps as they may stand in a block: what nests is a rule. */
  | { readonly kind: "rule"; readonly name: string; readonly level: number }
  /** A new line, `level` deeper than the rule stands. */
  | { readonly kind: "line"; readonly level: number }
  | { readonly kind: "blank"; readonly text: string }
  | { readonly kind: "event"; readonly event: Event }
  /** Read where somebody writes it so, and never proposed: other spellings of what the canonical layout has one for. */
  | { readonly kind: "also"; readonly part: Part };

export type Shape =
  | "name"
  | "path"
  | "dotted"
  | "type"
  | "type-name"
  | "step-id"
  | "text"
  | "upper-name"
  | "case"
  | "function-id"
  | "type-id";

export type Rules = ReadonlyMap<string, Part>;

export const word = (text: string): Part => ({ kind: "word", text });
export const string = (
  role: Role,
  shape: Shape = "name",
  values?: readonly string[] | undefined,
): Part => ({ kind: "string", role, values, shape });
export const fixedString = (text: string): Part => string("fixed", "text", [text]);
export const name = (role: Role, values: readonly string[]): Part => ({
  kind: "name",
  role,
  values,
});
export const sequence = (...parts: readonly Part[]): Part => ({ kind: "sequence", parts });
export const choice = (...parts: readonly Part[]): Part => ({ kind: "choice", parts });
export const NOTHING: Part = sequence();
export const perhaps = (...parts: readonly Part[]): Part => choice(sequence(...parts), NOTHING);
export const many = (part: Part, { least = 0, most = 64 }: ManyOptions = {}): Part => ({
  kind: "many",
  part,
  least,
  most,
});
export const rule = (ruleName: string, level: number): Part => ({
  kind: "rule",
  name: ruleName,
  level,
});
export const line = (level: number): Part => ({ kind: "line", level });
export const event = (what: Event): Part => ({ kind: "event", event: what });
export const also = (...parts: readonly Part[]): Part => ({
  kind: "also",
  part: sequence(...parts),
});
export const blank = (text = " "): Part => ({ kind: "blank", text });

interface ManyOptions {
  readonly least?: 0 | 1;
  /** More are refused: nobody who means something writes them, and a weak model could go on for ever. */
  readonly most?: number;
}

/** `key="…"`. */
export const attribute = (key: string, value: Part): Part => sequence(word(key), word("="), value);

/** A line of its own: words with blanks between them. */
export const row = (level: number, ...parts: readonly Part[]): Part =>
  sequence(line(level), ...spaced(parts));

/** Parts on one line. */
const spaced = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [blank(), part]));
