/** Constraints that every engine must keep, with texts that they take and refuse. Small, and each about one thing. */

import type { Constraint } from "../domain/constraint.ts";
import type { JsonRecord } from "../domain/json.ts";

export interface ConstraintSample {
  readonly name: string;
  readonly constraint: Constraint;
  readonly accepts: readonly string[];
  /** Whole texts: each is refused at some place, or is not at its end. */
  readonly refuses: readonly string[];
}

const lark = (
  name: string,
  text: string,
  accepts: readonly string[],
  refuses: readonly string[],
): ConstraintSample => ({
  name,
  constraint: { kind: "grammar", lark: text },
  accepts,
  refuses,
});
const regex = (
  pattern: string,
  accepts: readonly string[],
  refuses: readonly string[],
): ConstraintSample => ({
  name: `/${pattern}/`,
  constraint: { kind: "regex", pattern },
  accepts,
  refuses,
});
const schema = (
  name: string,
  value: JsonRecord,
  accepts: readonly string[],
  refuses: readonly string[],
): ConstraintSample => ({ name, constraint: { kind: "schema", schema: value }, accepts, refuses });

const closed = { type: "object", additionalProperties: false } as const;

export const CONSTRAINT_SAMPLES: readonly ConstraintSample[] = [
  lark("one word", 'start: "abc"', ["abc"], ["", "ab", "abcd", "abd"]),
  lark("two words", 'start: "abc" | "abd"', ["abc", "abd"], ["abe", "ab"]),
  lark("perhaps", 'start: "a"? "b"', ["ab", "b"], ["a", "aab"]),
  lark("a list", 'start: "a" ("," "a")*', ["a", "a,a,a"], [",", "a,", "aa"]),
  lark("left recursion", 'start: start "+" N | N\nN: /[0-9]+/', ["1", "12+3"], ["+", "1+", ""]),
  lark("right recursion", 'start: N "+" start | N\nN: /[0-9]+/', ["1", "12+3"], ["+", "1+"]),
  lark("brackets", 'start: "(" start ")" start | ""', ["", "()", "(())()"], ["(", ")", "(()"]),
  lark("a count", 'start: "ab"{2,3}', ["abab", "ababab"], ["ab", "abababab", "aba"]),
  lark("twice", 'start: "ab"~2', ["abab"], ["ab", "ababab"]),
  lark(
    "blanks left out",
    'start: "a" "b"\n%ignore /[ \\n]+/',
    ["ab", "a b", "a\n b"],
    ["a c", "a"],
  ),
  lark("a comment", 'start: "a" "b"\n%ignore / +|\\/\\/[^\\n]*\\n/', ["a// x é\nb"], ["a// x b"]),
  lark(
    "names but keywords",
    "start: NAME\nNAME: /[a-z]+/ & ~/(if|else)/",
    ["iff", "a", "function"],
    ["if", "else", "A"],
  ),
  lark(
    "a keyword as a name",
    'start: "type" " " NAME " = " NAME\nNAME: /[a-z]+/',
    ["type type = a", "type x = type"],
    ["typex = a", "type = a"],
  ),
  lark(
    "strings with escapes",
    'start: STRING\nSTRING: /"([^"\\\\\\n]|\\\\["\\\\n])*"/',
    ['"a \\n \\" é 日本"', '""'],
    ['"', '"\n"', '"\\x"'],
  ),
  lark("all but ASCII", "start: /[^\\x00-\\x7F]+/", ["é日本", "😀"], ["a", "éa"]),
  lark("letters of two alphabets", "start: /[а-яa-c]+/", ["аб", "abc"], ["d", "é"]),
  lark(
    "sums and products",
    'start: sum\nsum: product ("+" product)*\nproduct: atom ("*" atom)*\natom: /[0-9]/ | "(" sum ")"',
    ["1+2*3", "(1+2)*3"],
    ["1+", "(1", "1**2"],
  ),
  lark(
    "a dangling else",
    'start: s\ns: "if c " s | "if c " s "else " s | "x "',
    ["if c x ", "if c if c x else x "],
    ["else x ", "if c else "],
  ),
  lark(
    "indentation",
    'start: "if:" NL1 line (NL1 line)* NL0 line\nline: "ab"\nNL1: /\\n  /\nNL0: /\\n/',
    ["if:\n  ab\nab", "if:\n  ab\n  ab\nab"],
    ["if:\nab", "if:\n  ab"],
  ),
  lark(
    "JSON inside",
    'start: "call(" args ")"\nargs: %json {"type":"array","items":{"type":"integer"}}',
    ["call([1,2])", "call([])"],
    ['call(["a"])', "call()"],
  ),
  regex("[a-c]+", ["abc", "a"], ["", "d", "abd"]),
  regex("(ab|ba){2}", ["abba", "baab"], ["ab", "aabb"]),
  regex("\\d{4}-\\d{2}", ["2024-12"], ["2024-1", "202-12"]),
  regex("(?i:true|false)", ["true", "FALSE"], ["yes", "tru"]),
  regex("[^\\n]*é", ["é", "日本é"], ["e", "é\né"]),
  schema("an integer", { type: "integer" }, ["0", "-12", "123"], ["1.5", "01", '"1"']),
  schema("a text", { type: "string" }, ['"a é"', '""', '"\\n"'], ['"', "a"]),
  schema("one of three", { enum: ["a", 1, null] }, ['"a"', "1", "null"], ['"b"', "2"]),
  schema(
    "an object",
    {
      ...closed,
      properties: { a: { type: "integer" }, b: { type: "boolean" } },
      required: ["a", "b"],
    },
    ['{"a":1,"b":true}', '{"a":1, "b":false}'],
    ['{"a":1}', '{"b":true}', '{"a":"1","b":true}'],
  ),
  schema(
    "a list of objects",
    {
      type: "array",
      minItems: 1,
      maxItems: 2,
      items: { ...closed, properties: { x: { type: "string" } }, required: ["x"] },
    },
    ['[{"x":"é"}]', '[{"x":""},{"x":"a"}]'],
    ["[]", '[{"x":1}]'],
  ),
  schema(
    "a tree",
    {
      $ref: "#/$defs/node",
      $defs: {
        node: {
          ...closed,
          properties: { left: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } },
          required: ["left"],
        },
      },
    },
    ['{"left":null}', '{"left":{"left":null}}'],
    ['{"left":{}}', "{}"],
  ),
  schema(
    "a pattern",
    { type: "string", pattern: "^[a-c]{2,3}$" },
    ['"ab"', '"abc"'],
    ['"a"', '"abd"'],
  ),
];
