import type { Finding } from "../../syntax/finding.ts";
import type { Token } from "../../syntax/formal/tokens-of.ts";
import { plainName, type VerusCode } from "./lexical-rules.ts";
import { type Item, partnerOf, readItems } from "./read-items.ts";

/** Calls that take for granted what they should prove. */
const ASSUMING = new Set([
  "assume",
  "admit",
  "assume_new",
  "assume_new_fallback",
  "unreached",
  "unimplemented",
  "todo",
  "panic",
  "unreachable",
  "unreachable_unchecked",
  "assert_unchecked",
]);
/** Words that are a bypass, or a way out, wherever they stand. */
const FORBIDDEN = new Map([
  ["assume_specification", "An assumed specification is not proved"],
  ["unsafe", "unsafe code is not checked"],
  ["extern", "Foreign code is not checked"],
  ["no_unwind", "no_unwind is believed"],
  ["macro_rules", "A macro changes what text means"],
  ["include", "Other files are not part of a slot"],
  ["include_str", "Other files are not part of a slot"],
  ["include_bytes", "Other files are not part of a slot"],
  ["transmute", "transmute is not checked"],
  ["get_unchecked", "get_unchecked is not checked"],
  ["asm", "Machine code is not checked"],
  ["global", "A global layout is believed"],
]);
/** Needs a `!` or a path to be what it says; a function may be called so. */
const ONLY_MACROS = new Set([
  "include",
  "include_str",
  "include_bytes",
  "asm",
  "todo",
  "unimplemented",
  "panic",
  "unreachable",
]);

const PLAIN_ATTRIBUTES =
  /^(?:!?trigger.*|auto|all_triggers|allow\(.*\)|inline(?:\(always\))?|derive\([\w:,]*\)|doc=.*|must_use.*|via_fn|verifier(?:::|\()(?:spinoff_prover|rlimit\(\d+\)|nonlinear|nonlinear_arith|bit_vector|opaque|opaque_outside_module|inline|loop_isolation\((?:true|false)\)|memoize|ext_equal|reject_recursive_types.*|accept_recursive_types.*|type_invariant|prune_unless_this_module_is_used)\)?)$/;

/** What the words of a slot's text say; `isBody` for the body of one executable function. */
export function findWords({ tokens }: VerusCode, isBody: boolean): readonly Finding[] {
  return tokens.flatMap((token, index): readonly Finding[] => {
    const next = tokens[index + 1]?.text;
    const found = (code: string, message: string): readonly Finding[] => [
      { code, message, start: token.start, end: token.end },
    ];
    if (token.text === "#" && (next === "[" || next === "!")) return judgeAttribute(tokens, index);
    if (token.kind !== "name") return [];
    const word = plainName(token.text);
    const isCalled = next === "(" || next === "!" || next === "::";
    const isTaken = !ONLY_MACROS.has(word) && isForeign(tokens, index);
    if (ASSUMING.has(word) && (isTaken || (isCalled && (!ONLY_MACROS.has(word) || next === "!"))))
      return found("assumption", `${word} takes for granted what is to be proved`);
    const why = FORBIDDEN.get(word);
    if (
      why !== undefined &&
      (!ONLY_MACROS.has(word) || next === "!") &&
      (word !== "global" || isLayout(tokens, index))
    )
      return found("unchecked", why);
    if ((word === "exit" || word === "abort") && tokens[index - 1]?.text === "::")
      return found("unchecked", `${word} ends the program instead of giving a result`);
    if (word === "axiom" && isMode(tokens, index)) return found("axiom", "An axiom is not proved");
    if (word === "loop" && next !== ":" && !hasDecreases(tokens, index))
      return found("endless", "A loop without decreases need not end");
    if (word === "while" && isEndless(tokens, index))
      return found("endless", "This loop need not end");
    if (
      word === "arbitrary" &&
      (next === "(" || next === "::") &&
      isBody &&
      !isInProof(tokens, index)
    )
      return found("assumption", "arbitrary is no value of a program");
    return [];
  });
}

/** Whether a name that no binder of the text gives stands here: it can be given another, or be passed on. */
function isForeign(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.text === "::") return true;
  if (tokens[at - 1]?.text === ".") return false;
  const word = tokens[at]?.text;
  return !tokens.some(
    ({ text }, index) =>
      text === word &&
      (tokens[index + 1]?.text === ":" ||
        ["let", "mut", "|", "fn"].includes(tokens[index - 1]?.text ?? "")),
  );
}

const isLayout = (tokens: readonly Token[], at: number): boolean =>
  ["size_of", "layout"].includes(tokens[at + 1]?.text ?? "");

const isMode = (tokens: readonly Token[], at: number): boolean =>
  ["fn", "proof", "spec", "broadcast", "pub"].includes(tokens[at + 1]?.text ?? "") ||
  tokens[at - 1]?.text === "broadcast";

function judgeAttribute(tokens: readonly Token[], at: number): readonly Finding[] {
  const isInner = tokens[at + 1]?.text === "!";
  const open = isInner ? at + 2 : at + 1;
  if (tokens[open]?.text !== "[") return [];
  const close = partnerOf(tokens, open);
  const text = tokens
    .slice(open + 1, close)
    .map((token) => token.text)
    .join("");
  if (PLAIN_ATTRIBUTES.test(text) && (!isInner || /^(?:trigger|auto|all_triggers)/.test(text)))
    return [];
  const [from, to] = [tokens[at], tokens[close]];
  const message = `The attribute ${text.slice(0, 60)} may not be set in a slot`;
  return [{ code: "attribute", message, start: from?.start ?? 0, end: to?.end ?? 0 }];
}

/** Index of the brace that opens a loop's body. */
function loopHead(tokens: readonly Token[], at: number): readonly Token[] {
  const head: Token[] = [];
  for (let index = at + 1; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.text === "{") break;
    const end = token.text === "(" || token.text === "[" ? partnerOf(tokens, index) : index;
    head.push(...tokens.slice(index, end + 1));
    index = end;
  }
  return head;
}

const hasDecreases = (tokens: readonly Token[], at: number): boolean =>
  loopHead(tokens, at).some(({ text }) => text === "decreases");

function isEndless(tokens: readonly Token[], at: number): boolean {
  const head = loopHead(tokens, at).map(({ text }) => text);
  return /^(?:\( )*true\b/.test(head.join(" ")) && !head.includes("decreases");
}

/** Whether a `proof { }` or an `assert` is around it. */
function isInProof(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index >= 0; index -= 1) {
    const { text } = tokens[index] ?? { text: "" };
    const opens = text === "{" || text === "(";
    if (
      opens &&
      partnerOf(tokens, index) > at &&
      ["proof", "assert", "by", "Ghost", "Tracked", "ghost", "invariant"].includes(
        tokens[index - 1]?.text ?? "",
      )
    )
      return true;
    if (text === "ghost" && index > at - 12) return true;
  }
  return false;
}

/** What the items of a helpers' slot say. */
export function findItems(code: VerusCode): readonly Finding[] {
  const { tokens } = code;
  const items = readItems(tokens);
  const findings = items.flatMap((item) => judgeItem(tokens, item));
  const last = tokens.at(-1);
  if (last !== undefined && last.text !== "}" && last.text !== ";")
    findings.push({
      code: "scope",
      message: `${last.text} is left for the given text to end`,
      start: last.start,
      end: last.end,
    });
  return findings;
}

const ROOTS = new Set(["vstd", "core", "std", "alloc", "builtin", "verus_builtin"]);

function judgeItem(tokens: readonly Token[], item: Item): readonly Finding[] {
  const own = tokens.slice(item.first, item.last);
  const [start, end] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
  const refuse = (code: string, message: string): readonly Finding[] => [
    { code, message, start, end },
  ];
  const words = own.map(({ text }) => text);
  if (item.kind === "mod") return refuse("scope", "A module of its own changes what names mean");
  if (item.kind === "verus!") return refuse("scope", "verus! is given");
  if (item.kind === "crate") return refuse("scope", "Other crates are given");
  if (item.modifiers.includes("extern")) return refuse("unchecked", "Foreign code is not checked");
  if (item.kind === "use" && !item.modifiers.includes("broadcast")) {
    if (words.includes("as")) return refuse("shadowed", "use … as gives other meanings to names");
    const root = words[words.indexOf("use") + 1] ?? "";
    if (!ROOTS.has(root)) return refuse("shadowed", `use of ${root} is not given`);
  }
  const isUninterpreted = item.kind === "spec fn" && item.modifiers.includes("uninterp");
  if (item.kind.endsWith("fn") && item.bodyAt === undefined && !isUninterpreted)
    return refuse("assumption", `${item.name ?? "A function"} has no body`);
  return item.items.flatMap((inner) =>
    item.kind === "trait" && inner.bodyAt === undefined ? [] : judgeItem(tokens, inner),
  );
}
