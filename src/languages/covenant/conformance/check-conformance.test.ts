import { describe, expect, test } from "vitest";
import type { ProseSpecification, Task } from "../../../domain/specification.ts";
import { parse } from "../syntax/parse.ts";
import { checkConformance } from "./check-conformance.ts";

const HEAD = `snippet id="scores.clamp" kind="fn"

effects
  effect console
end

signature
  fn name="clamp"
    param name="score" type="Int"
    param name="table" type="Map<String, Int>"
    returns union
      type="Int"
      type="ClampError"
    end
  end
end`;

const POINT =
  'snippet id="geo.Point" kind="struct"\nsignature\n  struct name="Point"\n    field name="x" type="Int"\n  end\nend\nend';

const asked = {
  name: "Clamp",
  language: "covenant",
  text: "Clamp a score.",
  signature: HEAD,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
} as const;

const codes = (source: string, wishes: Partial<ProseSpecification> = {}): readonly unknown[] =>
  checkConformance(parse(source).program, "a.cov", {
    ...asked,
    kind: "prose",
    grammar: undefined,
    ...wishes,
  }).map(({ code }) => code);

const taskCodes = (source: string, wishes: Partial<Task>): readonly unknown[] =>
  checkConformance(parse(source).program, "a.cov", {
    ...asked,
    signature: undefined,
    kind: "covenant-task",
    task: {
      id: "pure.clamp",
      split: "development",
      category: "pure",
      complexity: "simple",
      functionId: "scores.clamp",
      requirements: [],
      declarations: undefined,
      definitions: [],
      behaviours: [],
      ...wishes,
    },
  }).map(({ code, severity }) => `${severity} ${code}`);

describe("checkConformance()", () => {
  test("accepts what holds the signature, whatever its layout, comments and order of union members", () => {
    const [first = "", ...rest] = HEAD.split("\n");
    const other = [first, "// laid out otherwise", ...rest]
      .join("  \n ")
      .replace('type="Int"\n       type="ClampError"', 'type="ClampError" type="Int"')
      .replace("Map<String, Int>", "Map<String,Int>");

    expect(codes(`${HEAD}\nend`)).toEqual([]);
    expect(codes(`${other}\nend`)).toEqual([]);
  });

  test.for([
    [
      "another id",
      (text: string) => text.replace("scores.clamp", "scores.clip"),
      "signature/missing",
    ],
    [
      "another kind",
      (text: string) => text.replace('kind="fn"', 'kind="extern"'),
      "signature/kind",
    ],
    [
      "another name",
      (text: string) => text.replace('fn name="clamp"', 'fn name="clip"'),
      "signature/changed",
    ],
    [
      "another parameter",
      (text: string) => text.replace('name="score"', 'name="points"'),
      "signature/changed",
    ],
    [
      "another type",
      (text: string) => text.replace('name="score" type="Int"', 'name="score" type="Float"'),
      "signature/changed",
    ],
    [
      "another result",
      (text: string) => text.replace('type="ClampError"', 'type="String"'),
      "signature/changed",
    ],
    [
      "one effect more",
      (text: string) => text.replace("effect console", "effect console effect network"),
      "signature/effects",
    ],
    [
      "one effect less",
      (text: string) => text.replace("  effect console\n", ""),
      "signature/effects",
    ],
    [
      "a narrower effect",
      (text: string) => text.replace("effect console", 'effect console(path="/x")'),
      "signature/effects",
    ],
  ] as const)("refuses %s", ([, change, code]) => {
    expect(codes(`${change(HEAD)}\nend`)).toEqual([code]);
  });

  test("says nothing about effects where the signature is a bare function", () => {
    const signature = 'fn name="clamp"\n  param name="score" type="Int"\n  returns type="Int"\nend';
    const source = `snippet id="any.where" kind="fn"\neffects\n  effect console\nend\nsignature\n${signature}\nend\nend`;

    expect(codes(source, { signature })).toEqual([]);
    expect(codes(source.replace("Int", "Float"), { signature })).toEqual(["signature/changed"]);
  });

  test.for(["def clamp(score):", 'struct name="x" end', 'snippet id="a" kind="fn" signature', ""])(
    "refuses a signature that is none: %s",
    (signature) => {
      expect(() => codes("", { signature })).toThrow(
        expect.objectContaining({ code: "specification/invalid" }),
      );
    },
  );

  test("wants given declarations unchanged", () => {
    expect(taskCodes(POINT, { declarations: POINT })).toEqual([]);
    expect(taskCodes(POINT.replaceAll("\n", " "), { declarations: POINT })).toEqual([]);
    const keyed = POINT.replace('type="Int"', 'type="Int" primary');
    const formatted = POINT.replace('type="Int"', 'type="Int" primary_key=true');
    expect(taskCodes(formatted, { declarations: keyed })).toEqual([]);
    expect(taskCodes("", { declarations: POINT })).toEqual(["error declaration/missing"]);
    expect(taskCodes(POINT.replace("Int", "Float"), { declarations: POINT })).toEqual([
      "error declaration/changed",
    ]);
  });

  test("wants names of given types for nothing else", () => {
    const again = (section: string): string =>
      `${POINT}\nsnippet id="geo.Other" kind="struct"\n${section}\nend`;
    const other = 'struct name="Point" field name="x" type="Any" end';

    for (const section of [
      `signature ${other} end`,
      `types ${other} end`,
      'signature enum name="Point" variant name="X" end end end',
    ])
      expect(taskCodes(again(section), { declarations: POINT })).toEqual([
        "error declaration/changed",
      ]);
    expect(
      taskCodes(again(`signature ${other.replace("Point", "Spot")} end`), { declarations: POINT }),
    ).toEqual([]);
  });

  test("wants the SQL of given snippets unchanged, blanks inside a line included", () => {
    const given = (sql: string): string =>
      `snippet id="a.q" kind="fn"\nbody\nstep id="s" kind="query" dialect="sqlite" target="db" body\n${sql}\nend as="x" end\nend\nend`;

    expect(
      taskCodes(given("\n    SELECT 'a  b'"), { declarations: given("SELECT 'a  b'") }),
    ).toEqual([]);
    expect(taskCodes(given("SELECT 'a b'"), { declarations: given("SELECT 'a  b'") })).toEqual([
      "error declaration/changed",
    ]);
  });

  test("refuses declarations that cannot be read: anything would satisfy them", () => {
    expect(() => taskCodes(POINT, { declarations: POINT.slice(0, -4) })).toThrow(
      expect.objectContaining({ code: "specification/invalid" }),
    );
  });

  test("does not take quotes and line breaks in a name for further parts", () => {
    const forged = 'name="score\\" type=\\"Int\\"\\nparam name=\\"table" type="Map<String, Int>"';
    const source = HEAD.replace(
      /name="score" type="Int"\s+param name="table" type="Map<String, Int>"/,
      () => forged,
    );

    expect(source).toContain(forged);
    expect(codes(`${source}\nend`)).toEqual(["signature/changed"]);
  });

  test.for([
    ["signature", 'signature fn name="clamp" end end'],
    ["effects", "effects end"],
    ["body", "body end"],
  ] as const)("refuses a second section %s, of which nobody knows which counts", ([kind, text]) => {
    const last = kind === "effects" ? "effects effect console end" : text;

    expect(codes(`${HEAD}\nbody end ${last}\nend`)).toEqual(["signature/ambiguous"]);
  });

  test("refuses two functions of the name that is asked for", () => {
    const signature = 'fn name="one"\n  returns type="Int"\nend';
    const one = (id: string): string =>
      `snippet id="${id}" kind="fn"\nsignature\n${signature}\nend\nend\n`;

    expect(codes(one("a.one"), { signature })).toEqual([]);
    expect(codes(one("a.one") + one("b.one"), { signature })).toEqual(["signature/ambiguous"]);
  });

  test.for([
    [
      "a library function",
      'step id="s" kind="call" fn="fs.exists" arg name="path" lit="x" as="_" end',
    ],
    ["its short name", 'step id="s" kind="call" fn="exists" arg name="path" lit="x" as="_" end'],
    ["a short name of the file", 'step id="s" kind="call" fn="fetch" as="_" end'],
    ["a function in between", 'step id="s" kind="call" fn="net.twice" as="_" end'],
    [
      "what handles an error",
      'step id="s" kind="call" fn="net.none" as="_" handle case type="Int" step id="t" kind="call" fn="net.fetch" as="_" end end end end',
    ],
    ["a table", 'step id="s" kind="insert" into="db.t" as="_" end'],
  ] as const)("finds effects that are not declared: of %s", ([, step]) => {
    const others = [
      'snippet id="net.fetch" kind="extern" effects effect network end signature fn name="fetch" end end end',
      'snippet id="net.none" kind="fn" signature fn name="none" end end end',
      'snippet id="net.twice" kind="fn" signature fn name="twice" end end body step id="s" kind="call" fn="fetch" as="_" end end end',
    ].join("\n");

    expect(codes(`${others}\n${HEAD}\nbody ${step} end\nend`)).toEqual(["signature/effects"]);
    expect(codes(`${others}\n${HEAD}\nend`)).toEqual([]);
  });

  test("wants the definitions that are asked for", () => {
    const definitions = [{ id: "geo.Point", kind: "struct" }];

    expect(taskCodes(POINT, { definitions })).toEqual([]);
    expect(taskCodes("", { definitions })).toEqual(["error definition/missing"]);
    expect(taskCodes(POINT.replace('kind="struct"', 'kind="data"'), { definitions })).toEqual([
      "error definition/kind",
    ]);
  });

  test("warns of a requirement that is not mentioned", () => {
    const requirements = [{ id: "R-1", text: "It clamps", priority: "high" }];
    const source = 'snippet id="scores.clamp" kind="fn"\nrequires\n  req id="R-1"\n  end\nend\nend';

    expect(taskCodes(source, { requirements })).toEqual([]);
    expect(taskCodes(source.replace("R-1", "R-2"), { requirements })).toEqual([
      "warning requirement/missing",
    ]);
  });
});
