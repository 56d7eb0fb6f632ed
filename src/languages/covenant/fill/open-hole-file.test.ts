import { describe, expect, test } from "vitest";
import {
  readCovenantQueries,
  renderCovenantQuery,
} from "../../../../test/holes/read-covenant-queries.ts";
import { systemClock } from "../../../platform/clock.ts";
import { fillHole } from "../../../synthesis/fill-hole.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { analyze } from "../analyze.ts";
import { isBlocking } from "../finding.ts";
import { openHoleFile } from "./open-hole-file.ts";

const machine = await testMachine();
const open = (text: string) =>
  openHoleFile({ path: "a.cov", text }, { machine, profile: "strict" });
const fill = (text: string) => fillHole(open(text), [], systemClock, { depth: 3, timeMs: 5000 });

const program = (body: string): string =>
  `snippet id="app.Point" kind="struct"
signature
  struct name="Point"
    field name="x" type="Int"
    field name="y" type="Int"
  end
end
end
snippet id="app.answer" kind="fn"
signature
  fn name="answer"
    param name="point" type="Point"
    param name="limit" type="Int"
    returns type="Int"
  end
end
body
${body}
end
end
`;
const returned = (value: string): string =>
  `  step id="r" kind="return"\n    ${value}\n    as="_"\n  end`;

describe("openHoleFile()", () => {
  test("gives answers of which each is accepted by the strict checker in place", async () => {
    for (const query of readCovenantQueries("development")) {
      const text = renderCovenantQuery(query);
      const file = open(text);
      const { answers } = await fill(text);

      expect(answers.length).toBeGreaterThan(0);
      for (const { text: answer } of answers) {
        const { findings } = analyze(file.render([answer]), "strict");
        expect({ answer, wrong: findings.filter(isBlocking) }).toEqual({ answer, wrong: [] });
      }
    }
  });

  test.for([
    ["a result", program(returned('from="?"')), "Int"],
    [
      "an input",
      program(
        `  step id="s" kind="compute"\n    op=add\n    input var="limit"\n    input var="?"\n    as="sum"\n  end\n${returned('from="sum"')}`,
      ),
      "Int",
    ],
    [
      "an argument",
      program(
        `  step id="s" kind="call"\n    fn="text.str_len"\n    arg name="s" from="?"\n    as="size"\n  end\n${returned('from="size"')}`,
      ),
      "String",
    ],
    [
      "a field",
      program(
        `  step id="s" kind="construct"\n    type="Point"\n    field name="x" from="?"\n    field name="y" lit=1\n    as="p"\n  end\n${returned('from="limit"')}`,
      ),
      "Int",
    ],
    [
      "a condition",
      program(
        `  step id="s" kind="if"\n    condition="?"\n    then\n${returned("lit=1")}\n    end\n    as="_"\n  end\n${returned('from="limit"').replace('"r"', '"r2"')}`,
      ),
      "Bool",
    ],
    [
      "a hole that names its type",
      program(
        `  step id="s" kind="bind"\n    from="?List<Int>"\n    as="p"\n  end\n${returned('from="limit"')}`,
      ),
      "Int[]",
    ],
  ] as const)("knows which type is expected of %s", ([, text, expected]) => {
    expect(open(text).expectedAt([])).toBe(expected);
  });

  test("sees what has a value on every way to the hole, and nothing else", () => {
    const body = `  step id="s" kind="if"
    condition="c"
    then
      step id="t" kind="bind"
        lit=1
        as="inner"
      end
    end
    as="_"
  end
${returned('from="?"')}
  step id="late" kind="bind"
    lit=1
    as="later"
  end`;
    const before =
      '  step id="c0" kind="compute"\n    op=less\n    input var="limit"\n    input lit=1\n    as="c"\n  end\n';
    const names = open(program(before + body))
      .openGraph([])
      .graph.atoms.map(({ text }) => text);

    expect(names).toEqual(["point", "limit", "c"]);
  });

  test("writes steps with names of their own, one hole after the other", () => {
    const text = program(
      `  step id="filled_1" kind="compute"\n    op=add\n    input var="?"\n    input var="limit"\n    as="sum"\n  end\n${returned('from="?"')}`,
    );
    const file = open(text);
    const filled = ["mul(point.x, 2)", "add(sum, abs(point.y))"];

    expect(file.holes.map(({ line }) => line)).toEqual([20, 25]);
    expect(file.diagnose(filled)).toEqual([]);
    expect(file.render([filled[0]])).toContain('from="?"');
    expect(file.render(filled)).toMatch(/"filled_2"[^]*"filled_3"/);
  });

  test("does not mistake text that begins with a question mark for a hole", () => {
    const text = program(returned('lit="?"')).replace(
      'type="Int"\n  end\nend\nbody',
      'type="String"\n  end\nend\nbody',
    );

    expect(open(text).holes).toEqual([]);
  });

  test.for([
    ["a text that does not parse", "snippet", "line 1"],
    [
      "a hole where a list is named",
      program(
        `  step id="s" kind="for"\n    var="i"\n    in="?"\n    as="_"\n  end\n${returned('from="limit"')}`,
      ),
      "no value can",
    ],
    [
      "a hole of which nothing is expected",
      program(
        `  step id="s" kind="bind"\n    from="?"\n    as="p"\n  end\n${returned('from="limit"')}`,
      ),
      "nothing says which type",
    ],
    [
      "a hole behind a return",
      program(`${returned('from="limit"')}\n${returned('from="?"').replace('"r"', '"r2"')}`),
      "nothing leads to",
    ],
    ["a huge file", program(returned('from="?"')) + "//\n".repeat(200_000), "characters"],
  ] as const)("refuses %s", ([, text, why]) => {
    expect(() => open(text).expectedAt([])).toThrow(why);
  });
});
