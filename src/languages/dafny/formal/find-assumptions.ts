/** Everything in Dafny text that makes the verifier believe something without a proof, or look away. */

import type { Finding } from "../../../syntax/finding.ts";
import type { Token } from "../../../syntax/formal/tokens-of.ts";
import { isAttribute, skipBrackets, walkToBody } from "../syntax/expression-walk.ts";
import { DEEPEST } from "../syntax/parse-declarations.ts";
import type { DafnyFile } from "../syntax/read-file.ts";
import { spanOf } from "../syntax/read-file.ts";
import {
  CALLABLES,
  CONTAINERS,
  DIRECTIVES as DIRECTIVE_WORDS,
  FIELDS,
  MODIFIERS,
  TYPES,
} from "../syntax/words.ts";
import { isBodyless, isUnfilled } from "./read-slots.ts";

/** A finding in Dafny text: `assume`, `attribute`, `bodyless`, … */
export interface Assumption extends Finding {
  readonly help: string;
}

/** Attributes that only steer the solver or what is printed: no proof depends on what they say. All others are refused. */
const HARMLESS_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    "trigger autotriggers induction inductiontrigger fuel opaque reveal split split_here focus isolate_assertions " +
    "timelimit timelimitmultiplier rlimit resource_limit resourcelimit isolateassertions vcs_max_cost vcs_max_splits " +
    "vcs_max_keep_going_splits vcs_split_on_every_assert vcs_path_cost_mult subsumption error tailrecursion " +
    "compile print nativetype test main id weight tail"
  ).split(" "),
);

/** In the order of the text, but for what is read off the declarations: that comes last. */
export function findAssumptions(file: DafnyFile): readonly Assumption[] {
  return [
    ...findInTokens(file),
    ...findDirectives(file),
    ...findBodyless(file),
    ...findTooDeep(file),
  ];
}

/** Where declarations are nested so deeply that nobody reads them. */
function* findTooDeep({ tokens }: DafnyFile): Generator<Assumption> {
  let depth = 0;
  for (const { text, kind, start, end } of tokens) {
    if (kind !== "mark") continue;
    if (text === "}") depth -= 1;
    if (text !== "{" || (depth += 1) <= DEEPEST) continue;
    const message = `Braces are nested more than ${DEEPEST} deep: what stands inside is not read`;
    yield { code: "too-deep", message, help: "Nest less deeply", start, end };
    return;
  }
}

function* findInTokens({ tokens }: DafnyFile): Generator<Assumption> {
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]?.text;
    const next = tokens[index + 1];
    const at = (code: string, message: string, help: string, last: Token = token): Assumption => ({
      code,
      message,
      help,
      start: token.start,
      end: last.end,
    });
    if (isAttribute(tokens, index)) {
      const name = tokens[index + 2];
      if (name !== undefined && !HARMLESS_ATTRIBUTES.has(name.text.toLowerCase()))
        yield at(
          "attribute",
          `{:${name.text}} can switch checking off`,
          "Leave the attribute out",
          name,
        );
    } else if (token.text === "@" && next?.kind === "name") {
      const isLabel = isHeapLabel(tokens, index);
      if (!isLabel && !HARMLESS_ATTRIBUTES.has(next.text.toLowerCase()))
        yield at(
          "attribute",
          `@${next.text} can switch checking off`,
          "Leave the attribute out",
          next,
        );
    } else if (token.kind !== "name") continue;
    else if (token.text === "assume" && before !== ".")
      yield at(
        "assume",
        "assume is believed without a proof",
        "Prove it: assert it, or call a lemma that ensures it",
      );
    else if (token.text === "expect" && isExpectation(before, next?.text))
      yield at(
        "expect",
        "expect is believed without a proof",
        "Prove it: assert it, or call a lemma that ensures it",
      );
    else if (token.text === "free" && /^(?:requires|ensures|invariant)$/.test(next?.text ?? ""))
      yield at(
        "free",
        `free ${next?.text} is believed without a proof`,
        `Leave "free" out, and prove it`,
        next,
      );
    else if (token.text === "decreases" && next?.text === "*")
      yield at(
        "decreases-star",
        "decreases * gives up the proof that it ends",
        "Say what becomes smaller",
        next,
      );
  }
}

/** The label of `old@L(x)` and `F@L(x)`, and no attribute in the newer writing: that a declaration, or another, follows. */
function isHeapLabel(tokens: readonly Token[], at: number): boolean {
  if (/^(?:old|fresh|unchanged|allocated)$/.test(tokens[at - 1]?.text ?? "")) return true;
  if (tokens[at - 1]?.kind !== "name" || tokens[at + 2]?.text !== "(") return false;
  const after = tokens[skipBrackets(tokens, at + 2, tokens.length)]?.text ?? "";
  return after !== "@" && !DECLARING.has(after);
}

const DECLARING: ReadonlySet<string> = new Set([
  ...[...MODIFIERS, ...CALLABLES, ...CONTAINERS, ...TYPES, ...FIELDS, ...DIRECTIVE_WORDS],
]);

/** A statement, and not a variable of that name, which older versions allow. */
const isExpectation = (before: string | undefined, next: string | undefined): boolean =>
  before !== "." &&
  !/^(?::=|:\||:|,|\.|;|\)|\]|\}|[-+*/%<>=&|]|[=!<>]=|&&|\|\||<?==>?|\.\.|in|then|else|case)?$/.test(
    next ?? "",
  );

const DIRECTIVES: ReadonlyMap<string, string> = new Map([
  ["include", "An include reads any file of the machine"],
  ["import", "An import can take the place of names that are given"],
  ["export", "An export can hide what is given"],
]);

/** Lines for the preprocessor take text away before anything else reads it: in comments too. */
function* findDirectives(file: DafnyFile): Generator<Assumption> {
  for (const match of file.text.matchAll(/^[^\S\r\n]*#[^\S\r\n]*\w*/gm)) {
    const end = match.index + match[0].length;
    const message = `"${match[0].trim()}" at the start of a line is an order to the preprocessor`;
    yield { code: "preprocessor", message, help: "Leave the line out", start: match.index, end };
  }
  for (const declaration of file.parsed) {
    const message = DIRECTIVES.get(declaration.kind);
    if (message !== undefined)
      yield { code: declaration.kind, message, help: "Leave it out", ...spanOf(file, declaration) };
    const { first, body, last, kind } = declaration;
    if (kind !== "module") continue;
    const refines = file.tokens
      .slice(first, body?.first ?? last)
      .find(({ text }) => text === "refines");
    if (refines !== undefined) {
      const { start, end } = refines;
      yield {
        code: "refines",
        message: "A refinement changes what is given",
        help: "Leave it out",
        start,
        end,
      };
    }
  }
}

function* findBodyless(file: DafnyFile): Generator<Assumption> {
  for (const declaration of file.parsed) {
    if (!isUnfilled(declaration)) continue;
    const { kind, name } = declaration;
    // What a trait or an abstract module leaves open, somebody else has to prove.
    const code = isBodyless(file, declaration) ? "bodyless" : "left-open";
    const message = `${kind} ${name} has no body: what it ensures would be believed`;
    const help = "Give it a body that proves it";
    yield { code, message, help, ...spanOf(file, declaration) };
  }
  for (const [index, { text, kind }] of file.tokens.entries()) {
    if (kind !== "name" || !/^(?:while|forall|for)$/.test(text)) continue;
    if (!isStatementWithoutBody(file.tokens, index)) continue;
    const { start, end } = file.tokens[index] as Token;
    const message = `This ${text} has no body: what it promises would be believed`;
    yield { code: "bodyless", message, help: "Give it a body that proves it", start, end };
  }
}

const LOOP_CLAUSES = /^(?:invariant|decreases|modifies|ensures|requires|free|\{)$/;

/** Whether a loop, or a `forall` with an `ensures`, comes to its end before a body begins. */
function isStatementWithoutBody(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.text;
  if (word !== "forall" && tokens[at + 1]?.text === "{") return false;
  let openLets = 0;
  const walk = walkToBody(tokens, at + 1, tokens.length, (here, hasEnded) => {
    const text = tokens[here]?.text ?? "";
    // `var x := e; f(x)` is an expression where one may stand.
    if (!hasEnded && LETS.has(text)) openLets += 1;
    if (text === ";" && openLets > 0) {
      openLets -= 1;
      return false;
    }
    if (text === ";") return !LOOP_CLAUSES.test(tokens[here + 1]?.text ?? "");
    if (/^[)\]}]$/.test(text)) return true;
    // A new statement begins where an expression has just ended.
    return hasEnded && here > at + 1 && STATEMENT_WORDS.has(text);
  });
  if (walk.body !== undefined) return false;
  return word === "forall" ? walk.clauses.some((clause) => clause.word === "ensures") : true;
}

const LETS: ReadonlySet<string> = new Set(["var", "assert", "reveal"]);
const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  "assert assume var if while return calc print break reveal".split(" "),
);

/** Where brackets do not close each other within a text, or a closing one comes first; `undefined` where all is well. */
export function findUnbalanced(tokens: readonly Token[]): Token | undefined {
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (token.kind !== "mark") continue;
    if (/^[)\]}]$/.test(token.text)) return token;
    if (!/^[([{]$/.test(token.text)) continue;
    const next = skipBrackets(tokens, at, tokens.length);
    const last = tokens[next - 1];
    if (next === at || last === undefined || !closes(token.text, last.text) || next - 1 === at)
      return token;
    at = next - 1;
  }
  return undefined;
}

const closes = (open: string, close: string): boolean =>
  `${open}${close}` === "()" || `${open}${close}` === "[]" || `${open}${close}` === "{}";
