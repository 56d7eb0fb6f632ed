import type { Constraint } from "../../domain/constraint.ts";
import type { JsonValue } from "../../domain/json.ts";

/** What texts that are free inside are left by: strings, patterns, comments. */
const LEAVING = ['"', "'", "`", "/", "*/", "\n", "]", ")", "}", "|#", "-/"];
/** What closes, and the least that may have to stand before. */
const CLOSING = [
  ..."})]>;,: \n0a(={.-",
  ...["()", "{}", "[]", "null", "true", '":', "});", "};", ");", ")\n", "}\n", "\n}", ";\n"],
  ...[" 0", " }", " {}", "0;", "1", " a"],
];
/** Words by which, in many languages, one leaves a block, and what may follow them. */
const LEAVING_WORDS: Readonly<Record<string, readonly string[]>> = {
  throw: ["", " ", " 0;", " null;"],
  raise: ["", " ", " 0", " Exception()"],
  return: ["", " ", ";", " 0;", " null;", " [];", ' "";', " true;"],
};
/** Words of a grammar are that long. */
const LONGEST_WORD = 14;
const MOST_WORDS = 80;

/** Texts by which one comes out of what takes nearly everything. */
export const listLeavingPieces = (syntax: Constraint): readonly string[] => [
  ...new Set([...LEAVING, ...lettersOf(syntax)]),
];

/** Words that leave a block, of those that the constraint knows: they make an end of it more likely. */
export const listLeavingWords = (syntax: Constraint): readonly string[] =>
  syntax.kind === "grammar"
    ? Object.keys(LEAVING_WORDS).filter((word) => syntax.lark.includes(word))
    : [];

/** Texts that an end may be made of: what closes, and the words of the constraint itself. */
export const listClosingPieces = (syntax: Constraint): readonly string[] => [
  ...new Set([
    ...listLeavingPieces(syntax),
    ...CLOSING,
    ...listLeavingWords(syntax).flatMap((word) =>
      (LEAVING_WORDS[word] ?? []).flatMap((rest) => [word + rest, ` ${word}${rest}`]),
    ),
    ...[...new Set(wordsOf(syntax))].slice(0, MOST_WORDS),
  ]),
];

function wordsOf(syntax: Constraint): readonly string[] {
  switch (syntax.kind) {
    case "grammar":
      return [...syntax.lark.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)]
        .map(([, word = ""]) => unescape(word))
        .filter((word) => word.length <= LONGEST_WORD);
    case "schema":
      return [...listNames(syntax.schema)].flatMap((name) => [name, `${name}:`]);
    case "regex":
      return [];
  }
}

/** What a pattern names itself it may ask for at its end. */
function lettersOf(syntax: Constraint): readonly string[] {
  switch (syntax.kind) {
    case "grammar":
      return [];
    case "schema":
      return [...JSON.stringify(syntax.schema).matchAll(/"pattern":"((?:[^"\\]|\\.)*)"/g)].flatMap(
        ([, pattern = ""]) => [...pattern],
      );
    case "regex":
      return [...syntax.pattern];
  }
}

const unescape = (word: string): string =>
  word.replace(/\\(.)/g, (_, one: string) => (one === "n" ? "\n" : one === "t" ? "\t" : one));

/** Names of properties and values of enumerations, as JSON spells them. */
function* listNames(schema: JsonValue): Generator<string> {
  if (Array.isArray(schema)) for (const one of schema) yield* listNames(one);
  else if (schema !== null && typeof schema === "object")
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties" && value !== null && typeof value === "object")
        for (const name of Object.keys(value)) yield JSON.stringify(name);
      if (key === "enum" && Array.isArray(value))
        for (const one of value) yield JSON.stringify(one);
      if (key === "const") yield JSON.stringify(value);
      yield* listNames(value ?? null);
    }
}
