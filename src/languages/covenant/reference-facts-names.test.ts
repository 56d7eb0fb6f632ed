/** Names and effects by the language's reference; `agreement.test.ts` has the large programs. */

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
  snippet,
  step,
  whole,
} from "./fixtures/facts.ts";

const calls = (name: string): string => fn("", call(name));
const bind = (source: string, as = "_"): string => step("bind", source, as);

const NAMES = [
  group(
    "4.2 a function is called by its id or its short name",
    (name) => external("") + calls(name),
    ["a.g", "g", "m.f", "f", "text.trim", "trim"],
    [
      ["g.a", "undefined_function", 5],
      ["", "undefined_function", 5],
      ["json.parse", "undefined_function"],
      ["std.storage.kv.get", "undefined_function"],
    ],
  ),
  group(
    "4.2 what can be called",
    (declaration) => `${declaration}\n${calls("a.g")}`,
    [external(""), external("", "", "extern-abstract")],
    [
      [external("", "", "extern-impl"), "undefined_function"],
      [external("", "", "test"), "undefined_function"],
      ['snippet id="a.g" kind="data" end', "undefined_function"],
    ],
  ),
  group(
    "4.2 a struct's name can be called, its id and a parameter cannot",
    whole,
    [STRUCT_S + calls("S")],
    [
      [STRUCT_S + calls("t.S"), "undefined_function"],
      [fn('param name="g" type="Fn"', call("g")), "undefined_function"],
    ],
  ),
  group(
    "4.2 later definitions overwrite those of the library",
    whole,
    [
      external(returnsType("Int"), "", "extern", "trim") +
        fn(returnsType("Int"), `${call("trim", "x")}${giveBack('from="x"')}`),
    ],
    [[fn(returnsType("Int"), `${call("trim", "x")}${giveBack('from="x"')}`), "return_type"]],
  ),
  group(
    "4.2 types go by the name in their signature",
    (type) => STRUCT_S + fn(returnsType(type), giveBack('struct type="S" end')),
    ["S"],
    [["t.S", "return_type"]],
  ),
  group(
    "4.2 where a missing variable is an error",
    (steps) => fn("", steps),
    [
      step("compute", 'op=neg input var="q.a"'),
      step("compute", 'op=neg input field="a" of="q"'),
      step("call", 'fn="f" arg name="none" from="q"'),
      step("for", 'var="v" in="q"'),
      step("construct", 'type="A" field name="a" from="q"'),
      step("insert", 'into="t" set field="a" from="q"'),
      step("delete", 'from="t" where equals field="a" var="q" end'),
      step("query", 'dialect="x" target="t" body end params param name="a" from="q" end'),
      step("traverse", 'target="t" from="q" follow type=x'),
      giveBack('struct type="A" field name="a" var="q" end'),
    ],
    [
      [step("compute", 'op=neg input var="q"'), "undefined_variable", 4],
      [giveBack('from="q"'), "undefined_variable", 4],
      [bind('from="q"'), "undefined_variable", 4],
      [bind('var="q.a"'), "undefined_variable", 4],
      [bind('field="a" of="q"'), "undefined_variable", 4],
      [step("if", 'condition="q" then end'), "undefined_variable", 4],
      [step("if", 'condition="q.a" then end'), "undefined_variable", 4],
      [step("match", 'on="q"'), "undefined_variable", 4],
    ],
  ),
  group(
    "2.2 where a dotted path is split",
    (steps) => fn('param name="x" type="S"', steps),
    [bind('from="x.a.b"'), step("if", 'condition="x.a" then end')],
    [
      [giveBack('from="x.a"'), "undefined_variable"],
      [step("match", 'on="x.a"'), "undefined_variable"],
    ],
  ),
  group(
    "4.2 one flat scope a function; what is inside transaction and handle stays there",
    (steps) => fn('param name="c" type="Bool"', `${steps}${giveBack('from="z"')}`),
    [
      step("if", `condition="c" then ${bind("lit=1", "z")} end`),
      step("for", 'var="z" in="c"'),
      step("match", 'on="c" case variant type="A" bindings=("z") end'),
      step("parallel", `branch id="a" ${bind("lit=1", "z")} end`),
      step("race", `branch id="a" ${bind("lit=1", "z")} end`),
    ],
    [
      [step("transaction", bind("lit=1", "z")), "undefined_variable"],
      [
        `step id="s" kind="call" fn="f" as="y" handle case type="E" ${bind("lit=1", "z")} end end end\n`,
        "undefined_variable",
      ],
      ["", "undefined_variable"],
    ],
  ),
  group(
    "4.2 transaction and handle are not checked, branches are",
    (steps) => fn("", steps),
    [
      step("transaction", bind('from="q"')),
      `step id="s" kind="call" fn="f" as="y" handle case type="E" ${bind('from="q"')} end end end\n`,
    ],
    [[step("parallel", `branch id="a" ${bind('from="q"')} end`), "undefined_variable"]],
  ),
  group(
    "4.2 _ binds nothing",
    whole,
    [],
    [
      [fn('param name="_" type="Int"', giveBack('from="_"')), "undefined_variable"],
      [fn("", bind("lit=1") + giveBack('from="_"')), "undefined_variable"],
    ],
  ),
  group(
    "4.2 only fn bodies are checked; a fn needs its signature",
    whole,
    [
      snippet("test", `body ${bind('from="q"')} end`),
      snippet("extern", `signature fn name="f" end end body ${bind('from="q"')} end`),
      fn("", "", "m.f", `tests test id="t" kind="unit" ${bind('from="q"')} end end\n`),
      fn("", "", "m.f", `body ${bind('from="q"')} end\n`),
      snippet("fn", 'signature fn name="f" end end'),
    ],
    [
      [snippet("fn", ""), "missing_signature", 1],
      [snippet("fn", 'signature struct name="S" end end'), "missing_signature", 1],
    ],
  ),
  group(
    "4.3 ids are unique, only self calls may be circles",
    whole,
    [calls("m.f"), fn("", call("n.g")) + fn("", call("f"), "n.g")],
    [
      [`${snippet("data", "")}${snippet("module", "")}`, "duplicate_id", 4],
      [fn("", call("n.g")) + fn("", call("m.f"), "n.g"), "call_cycle"],
      [fn("", call("n.g")) + fn("", step("transaction", call("m.f")), "n.g"), "call_cycle"],
      [
        fn("", call("n.g")) +
          fn("", "", "n.g", `tests test id="t" kind="unit" ${call("m.f")} end end\n`),
        "call_cycle",
      ],
    ],
  ),
  group(
    "4.3 relations: the last section's targets are ids of the file",
    (content) => snippet("data", content),
    ['relations rel to="m.f" type=unheard_of end', 'relations rel to="nowhere" end relations end'],
    [
      ['relations rel from="nowhere" end', "relation_target", 2],
      ['relations rel to="f" end', "relation_target", 2],
    ],
  ),
  group(
    "5.1 an extern's id has a dot",
    (kind) => `snippet id="g" kind="${kind}" signature fn name="g" end end end`,
    ["extern-impl"],
    [
      ["extern", "extern_namespace", 1],
      ["extern-abstract", "extern_namespace", 1],
    ],
  ),
];

const effects = (items: string): string => `effects ${items} end\n`;
/** A function with the effects before the arrow calls one with those after it. */
const callsWithEffects = (text: string): string => {
  const [declared = "", required = ""] = text.split(" -> ");
  const section = (items: string): string => (items === "-" ? "" : effects(items));
  return `${external("", section(required))}snippet id="m.f" kind="fn" ${section(declared)} signature fn name="f" end end body ${call("a.g")} end end`;
};

const EFFECTS = [
  group(
    "4.8 declared effects contain those of all called snippets",
    callsWithEffects,
    ["- -> -", "effect x effect y -> effect x", "effect x -> -"],
    [
      ["- -> effect x", "pure_calls_effectful", 3],
      [" -> effect x", "pure_calls_effectful", 3],
      ["effect x -> effect x effect y", "missing_effect"],
      ["effect std -> effect std.time", "missing_effect"],
    ],
  ),
  group(
    "4.8 parameters of an effect",
    callsWithEffects,
    [
      'effect x -> effect x(path="/a")',
      'effect x(path="/data") -> effect x(path="/database")',
      'effect x(host="a") -> effect x(path="/a")',
      'effect x(path="/a") -> effect x',
      'effect x effect x(path="/b") -> effect x(path="/a")',
    ],
    [
      ['effect x(path="/a") -> effect x(path="/b")', "effect_parameter", 3],
      ['effect x(host="a") -> effect x(host="ab")', "effect_parameter"],
      ['effect x(path="/b") effect x(path="/a") -> effect x(path="/a")', "effect_parameter"],
    ],
  ),
  group(
    "4.8 which calls count",
    (caller) => external("", effects("effect x")) + caller,
    [
      calls("g"),
      snippet("test", `body ${call("a.g")} end`),
      fn("", call("fs.read_file") + step("insert", 'into="db.t"')),
    ],
    [
      [calls("a.g"), "pure_calls_effectful"],
      [fn("", step("transaction", call("a.g"))), "pure_calls_effectful"],
      [
        fn("", "", "m.f", `tests test id="t" kind="unit" ${call("a.g")} end end\n`),
        "pure_calls_effectful",
      ],
    ],
  ),
];

describe("analyze() in compat, on names and effects", () => {
  test.for(factsOf([...NAMES, ...EFFECTS]))("$cites: $text", ({ source, rule, line }) => {
    const judged = judge(source);

    expect(judged).toEqual({ rule, line: line ?? judged.line });
  });
});
