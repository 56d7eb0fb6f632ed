import { describe, expect, test } from "vitest";
import { renderAnswerStart } from "./answer-start.ts";
import { parse } from "./syntax/parse.ts";

const REST = '  step id="s1" kind="return"\n    lit=1\n    as="_"\n  end\nend\nend\n';
const HEAD =
  'snippet id="m.f" kind="fn"\nsignature\n  fn name="f"\n    returns union\n      type="Int"\n      type="E"\n    end\n  end\nend';

describe("renderAnswerStart()", () => {
  test.for([
    ["a head without its end", HEAD],
    ["a head with its end", `${HEAD}\nend`],
    ["a bare function", 'fn name="f"\n  returns type="Int"\nend'],
  ] as const)("goes up to the body of %s", ([, signature]) => {
    const { program, findings } = parse(renderAnswerStart(signature) + REST);

    expect(findings).toEqual([]);
    expect(program.snippets[0]?.sections.map(({ kind }) => kind)).toEqual(["signature", "body"]);
  });
});
