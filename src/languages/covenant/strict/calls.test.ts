import { describe, expect, test } from "vitest";
import { checkText, enumeration, inFunction, strict, struct } from "./fixtures/check-program.ts";

const TYPES = {
  s: "String",
  n: "Int",
  x: "Float",
  list: "List<String>",
  numbers: "List<Int>",
  map: "Map<String, Int>",
  color: "Color",
  item: "Item",
  anything: "Any",
  theirs: "Foreign",
  maybe: "Optional<String>",
};
const TOOLS = `${struct("Item", "label String?, size Int")}${enumeration("Color", "Red", "Blue")}
snippet id="m.take" kind="extern" signature fn name="take" param name="price" type="Float" param name="color" type="Color"
 param name="note" type="Optional<String>" param name="theirs" type="Foreign" param name="item" type="Item" returns type="Int" end end end
`;
const check = (...steps: readonly string[]): readonly string[] =>
  strict(inFunction(steps.join("\n"), { parameters: TYPES, effects: "effect filesystem" }) + TOOLS);

const call = (callee: string, values: string, as = "_"): string => {
  const args = values.split(",").filter((each) => each !== "");
  return `step id="${callee}.${as}" kind="call" fn="${callee}" ${args
    .map((each) => {
      const [name = "", source = ""] = each.trim().split(/ (.*)/);
      return `arg name="${name}" ${source}`;
    })
    .join(" ")} as="${as}" end`;
};

describe("checkCall()", () => {
  test.for([
    ["the short name of a function", call("take", ""), 'short_name_call "take"'],
    [
      "the short name of a library function",
      call("upper", 's from="s"'),
      'short_name_call "upper"',
    ],
    ["a struct", call("Item", ""), 'undefined_function "Item"'],
  ])("rejects %s", ([, step, expected]) => {
    expect(check(step as string)).toContain(expected);
  });

  test("accepts full ids", () => {
    expect(check(call("text.upper", 's from="s"'), call("m.f", FULL))).toEqual([]);
  });

  test("reports an undefined function where the reference does not look", () => {
    const inTransaction = `step id="t" kind="transaction" ${call("nobody.knows", "")} as="_" end`;
    const source = inFunction(inTransaction, { effects: "effect database" });

    expect(strict(source)).toEqual(['undefined_function "nobody.knows"']);
    expect(check(call("nobody.knows", ""))).toEqual([]);
  });
});

const FULL = Object.keys(TYPES)
  .map((name) => `${name} from="${name}"`)
  .join(",");
const GIVEN = 'price lit=1,color from="color",theirs from="s",item from="item"';

describe("checkArguments()", () => {
  test("accepts what fits, and leaves out what is optional", () => {
    expect(check(call("m.take", GIVEN))).toEqual([]);
  });

  test("rejects an argument that the function does not know, and names the one that is missing", () => {
    const source = inFunction(call("text.upper", 'value lit="a"'));

    expect(strict(source)).toEqual(['unknown_argument "value"']);
    expect(checkText(source)).toMatchObject([
      { facts: { candidates: ["s"] }, help: expect.stringContaining('"s"') },
    ]);
  });

  test("rejects a missing argument", () => {
    expect(check(call("text.concat", 'a lit="a"'))).toEqual(['missing_argument "text.concat"']);
  });

  test.for([
    ["a number for text", call("text.trim", 's from="n"')],
    ["text in brackets for a list", call("text.join", 'parts lit=["a"],separator lit="-"')],
    ["items of another type", call("text.join", 'parts from="numbers",separator lit="-"')],
    ["a Float for an Int", call("text.char_at", 's from="s",index from="x"')],
    ["none for text", call("text.trim", "s lit=none")],
    ["an optional for text", call("text.trim", 's from="maybe"')],
    ["a struct for text", call("text.trim", 's from="item"')],
    ["a struct for an enum", call("m.take", GIVEN.replace('from="color"', 'from="item"'))],
    ["a struct for a map", call("map.get", 'map from="item",key lit="a"')],
    ["a field of a wrong type", call("text.trim", 's from="item.size"')],
  ])("rejects %s", ([, step]) => {
    expect(check(step as string)).toEqual([expect.stringMatching(/^argument_type /)]);
  });

  test("rejects a result that may be an error, and one of nothing", () => {
    const read = call("fs.read_file", 'path lit="a"', "content");
    const print = call("m.f", FULL, "nothing");

    expect(check(read, call("text.trim", 's from="content"'))).toEqual([
      'argument_type from="content"',
    ]);
    expect(check(print, call("text.trim", 's from="nothing"'))).toEqual([
      'argument_type from="nothing"',
    ]);
  });

  test.for([
    ["an Int for a Float", call("m.take", GIVEN)],
    ["what has any type", call("text.trim", 's from="anything"')],
    ["a type that is declared elsewhere", call("text.trim", 's from="theirs"')],
    // A step before may have compared it with none.
    ["an optional field", call("text.trim", 's from="item.label"')],
    ["any list", call("list.len", 'list from="numbers"')],
    ["any map", call("map.get", 'map from="map",key lit="a"')],
    ["none for an optional", call("m.take", `${GIVEN},note lit=none`)],
  ])("accepts %s", ([, step]) => {
    expect(check(step as string)).toEqual([]);
  });

  test("accepts what a handle leaves of a result", () => {
    const handled = (steps: string): string =>
      call("fs.read_file", 'path lit="a"', "content").replace(
        / end$/,
        ` handle case type="IoError" ${steps} end end end`,
      );
    const trim = call("text.trim", 's from="content"');

    expect(check(handled('step id="h" kind="return" lit=none as="_" end'), trim)).toEqual([]);
    expect(check(handled('step id="h" kind="bind" lit="" as="empty" end'), trim)).toEqual([]);
  });

  test("rejects what a handle leaves where it handles something else", () => {
    const read = call("fs.read_file", 'path lit="a"', "content");
    const handled = (steps: string): string =>
      read.replace(/ end$/, ` handle case type="ParseError" ${steps} end end end`);
    const trim = call("text.trim", 's from="content"');

    for (const steps of ['step id="h" kind="bind" lit="" as="empty" end', ""])
      expect(check(handled(steps), trim)).toEqual(['argument_type from="content"']);
  });

  test("knows nothing of the value of a handle's case", () => {
    const split = call("text.split", 's lit="a",delimiter lit="b"', "parts");
    const handled = split.replace(
      / end$/,
      ' handle case type="IoError" step id="h" kind="bind" from="item" as="other" end end end end',
    );
    const read = 'step id="r" kind="bind" from="parts.size" as="size" end';

    expect(check(split, read)).toEqual(['unknown_field "parts.size"']);
    expect(check(handled, read)).toEqual([]);
  });
});
