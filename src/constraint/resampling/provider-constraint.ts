import type { ModelCapabilities } from "../../domain/capabilities.ts";
import type { Constraint } from "../../domain/constraint.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import { lexLark } from "../grammar/lex-lark.ts";

/** What whoever serves the model can be asked to hold the whole answer to. */
export type ProviderConstraint =
  | { readonly kind: "schema"; readonly schema: JsonRecord }
  | { readonly kind: "grammar"; readonly lark: string };

/** `undefined` where the provider takes neither a schema nor a grammar for it. */
export function toProviderConstraint(
  { prefix, syntax }: Pick<ConstraintSet, "prefix" | "syntax">,
  {
    takesResponseSchema,
    takesGrammar,
  }: Pick<ModelCapabilities, "takesResponseSchema" | "takesGrammar">,
): ProviderConstraint | undefined {
  if (syntax === undefined) return undefined;
  if (syntax.kind === "schema" && prefix.trim() === "" && takesResponseSchema) return syntax;
  return takesGrammar ? { kind: "grammar", lark: renderAnswerGrammar(prefix, syntax) } : undefined;
}

/** The whole answer: a fence, the prefix as it is, what the constraint says of the rest, and the end of the fence. */
function renderAnswerGrammar(prefix: string, syntax: Constraint): string {
  const start = prefix === "" ? "" : `${JSON.stringify(prefix)} `;
  return [
    // What it says of itself has to come first.
    renderCode(syntax),
    `start: ANSWER_OPENING ${start}answer_code ANSWER_CLOSING`,
    "ANSWER_OPENING: /```[A-Za-z0-9+#-]*\\n/",
    "ANSWER_CLOSING: /\\n?```\\n?/",
    "",
  ].join("\n");
}

function renderCode(syntax: Constraint): string {
  switch (syntax.kind) {
    case "grammar":
      return renameStart(syntax.lark);
    case "schema":
      return `answer_code: %json ${JSON.stringify(syntax.schema)}`;
    case "regex":
      return `answer_code: /${syntax.pattern.replaceAll(/(?<!\\)[/]/g, "\\/").replaceAll("\n", "\\n")}/`;
  }
}

/** Nested in another grammar, it would lose what it says of blanks at its beginning. */
function renameStart(lark: string): string {
  const lines = lark.split("\n");
  const places = (lexLark(lark) ?? []).filter(
    ({ kind, text }) => kind === "rule" && /^[!?]*start$/.test(text),
  );
  for (const { line, column, text } of places.toReversed()) {
    const before = lines[line - 1] ?? "";
    const end = column - 1 + text.length;
    lines[line - 1] = `${before.slice(0, end - "start".length)}answer_code${before.slice(end)}`;
  }
  return lines.join("\n");
}
