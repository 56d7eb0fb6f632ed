/** Types by the language's reference; `agreement.test.ts` has the large programs. */

import { describe, expect, test } from "vitest";
import {
  call,
  external,
  factsOf,
  fn,
  giveBack,
  group,
  judge,
  returnsType,
  STRUCT_S,
  step,
  whole,
} from "./fixtures/facts.ts";

/** A function that gives back a parameter of type `found`. */
const converts = (found: string, returns: string): string =>
  fn(`param name="x" type="${found}" ${returns}`, giveBack('from="x"'));
/** A function that gives back what the step `kind` gives. */
const gives =
  (kind: string, before = "") =>
  (text: string): string => {
    const [content = "", type = ""] = text.split(" : ");
    const parameters = `param name="c" type="Bool" param name="l" type="List<Int>" param name="m" type="Map<String, Int>" param name="any" type="Any" param name="e" type="E" param name="o" type="Optional<Int>"`;
    const returns = type.startsWith("returns") ? type : returnsType(type);
    return `${before}${fn(`${parameters} ${returns}`, `${step(kind, content, "r")}${giveBack('from="r"')}`)}`;
  };
const bind = (source: string): string => step("bind", source);
const BIND_INT = bind("lit=1");
const BIND_TEXT = bind('lit="a"');
const ENUM_E =
  'snippet id="t.E" kind="enum" signature enum name="E" variant name="A" end variant name="B" field name="x" type="Int" field name="y" type="String" end end end end\n';
const UNION = 'returns union type="Int" type="E" end';

const TYPES = [
  group(
    "4.5 literals into a declared result",
    (text) => {
      const [literal = "", returns = ""] = text.split(" : ");
      return fn(
        returns.startsWith("returns") ? returns : returnsType(returns),
        giveBack(`lit=${literal}`),
      );
    },
    [
      "1 : Float",
      "none : Any",
      "[1, 2] : String",
      '"a" : Optional',
      "1 : Optional<Optional<Int>>",
      'none : returns type="Int" optional',
      '1 : returns type="Float" optional',
      `1 : ${UNION}`,
      'none : returns union type="A" optional end',
    ],
    [
      ["1.5 : Int", "return_type", 4],
      ["[1] : List<Int>", "return_type", 4],
      ["{} : Map<String, Int>", "return_type"],
      ["none : Unit", "return_type"],
      ["none : None", "return_type"],
      ["1 : Int?", "return_type"],
      ["1 : A | Int", "return_type"],
      ["1 : ", "return_type"],
      ["1 : returns union end", "return_type"],
    ],
  ),
  group(
    "4.4 and 4.5 type strings",
    (text) => {
      const [found = "", expected = ""] = text.split(" -> ");
      return converts(found, expected.startsWith("returns") ? expected : returnsType(expected));
    },
    [
      "List<Int> -> List<Float>",
      'List<Int> -> returns collection of="Int"',
      "List -> List<Int>",
      "Int -> Optional<Int>",
      "Optional<Optional<Int>> -> Optional<Optional<Int>>",
      "Any -> Int",
      "List<Any> -> List<Int>",
      "E::x -> E",
      "Map<String, Int> -> Map<String, Int>",
      "Result<Int, String> -> Result<Int, String>",
      "List<Int -> List<In>",
    ],
    [
      ["List<Int> -> Int[]", "return_type"],
      ['Int[] -> returns collection of="Int"', "return_type"],
      ["List<Float> -> List<Int>", "return_type"],
      ["Set<Int> -> List<Int>", "return_type"],
      ["Optional<Int> -> Int", "return_type"],
      ["Optional<Optional<Int>> -> Optional<Int>", "return_type"],
      ["Map<String,Int> -> Map<String, Int>", "return_type"],
      ["Result<Int> -> Result", "return_type"],
      ["E -> E::x", "return_type"],
    ],
  ),
  group(
    "4.5 unions",
    (steps) => external(UNION) + fn(UNION, `${call("a.g", "x")}${steps}`),
    [
      giveBack('variant type="E::Undeclared" end'),
      step(
        "match",
        `on="x" case variant type="Int" bindings=("v") ${giveBack('from="v"')} end case variant type="E" end`,
      ),
    ],
    [
      [giveBack('from="x"'), "union_value_into_union", 6],
      [giveBack('variant type="Ok<Int>" end'), "return_type", 6],
    ],
  ),
  group("4.5 only the last returns counts, and none checks nothing", whole, [
    fn("", giveBack("lit=1")),
    fn('returns type="Int" returns type="String"', giveBack('lit="a"')),
  ]),
  group(
    "4.6 what is named is named as written",
    whole,
    [fn(returnsType("A"), giveBack('struct type="A" end'))],
    [
      [fn(returnsType("List<A>"), giveBack('struct type="List<A>" end')), "return_type"],
      [gives("construct")('type="Int" : Int'), "return_type"],
    ],
  ),
  group(
    "4.6 compute",
    (text) =>
      gives("compute")(`op=${text.replaceAll("<", "input lit=").replaceAll("@", "input var=")}`),
    [
      "add <1 <2.5 : Float",
      'add <"a" <"b" : Int',
      "equals <1 <2 : Bool",
      "not <true <1 : Bool",
      "and : Bool",
      "neg <1.5 : Float",
      "sqrt <4 : Float",
      "pow <2 <3 : Float",
      "floor <1.5 : Int",
      "bit_and <1 <2 : Int",
      'to_int <"1" : Int',
      "to_string <1 : String",
      "neg : Int",
      'map_has @"m" <"a" : Bool',
      'map_len @"m" : Int',
      "dt_diff <1 <2 : Int",
      "dt_add_days <1 <2 : DateTime",
      "bytes_to_hex <1 : String",
      'bytes_get <1 <2 : returns type="Int" optional',
    ],
    [
      ["add <1 <2.5 : Int", "return_type"],
      ["clamp <1 <2 <3.0 : Int", "return_type"],
      ["sqrt <4 : Int", "return_type"],
      ["and <true <1 : Bool", "bool_operand"],
      ['or @"any" : Bool', "bool_operand"],
      ["not <1 : Bool", "bool_operand"],
      ['parse_int <"1" : Int', "return_type"],
      ['parse_float <"1" : Float', "return_type"],
      ['map_keys @"m" : Int', "return_type"],
      ["bytes_to_string <1 : String", "return_type"],
      ["bytes_get <1 <2 : Int", "return_type"],
    ],
  ),
  group(
    "4.6 if: none and x give x, others the first or a union",
    gives("if"),
    [
      `condition="c" then ${BIND_INT} end : Int`,
      `condition="c" then end else ${BIND_INT} end : Int`,
      `condition="c" then ${BIND_INT} end else ${bind("lit=none")} end : Int`,
    ],
    [
      [`condition="c" then ${BIND_INT} end else ${BIND_TEXT} end : Int`, "return_type"],
      ['condition="c" then end : Int', "return_type"],
      ['condition="any" then end : Any', "condition_not_bool"],
      ['condition="l" then end : Any', "condition_not_bool"],
    ],
  ),
  group(
    "4.6 for gives a list of its last step",
    gives("for"),
    [
      'var="v" in="l" step id="b" kind="bind" from="v" as="_" end : List<Int>',
      'var="v" in="m" step id="b" kind="bind" from="v" as="_" end : List<String>',
    ],
    [
      ['var="v" in="l" step id="b" kind="bind" from="v" as="_" end : List<String>', "return_type"],
      ['var="v" in="l" : List<Int>', "return_type"],
    ],
  ),
  group(
    "4.6 query rows",
    gives("query", STRUCT_S),
    [
      'target="project" select all from="functions" : List<Any>',
      'target="project" select all from="unheard_of" : List<Int>',
      'target="t" select field="a" from="u" limit=2 : List<u>',
      'target="t" select all from="u" limit=1 : returns type="u" optional',
      'dialect="x" target="t" body end : Int',
      'dialect="x" target="t" body end returns collection of="Int" : List<Int>',
    ],
    [
      ['target="project" select all from="functions" limit=1 : Int', "return_type"],
      ['target="t" select all from="u" limit=1 : u', "return_type"],
      ['target="t" select all from="S" : List<S>', "return_type"],
      ['dialect="x" target="t" body end returns type="Int" optional : Int', "return_type"],
    ],
  ),
  group(
    "4.6 of other steps nothing is known, delete gives none",
    whole,
    [
      gives("insert")('into="t" : Bool'),
      gives("update")('target="t" : Bool'),
      gives("traverse")('target="t" from="c" follow type=a : Bool'),
      gives("transaction")(" : Bool"),
      gives("parallel")(" : Bool"),
      gives("race")(" : Bool"),
    ],
    [
      [gives("delete")('from="t" : Bool'), "return_type"],
      [gives("call", external(""))('fn="a.g" : Bool'), "return_type"],
    ],
  ),
  group(
    "4.7 a match on an enum, a union or an optional is exhaustive",
    (text) => {
      const [on = "", ...cases] = text.split(" ");
      const content = cases.map((name) =>
        name === "*" ? "case wildcard end" : `case variant type="${name}" end`,
      );
      return gives(
        "match",
        ENUM_E,
      )(`on="${on}" ${content.join(" ")} : returns type="Any" optional`);
    },
    ["e A B", "e E::A Other::B C", "e A *", "o Some None", "o Int *", "c Unheard", "l"],
    [
      ["e A", "non_exhaustive_match"],
      ["e a B", "non_exhaustive_match"],
      ["e", "non_exhaustive_match"],
      ["o some none", "non_exhaustive_match"],
      ["o Int None", "non_exhaustive_match"],
    ],
  ),
  group(
    "4.7 members of a union go by how they are displayed",
    (cases) =>
      external('returns union type="List<D>" type="User" optional end') +
      fn("", `${call("a.g", "x")}${step("match", `on="x" ${cases}`)}`),
    ['case variant type="D[]" end case variant type="User?" end'],
    [['case variant type="List<D>" end case variant type="User?" end', "non_exhaustive_match"]],
  ),
  group(
    "4.7 every binding has the type of the first payload",
    (text) => {
      const [on = "", variant = "", type = ""] = text.split(" ");
      const steps = step(
        "match",
        `on="${on}" case variant type="${variant}" bindings=("v", "w") end case wildcard end`,
      );
      return (
        ENUM_E +
        fn(
          `param name="e" type="E" param name="o" type="Optional<Int>" ${returnsType(type)}`,
          `${steps}${giveBack('from="w"')}`,
        )
      );
    },
    ["e B Int", "e Unheard String", "o Int Int", "o some Int"],
    [
      ["e B String", "return_type"],
      ["e A Int", "return_type"],
      ["o Some Int", "return_type"],
    ],
  ),
];

describe("analyze() in compat, on types", () => {
  test.for(factsOf(TYPES))("$cites: $text", ({ source, rule, line }) => {
    const judged = judge(source);

    expect(judged).toEqual({ rule, line: line ?? judged.line });
  });
});
