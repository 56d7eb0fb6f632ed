import type { Constraint, ConstraintRefusal } from "../../domain/constraint.ts";
import type { Compilation } from "../../ports/constraint-engine.ts";
import { type LarkWord, lexLark } from "./lex-lark.ts";

/** A terminal that has a name, or a regex that stands in a rule. */
interface Pattern {
  readonly what: string;
  readonly start: LarkWord;
  /** Its definition; for a regex, itself. */
  readonly words: readonly LarkWord[];
}

/**
 * What matches no text at all, so that nothing which needs it can be written. The engines take it, and notice only where
 * it stands first; asked for by itself it stands first.
 */
export function findEmpty(
  constraint: Constraint,
  compile: (constraint: Constraint) => Compilation,
): readonly ConstraintRefusal[] {
  if (constraint.kind !== "grammar") return [];
  const words = lexLark(constraint.lark) ?? [];
  const terminals = readTerminals(words);
  const isEmpty = (pattern: Pattern): boolean => {
    const compiled = compile({ kind: "grammar", lark: renderAlone(pattern, terminals) });
    return !compiled.isCompiled && compiled.refusals.every(isNothing);
  };
  return [...terminals.values(), ...readRegexes(words, terminals)]
    .filter((pattern) => pattern.words.some(mayExclude) && isEmpty(pattern))
    .map(({ what, start: { line, column } }) => ({
      reason: "cannot-finish",
      message: `${what} matches no text`,
      line,
      column,
    }));
}

const isNothing = ({ reason }: ConstraintRefusal): boolean => reason === "cannot-finish";

/** What else is put together matches something: only these take away. */
const mayExclude = ({ kind, text }: LarkWord): boolean =>
  kind === "regex"
    ? /\[\^[^\]]*(?:\\[SDWPsdwp]|10[fF]{4})|&&|--|\(\?[=!<]/.test(text)
    : text === "&" || text === "~";

function readTerminals(words: readonly LarkWord[]): ReadonlyMap<string, Pattern> {
  const found = new Map<string, Pattern>();
  for (const [at, start] of words.entries()) {
    const before = words[at - 1];
    const isDefined = before === undefined || before.kind === "newline";
    if (start.kind !== "terminal" || !isDefined) continue;
    const end = words.findIndex(
      (word, index) => index > at && word.kind === "newline" && words[index + 1]?.text !== "|",
    );
    const own = words.slice(at, end < 0 ? undefined : end);
    found.set(start.text, { what: `the terminal "${start.text}"`, start, words: own });
  }
  return found;
}

/** Those outside of terminals. */
function readRegexes(
  words: readonly LarkWord[],
  terminals: ReadonlyMap<string, Pattern>,
): readonly Pattern[] {
  const named = new Set([...terminals.values()].flatMap((terminal) => terminal.words));
  return words
    .filter((word) => word.kind === "regex" && !named.has(word))
    .map((start) => ({ what: `the pattern ${start.text}`, start, words: [start] }));
}

/** A grammar of nothing but this. */
function renderAlone(pattern: Pattern, terminals: ReadonlyMap<string, Pattern>): string {
  const own = terminals.get(pattern.start.text);
  const needed = new Set(own === undefined ? readUsed(pattern, terminals) : [own]);
  // A set gives what is added while it is walked.
  for (const terminal of needed) for (const used of readUsed(terminal, terminals)) needed.add(used);
  const definitions = [...needed].map(({ words }) => words.map(({ text }) => text).join(" "));
  return [`start: ${pattern.start.text}`, ...definitions].join("\n");
}

const readUsed = (
  { words }: Pattern,
  terminals: ReadonlyMap<string, Pattern>,
): readonly Pattern[] =>
  words.flatMap(({ kind, text }) => (kind === "terminal" ? (terminals.get(text) ?? []) : []));
