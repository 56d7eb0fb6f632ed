import { describe, expect, test } from "vitest";
import type { ProseSpecification } from "../../../domain/specification.ts";
import { renderSkeleton } from "../skeleton/render-skeleton.ts";
import { parse } from "../syntax/parse.ts";
import { checkCompleteness } from "./check-conformance.ts";

const head = (returns: string): string =>
  `snippet id="m.f" kind="fn" signature fn name="f" param name="n" type="Int" ${returns} end end`;
const INT = 'returns type="Int"';
const asked = (signature: string | undefined): ProseSpecification => ({
  kind: "prose",
  name: "F",
  language: "covenant",
  text: "Give back.",
  signature,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  grammar: undefined,
});
const gapsOf = (source: string, signature: string | undefined = head(INT)): readonly string[] =>
  checkCompleteness(parse(source).program, "a.cov", asked(signature)).map(({ message }) => message);
const program = (body: string, returns = INT): string => `${head(returns)} body ${body} end end`;

const GIVE = 'step id="r" kind="return" from="n" as="_" end ';
const PRINT = 'step id="p" kind="bind" from="n" as="_" end ';
const when = (then: string, other: string): string =>
  `step id="i" kind="if" condition="b" then ${then} end else ${other} end as="_" end `;
const match = (...cases: readonly string[]): string =>
  `step id="m" kind="match" on="n" ${cases.map((steps) => `case wildcard ${steps} end`).join(" ")} as="_" end`;
const branches = (kind: string, ...all: readonly string[]): string =>
  `step id="b" kind="${kind}" ${all.map((steps, index) => `branch id="b${index}" ${steps} end`).join(" ")} as="_" end`;

describe("checkCompleteness()", () => {
  test("misses a body, and says so", () => {
    expect(gapsOf(`${head(INT)} end`)).toEqual(['"m.f" has no body']);
    expect(gapsOf(program(""))).toEqual(['"m.f" has no body']);
    expect(gapsOf(program("", ""), head(""))).toEqual(['"m.f" has no body']);
  });

  test.each([
    ["at the end", PRINT + GIVE],
    ["in both branches", when(GIVE, PRINT + GIVE)],
    ["in one branch, and behind it", when(GIVE, PRINT) + GIVE],
    ["in each case", match(GIVE, GIVE)],
    ["in a transaction", `step id="t" kind="transaction" ${GIVE} as="_" end`],
    ["in a branch that always runs", branches("parallel", PRINT, GIVE)],
    ["in each branch of a race", branches("race", GIVE, GIVE)],
  ])("is content with a return %s", (_, body) => {
    expect(gapsOf(program(body))).toEqual([]);
  });

  test.each([
    ["nowhere", PRINT],
    ["in one branch", when(GIVE, PRINT)],
    ["in some cases", match(GIVE, PRINT)],
    [
      "in a loop that may have no round",
      `step id="l" kind="for" var="x" in="n" ${GIVE} as="_" end`,
    ],
    ["in a branch that may lose", branches("race", PRINT, GIVE)],
  ])("misses a return that is %s", (_, body) => {
    expect(gapsOf(program(body))).toEqual(['"m.f" can end without returning what it declares']);
  });

  test.each([
    "",
    'returns type="Unit"',
    'returns type="Int" optional',
    'returns union type="Int" type="None" end',
    'returns type="Any"',
  ])("lets a function end without a return that declares: %s", (returns) => {
    expect(gapsOf(program(PRINT, returns), head(returns))).toEqual([]);
  });

  test("takes no skeleton for an answer", () => {
    const skeleton = renderSkeleton(asked(head(INT))) ?? "";

    expect(gapsOf(skeleton)).toEqual(['"m.f" says of itself that it is incomplete']);
    expect(gapsOf(skeleton.replace("incomplete=true", "incomplete=false"))).toEqual([]);
  });

  test("says nothing where no function is asked for by its signature", () => {
    expect(checkCompleteness(parse(`${head(INT)} end`).program, "a.cov", asked(undefined))).toEqual(
      [],
    );
  });
});
