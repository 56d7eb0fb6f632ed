import { describe, expect, test } from "vitest";
import { type Finding, finding } from "../finding.ts";
import { parse } from "../syntax/parse.ts";
import { type Comparison, compareVerdicts } from "./compare-verdicts.ts";
import { parseCheckOutput } from "./parse-check-output.ts";
import { parseEffectsOutput } from "./parse-effects-output.ts";
import type { CompilerVerdict } from "./run-compiler.ts";

const SOURCE = `snippet id="shop.double" kind="fn"

signature
  fn name="double"
    param name="amount" type="Int"
    returns type="Int"
  end
end

body
  step id="s1" kind="call"
    fn="shop.triple"
    arg name="amount" from="amount"
    as="twice"
  end
  step id="s2" kind="return"
    from="nowhere"
    as="_"
  end
end

end
`;

const at = (text: string) => {
  const start = SOURCE.indexOf(text);
  return { start, end: start + text.length };
};

/** Compares findings of ours with what the compiler prints on stderr. */
function compare(
  ours: readonly Finding[],
  stderr: string,
  verdict: CompilerVerdict = stderr === "" ? "accepted" : "rejected",
): Comparison {
  const read = stderr.startsWith("Effect") ? parseEffectsOutput : parseCheckOutput;
  const { findings } = read({ stdout: "", stderr }, SOURCE);
  const theirs = { verdict, findings, raw: stderr, timeMs: 1 };
  return compareVerdicts(parse(SOURCE).program, ours, theirs);
}

const undefinedNowhere = finding(
  "undefined_variable",
  at('"nowhere"'),
  { name: "nowhere", candidates: ["amount"] },
  'The variable "nowhere" is not defined',
);
const notBool = finding(
  "condition_not_bool",
  at("s2"),
  { found: "Int" },
  "The condition is no Bool",
);
const hint = finding("unused_binding", at('"twice"'), { name: "twice" }, "Unused", {
  severity: "hint",
});
const syntaxError = (stopsAt: number): Finding =>
  finding("invalid_step_kind", at('"call"'), { name: "call", candidates: [] }, "No such kind", {
    stopsAt,
  });
const typeErrors = (...messages: readonly string[]): string =>
  `✗ program.cov - ${messages.length} type errors:\n${messages.map((each) => `  ${each}\n`).join("")}`;

describe("compareVerdicts()", () => {
  test("finds no difference where both accept, and keeps our remarks", () => {
    expect(compare([hint], "")).toEqual({ findings: [hint], differences: [] });
  });

  test("lets the compiler accept what ours rejects, and records it", () => {
    expect(compare([undefinedNowhere, hint], "")).toEqual({
      findings: [hint],
      differences: [
        {
          kind: "verdict",
          message: 'Only ours rejects: The variable "nowhere" is not defined',
          range: at('"nowhere"'),
        },
      ],
    });
  });

  test("lets the compiler reject what ours accepts, in the place that the text shows", () => {
    const { findings, differences } = compare([], typeErrors("undefined symbol: nowhere"));

    expect(findings).toMatchObject([
      {
        rule: "undefined_variable",
        code: "E-SYMBOL-001",
        severity: "error",
        message: "undefined symbol: nowhere",
        range: at('"nowhere"'),
      },
    ]);
    expect(differences).toMatchObject([{ kind: "verdict", range: at('"nowhere"') }]);
  });

  test("prefers our words and places where both say the same", () => {
    const stderr = typeErrors(
      "undefined symbol: nowhere",
      "type mismatch: expected Bool, found Int",
    );

    expect(compare([undefinedNowhere, notBool], stderr)).toEqual({
      findings: [undefinedNowhere, notBool],
      differences: [],
    });
  });

  test("matches each finding once", () => {
    const stderr = typeErrors("undefined symbol: nowhere");

    const again = { ...undefinedNowhere, range: at('"twice"') };

    const { findings, differences } = compare([undefinedNowhere, again], stderr);

    expect(findings).toEqual([undefinedNowhere]);
    expect(differences).toMatchObject([{ kind: "finding", range: again.range }]);
  });

  test("adds what only the compiler reports, and drops what only ours does", () => {
    const stderr = typeErrors("undefined symbol: shop.triple", "undefined symbol: nowhere");

    const { findings, differences } = compare([undefinedNowhere, notBool], stderr);

    expect(findings).toMatchObject([
      { rule: "undefined_variable" },
      { rule: "undefined_function", range: at('"shop.triple"') },
    ]);
    expect(differences.map(({ message }) => message)).toEqual([
      "Only the compiler reports: undefined symbol: shop.triple",
      "Only ours reports: The condition is no Bool",
    ]);
  });

  test("keeps ours of parts that the compiler did not come to", () => {
    const effect = finding(
      "pure_calls_effectful",
      at("shop.double"),
      { function: "shop.double", callee: "x", effects: ["network"], chain: [] },
      "It is pure",
    );

    const comparison = compare([undefinedNowhere, effect], typeErrors("undefined symbol: nowhere"));

    expect(comparison).toEqual({ findings: [undefinedNowhere, effect], differences: [] });
  });

  test("records that different parts reject", () => {
    const { findings, differences } = compare(
      [undefinedNowhere],
      "Error: invalid step kind: call\n   ╭─[program.cov:12:5]\n",
    );

    expect(findings).toMatchObject([
      { rule: "invalid_step_kind", range: { start: 170, end: 172 } },
    ]);
    expect(differences).toMatchObject([{ kind: "kind", range: at('"nowhere"') }]);
  });

  test("compares the lines where the parsers stop, and takes our place", () => {
    const stderr = "Error: invalid step kind: call\n   ╭─[program.cov:12:5]\n";
    const same = syntaxError(at('fn="shop').start);
    const elsewhere = syntaxError(at('as="twice"').start);

    expect(compare([same], stderr)).toEqual({ findings: [same], differences: [] });
    const { findings, differences } = compare([elsewhere], stderr);
    expect(findings).toEqual([elsewhere]);
    expect(differences).toMatchObject([
      {
        kind: "line",
        message: expect.stringMatching(/^The compiler stops at line 12, ours at line 14: /),
      },
    ]);
  });

  test("takes the end of the text for the end of its last token", () => {
    const stderr = `Error: x\n   ╭─[program.cov:${SOURCE.split("\n").length}:1]\n`;

    expect(compare([syntaxError(SOURCE.trimEnd().length)], stderr).differences).toEqual([]);
  });

  test("says nothing of lines where the compiler names none", () => {
    expect(compare([syntaxError(0)], "Error: invalid step kind: call\n").differences).toEqual([]);
  });

  test("compares effects by function and effects, in any order", () => {
    const effects = finding(
      "missing_effect",
      at("shop.double"),
      { function: "shop.double", callee: "x", effects: ["network", "console"], chain: ["x"] },
      "Two are missing",
    );
    const stderr =
      'Effect violations in a.cov:\n  E-EFFECT-002 [0:9]: function `shop.double` missing effect declarations ["console", "network"] (from `unknown`)\n';

    expect(compare([effects], stderr)).toEqual({ findings: [effects], differences: [] });
  });

  test("keeps a message that is not known, with the code that it carries", () => {
    const stderr =
      "✗ a.cov - 2 symbol errors:\n  E-SYMBOL-009: the moon is full\n  nothing known\n";

    expect(compare([], stderr).findings).toMatchObject([
      { rule: "compiler_message", code: "E-SYMBOL-009", phase: "type_check" },
      { rule: "compiler_message", code: "E-COMPILER-001", message: "nothing known" },
    ]);
  });

  test("says what a warning about a call means", () => {
    const stderr = "  warning: undefined reference: double\n";
    const { findings } = compare([], stderr, "accepted");

    expect(findings).toMatchObject([
      {
        rule: "short_name_call",
        severity: "warning",
        facts: { name: "double", id: "shop.double" },
      },
    ]);
  });

  test.each<CompilerVerdict>(["crashed", "timed-out", "unreadable"])(
    "takes nothing from a compiler that %s",
    (verdict) => {
      expect(compare([undefinedNowhere, hint], "", verdict)).toEqual({
        findings: [undefinedNowhere, hint],
        differences: [],
      });
    },
  );
});
