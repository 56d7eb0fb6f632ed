import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Behaviour, World } from "../../../domain/behaviour.ts";
import type { JsonRecord } from "../../../domain/json.ts";
import {
  call,
  compute,
  enumSnippet,
  expectOf,
  externSnippet,
  fn,
  give,
  program,
  step,
  structSnippet,
} from "./fixtures/programs.ts";
import type { BehaviourResult } from "./results.ts";
import { runBehaviours } from "./run-behaviours.ts";
import { EMPTY_WORLD } from "./world.ts";

const steps = (...lines: readonly string[]): string => lines.join("\n");
const INT = 'returns type="Int"';
const half = fn(
  "n: Int",
  'returns union type="Float" type="HalfError" end',
  steps(
    compute("equals", 'var="n" lit=0', "zero"),
    step(
      "if",
      `condition="zero" then ${step("return", 'variant type="HalfError::Zero" field name="of" from="n" end', "_")} end`,
      "_",
    ),
    compute("to_float", 'var="n"', "f"),
    compute("div", 'var="f" lit=2', "h"),
    give("h"),
  ),
  enumSnippet("HalfError", "Zero(of: Int)"),
);
const messagesOf = ({ differences }: BehaviourResult): readonly string[] =>
  differences.map(({ message }) => message);
const returns = (value: JsonRecord[string]) => ({ outcome: { kind: "returns", value } }) as const;
const raises = (value: JsonRecord[string]) => ({ outcome: { kind: "raises", value } }) as const;

describe("runBehaviours()", () => {
  test("passes what is as expected", () => {
    expect(expectOf(half, { n: 3 }, returns(1.5))).toEqual({
      name: "case",
      isHidden: false,
      status: "pass",
      differences: [],
      message: undefined,
      range: undefined,
    });
    expect(expectOf(half, { n: 0 }, returns({ $variant: "HalfError::Zero", of: 0 })).status).toBe(
      "pass",
    );
  });

  test("says how a result differs", () => {
    const result = expectOf(half, { n: 3 }, returns(2));

    expect(result.status).toBe("fail");
    expect(result.differences).toEqual([
      {
        about: "outcome",
        subject: undefined,
        expected: "2",
        found: "1.5",
        message: "Expected that it returns 2; it returns 1.5",
      },
    ]);
  });

  test("tells returning an error from raising one", () => {
    const zero = { $variant: "HalfError::Zero", of: 0 };

    expect(messagesOf(expectOf(half, { n: 0 }, raises(zero)))).toEqual([
      `Expected that it raises ${JSON.stringify(zero)}; it returns ${JSON.stringify(zero)}`,
    ]);
  });

  test("shows where an error was raised that was not expected", () => {
    const source = fn("n: Int", INT, steps(compute("div", 'lit=1 var="n"', "x"), give("x")));

    const result = expectOf(source, { n: 0 }, returns(1));

    expect(messagesOf(result)[0]).toMatch(
      /^Expected that it returns 1; it raises: Cannot divide: the right side is zero at step "s\d+" of "t.f"$/,
    );
    expect(source.slice(result.range?.start, result.range?.end)).toContain("op=div");
    expect(expectOf(source, { n: 0 }, {}).status).toBe("fail");
    expect(expectOf(source, { n: 0 }, raises({ $type: "RuntimeError" })).status).toBe("pass");
  });

  test("lets Floats differ by rounding, and no more", () => {
    const source = fn(
      "a: Float, b: Float",
      'returns type="Float"',
      steps(compute("add", 'var="a" var="b"', "c"), give("c")),
    );

    expect(expectOf(source, { a: 0.1, b: 0.2 }, returns(0.3)).status).toBe("pass");
    expect(expectOf(source, { a: 0.1, b: 0.2 }, returns(0.3001)).status).toBe("fail");
  });

  test.each<readonly [string, JsonRecord, string]>([
    ["an argument of the wrong type", { n: "a" }, 'Cannot read "a": an Int is expected'],
    ["an argument too many", { n: 1, m: 1 }, '"t.f" has no parameter "m"'],
    ["an argument too few", {}, '"t.f" has a parameter "n" that is not asked for'],
  ])("fails %s", (_, args, message) => {
    expect(messagesOf(expectOf(half, args, returns(1)))).toEqual([message]);
  });

  test("fails when there is no such function, or it is an outside one", () => {
    const source = program(externSnippet("t.g", "", INT));
    const behaviour: Behaviour = {
      name: "case",
      isHidden: true,
      args: {},
      given: EMPTY_WORLD,
      expected: { outcome: undefined, tables: {}, files: {}, calls: undefined },
    };

    const results = ["t.f", "t.g"].flatMap((id) => runBehaviours(source, id, [behaviour]));

    expect(results.flatMap(messagesOf)).toEqual([
      'There is no function "t.f" to run',
      'There is no function "t.g" to run',
    ]);
    expect(results[0]?.isHidden).toBe(true);
  });

  test("compares the rows of each table that is named, in any order", () => {
    const source = fn(
      "",
      INT,
      steps(
        step("insert", 'into="db.a" set field="id" lit=2', "_"),
        step("insert", 'into="db.b" set field="id" lit=2', "_"),
      ),
    );
    const given = { tables: { "db.a": [{ id: 1 }] } };

    const same = expectOf(
      source,
      {},
      { tables: { "db.a": [{ id: 2 }, { id: 1, note: null }] } },
      given,
    );
    const other = expectOf(
      source,
      {},
      { tables: { "db.a": [{ id: 1 }, { id: 3 }], "db.c": [{ id: 1 }] } },
      given,
    );
    const less = expectOf(source, {}, { tables: { "db.a": [{ id: 1 }] } }, given);

    expect(same.differences).toEqual([]);
    expect(messagesOf(other)).toEqual([
      'Table "db.a": expected the row {"id":3}, found {"id":2}',
      'Table "db.c": expected a row {"id":1}, and there is none',
    ]);
    expect(messagesOf(less)).toEqual(['Table "db.a": found a row {"id":2} that is not expected']);
  });

  test("compares files, also those that must be gone", () => {
    const source = fn(
      "",
      INT,
      steps(
        call("fs.remove", 'path:lit="a"', "x"),
        call("fs.write_file", 'path:lit="./b" content:lit="new"', "y"),
      ),
    );
    const given = { files: { a: "1", c: "3" } };

    expect(
      expectOf(source, {}, { files: { a: null, b: "new", c: "3" } }, given).differences,
    ).toEqual([]);
    expect(
      messagesOf(expectOf(source, {}, { files: { a: "1", b: "old", c: null } }, given)),
    ).toEqual([
      'File "a": expected "1", found no file',
      'File "b": expected "old", found "new"',
      'File "c": it must be gone, and holds "3"',
    ]);
  });

  describe("with outside functions", () => {
    const send = externSnippet("mail.send", "to: String, at: DateTime", 'returns type="Bool"');
    const sendTo = (name: string, as: string): string =>
      call("mail.send", `to:lit="${name}" at:from="at"`, as);
    const source = fn(
      "at: DateTime",
      'returns type="Any"',
      steps(
        call("console.println", 'message:lit="hi"', "_"),
        sendTo("a", "x"),
        sendTo("b", "y"),
        step(
          "construct",
          'type="Map<String, Bool>" field name="a" from="x" field name="b" from="y"',
          "both",
        ),
        give("both"),
      ),
      send,
    );
    const at = "2026-01-01T00:00:00Z";
    const answers = (...all: World["answers"][string]): Partial<World> => ({
      answers: { "mail.send": all },
    });
    const answer = (value: boolean, args?: JsonRecord) =>
      ({ args, outcome: { kind: "returns", value } }) as const;

    test("takes answers in order, each once, and those for other arguments not at all", () => {
      const given = answers(answer(false, { to: "b", at }), answer(true), answer(true));

      expect(expectOf(source, { at }, returns({ a: true, b: false }), given).differences).toEqual(
        [],
      );
    });

    test("fails when nothing answers", () => {
      const result = expectOf(source, { at }, {}, answers(answer(true)));

      expect(result.differences).toMatchObject([{ about: "calls", subject: "mail.send" }]);
      expect(messagesOf(result)[0]).toBe(
        'Cannot answer mail.send(to="b", at="2026-01-01T00:00:00Z"): the world holds no answer for it',
      );
    });

    test("compares the calls made, those of the library included", () => {
      const given = answers(answer(true), answer(true));
      const calls = [
        { function: "console.println", args: { message: "hi" } },
        { function: "mail.send", args: { to: "a", at: "2026-01-01T01:00:00+01:00" } },
        { function: "mail.send", args: { to: "b", at } },
      ];

      const [first, second, third] = [calls, [calls[0]!, calls[2]!], [...calls, calls[0]!]].map(
        (expected) => expectOf(source, { at }, { calls: expected }, given),
      );

      expect(first?.differences).toEqual([]);
      expect(messagesOf(second!)).toEqual([
        `Call 2: expected the call mail.send(to="b", at="${at}"), found mail.send(to="a", at="${at}")`,
      ]);
      expect(messagesOf(third!)).toEqual([
        'Call 4: expected a call console.println(message="hi"), and there is none',
      ]);
    });

    test("answers for the library where it is told to", () => {
      const read = fn(
        "",
        'returns type="Any"',
        steps(call("fs.read_file", 'path:lit="a"', "x"), give("x")),
      );
      const failing = {
        "fs.read_file": [
          { args: undefined, outcome: { kind: "returns", value: { $type: "IoError" } } },
        ],
      } as const;

      expect(expectOf(read, {}, returns("1"), { files: { a: "1" } }).status).toBe("pass");
      expect(
        expectOf(read, {}, returns({ $type: "IoError" }), { files: { a: "1" }, answers: failing })
          .status,
      ).toBe("pass");
    });
  });

  test("fails a world that does not fit the program's declarations", () => {
    const source = fn("", INT, step("bind", "lit=1", "x"), structSnippet("Row", "id: Int"));

    const result = expectOf(source, {}, {}, { tables: { "db.Row": [{ id: "a" }] } });

    expect(result.differences).toMatchObject([
      { about: "world", message: 'Cannot read "a": an Int is expected' },
    ]);
  });

  test("comes to the same each time", () => {
    const source = fn(
      "xs: List<Int>, ys: Set<String>",
      'returns type="Any"',
      steps(
        step("for", `var="x" in="xs" ${compute("mul", 'var="x" lit=3', "y")}`, "a"),
        compute("set_to_list", 'var="ys"', "b"),
        call("list.append", 'list:from="a" item:from="b"', "c"),
        give("c"),
      ),
    );
    const args = fc.record({ xs: fc.array(fc.integer()), ys: fc.array(fc.string()) });

    fc.assert(
      fc.property(args, (given) => {
        const [first, second] = [1, 2].map(() => expectOf(source, given, returns("never")));

        expect(first).toEqual(second);
      }),
      { numRuns: 30 },
    );
  });
});
