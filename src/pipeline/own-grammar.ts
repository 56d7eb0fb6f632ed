import { Fault } from "../domain/fault.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { Specification } from "../domain/specification.ts";
import type { ConstraintSet } from "../ports/constraint-set.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { canonicalJson } from "../std/canonical-json.ts";

/** The grammar that the user wrote for this answer; `undefined` where the language's own constraints hold. */
export const grammarOf = (specification: Specification): SourceText | undefined =>
  specification.kind === "prose" ? specification.grammar : undefined;

export interface HoldToGrammarOptions {
  readonly language: Pick<LanguagePack, "renderAnswerStart">;
  /** SHA-256 of a text's UTF-8, in hex. */
  sha256(text: string): string;
}

/**
 * The user's grammar instead of the language's constraints. Where a signature is given it stands in the answer already,
 * and the grammar is of what follows it: else of the whole file.
 */
export function holdToGrammar(
  { path, text }: SourceText,
  { signature }: Pick<Specification, "signature">,
  { language, sha256 }: HoldToGrammarOptions,
): ConstraintSet {
  const prefix = signature === undefined ? "" : language.renderAnswerStart(signature);
  return {
    id: sha256(canonicalJson(["own-grammar", prefix, text])),
    describes: `the grammar ${path}`,
    prefix,
    syntax: { kind: "grammar", lark: text },
    judges: [],
    bias: undefined,
    gaps: [],
  };
}

/** A grammar that somebody wrote is not passed over in silence. */
export const nobodyHolds = ({ path }: SourceText): Fault =>
  new Fault(
    "constraint/refused",
    `Cannot hold the answer to "${path}": nothing sees to grammars for this model`,
    { help: "Choose a local model with --model, or write without it: --unconstrained" },
  );
