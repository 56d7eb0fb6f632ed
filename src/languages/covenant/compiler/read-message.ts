import type { Rule, RuleFacts } from "../rules.ts";
import { REMOVED_OPERATIONS } from "../tables/operations.ts";
import type { Meaning } from "./compiler-finding.ts";
import { readBetween, readDebugStrings, splitExpectedFound } from "./read-texts.ts";

/** What a message of the compiler means; `undefined` for one that is not known. */
export const readMessage = (message: string): Meaning | undefined =>
  // A name may be empty, and blanks at the end of a line are easily lost.
  readWhole(message) ?? readWhole(`${message} `);

function readWhole(message: string): Meaning | undefined {
  for (const read of READERS) {
    const meaning = read(message);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

const means = <Name extends Rule>(rule: Name, facts: RuleFacts[Name]): Meaning =>
  ({ rule, facts }) as Meaning;

/** A reader of messages that begin with `prefix` and say the rest in their own words. */
const after =
  (prefix: string, read: (rest: string) => Meaning | undefined) =>
  (message: string): Meaning | undefined =>
    message.startsWith(prefix) ? read(message.slice(prefix.length)) : undefined;

/** A reader of messages that are `parts` with something between them. */
const between =
  (parts: readonly [string, ...string[]], read: (...found: string[]) => Meaning) =>
  (message: string): Meaning | undefined => {
    const found = readBetween(message, parts);
    return found && read(...found);
  };

/** `'end'` is the word end; `identifier` is a kind of token. */
const unquote = (text: string): string => /^'(.*)'$/s.exec(text)?.[1] ?? text;

function readUnexpected(rest: string): Meaning | undefined {
  const { expected, found } = splitExpectedFound(rest) ?? {};
  if (expected === undefined || found === undefined) return undefined;
  return found === "end of file"
    ? means("unclosed_block", { open: [] })
    : means("unexpected_token", { expected: unquote(expected), found: unquote(found) });
}

function readMismatch(rest: string): Meaning | undefined {
  const split = splitExpectedFound(rest);
  return split && means("return_type", split);
}

/** The type may be any text: only the last list is the list. */
function readMissingVariants(rest: string): Meaning | undefined {
  const mark = ": missing variants ";
  const at = rest.lastIndexOf(mark);
  if (at === -1) return undefined;
  return means("non_exhaustive_match", {
    matchedType: rest.slice(0, at),
    missing: readDebugStrings(rest.slice(at + mark.length)),
  });
}

/** Effects come in the order of a hash table. */
const readEffects = (text: string): readonly string[] => [...readDebugStrings(text)].sort();

/** `"x"` inside quotes of the debug format is a string literal of the program. */
const readLiteral = (text: string): string => {
  const [outer] = readDebugStrings(text);
  if (outer === undefined) return text;
  return readDebugStrings(outer)[0] ?? outer;
};

const readDeclared = (text: string): string | undefined =>
  text === "None" ? undefined : readLiteral(text);

const READERS: readonly ((message: string) => Meaning | undefined)[] = [
  after("unexpected token: expected ", readUnexpected),
  after("unexpected: expected ", readUnexpected),
  after("invalid snippet kind: ", (name) =>
    means("invalid_snippet_kind", { name, candidates: [] }),
  ),
  after("invalid step kind: ", (name) => means("invalid_step_kind", { name, candidates: [] })),
  after("invalid operation: ", (name) =>
    means("invalid_operation", { name, replacement: REMOVED_OPERATIONS.get(name), candidates: [] }),
  ),
  after("unexpected section: ", (name) => means("unexpected_section", { name: unquote(name) })),
  after("expected declaration", () => means("not_a_snippet", { found: "" })),
  after("invalid expression", () =>
    means("unexpected_token", { expected: "expression", found: "" }),
  ),
  after("undefined symbol: missing signature for ", (snippet) =>
    means("missing_signature", { snippet }),
  ),
  after("missing signature for ", (snippet) => means("missing_signature", { snippet })),
  after("undefined symbol: ", (name) => means("undefined_variable", { name, candidates: [] })),
  after("undefined reference: ", (name) => means("undefined_function", { name, candidates: [] })),
  after("type mismatch: expected ", readMismatch),
  after("non-exhaustive match on ", readMissingVariants),
  between(["extern snippet '", "' must have a namespaced ID", ""], (id) =>
    means("extern_namespace", { id }),
  ),
  after("duplicate symbol ID: ", (id) =>
    means("duplicate_id", { id, first: { start: 0, end: 0 } }),
  ),
  after("circular import detected: ", (cycle) =>
    means("call_cycle", { cycle: cycle.split(" -> ") }),
  ),
  after("relation target not found: ", (target) => means("relation_target", { target, from: "" })),
  between(
    ["pure function `", "` calls effectful `", "` (effects: ", ")"],
    (name, callee, effects) =>
      means("pure_calls_effectful", {
        function: name,
        callee,
        effects: readEffects(effects),
        chain: [],
      }),
  ),
  between(
    ["function `", "` missing effect declarations ", " (from `", "`)"],
    (name, effects, callee) =>
      means("missing_effect", {
        function: name,
        callee,
        effects: readEffects(effects),
        chain: [],
      }),
  ),
  between(
    [
      "function `",
      "` effect `",
      "` parameter `",
      "` not covered (required: ",
      ", declared: ",
      ", from `",
      "`)",
    ],
    (name, effect, parameter, required, declared, callee) =>
      means("effect_parameter", {
        function: name,
        effect,
        parameter,
        required: readLiteral(required),
        declared: readDeclared(declared),
        callee,
      }),
  ),
];
