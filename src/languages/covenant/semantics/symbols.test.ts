import { describe, expect, test } from "vitest";
import {
  factsOf,
  findingsOf,
  handlingStep,
  pointedAt,
  rulesOf,
  step,
  writeFunction,
} from "./fixtures/write-program.ts";

const calling = (id: string, ...callees: readonly string[]): string =>
  writeFunction({ id, body: callees.map((callee) => step("call", `fn="${callee}"`)).join("\n") });

const cyclesOf = (source: string) =>
  findingsOf(source).flatMap((finding) =>
    finding.rule === "call_cycle" ? [finding.facts.cycle.join(" ")] : [],
  );

describe("checkSymbols()", () => {
  test("reports ids that are taken, whatever the kinds", () => {
    const source = `${writeFunction({ id: "m.a" })}snippet id="m.a" kind="data" end`;

    expect(rulesOf(source)).toEqual(["duplicate_id"]);
    expect(findingsOf(source)[0]).toMatchObject({
      range: { start: source.lastIndexOf('"m.a"') },
      facts: { id: "m.a", first: { start: source.indexOf('"m.a"') } },
    });
  });

  test("points at the snippet whose call closes a circle", () => {
    const source = calling("m.a", "m.b") + calling("m.b", "m.c") + calling("m.c", "m.a");

    expect(cyclesOf(source)).toEqual(["m.a m.b m.c m.a"]);
    expect(pointedAt(source)).toEqual(['snippet id="m.c" kind="fn"']);
  });

  test("lets a snippet call itself", () => {
    expect(rulesOf(calling("m.a", "m.a"))).toEqual([]);
  });

  test.each([
    ["tests", (call: string) => ({ more: `tests test id="T" kind="unit" ${call} end end` })],
    [
      "handle",
      (call: string) => ({
        body: handlingStep(call),
      }),
    ],
    ["transaction", (call: string) => ({ body: step("transaction", call) })],
    ["parallel", (call: string) => ({ body: step("parallel", `branch id="b" ${call} end`) })],
    ["for", (call: string) => ({ body: step("for", `var="v" in="l" ${call}`) })],
    ["match", (call: string) => ({ body: step("match", `on="l" case wildcard ${call} end`) })],
    ["if", (call: string) => ({ body: step("if", `condition="c" then end else ${call} end`) })],
  ])("sees calls inside %s", (_, write) => {
    const inner = step("call", 'fn="m.a"');
    const source = calling("m.a", "m.b") + writeFunction({ id: "m.b", ...write(inner) });

    expect(cyclesOf(source)).toEqual(["m.a m.b m.a"]);
  });

  test("does not see calls by short name", () => {
    expect(cyclesOf(calling("m.a", "m.b") + calling("m.b", "a"))).toEqual([]);
  });

  test("reports circles that have nothing to do with each other", () => {
    const source =
      calling("m.a", "m.b") + calling("m.b", "m.a") + calling("n.a", "n.b") + calling("n.b", "n.a");

    expect(cyclesOf(source)).toEqual(["m.a m.b m.a", "n.a n.b n.a"]);
  });

  test("finds a circle behind a long chain of calls", () => {
    const length = 12_000;
    const chain = Array.from({ length }, (_, index) =>
      calling(`m.f${index}`, `m.f${Math.min(index + 1, length - 1)}`),
    );
    chain[length - 1] = calling(`m.f${length - 1}`, `m.f${length - 2}`);

    expect(cyclesOf(chain.join(""))).toEqual([
      `m.f${length - 2} m.f${length - 1} m.f${length - 2}`,
    ]);
  });

  test("wants relations to name snippets of the file", () => {
    const source = `snippet id="m.a" kind="data" relations
      rel to="m.b" type=contains rel from="m.x" type=contains end end
      snippet id="m.b" kind="data" end`;

    expect(factsOf(source)).toEqual([{ target: "m.x", from: "m.a" }]);
    expect(pointedAt(source)).toEqual(['"m.x"']);
  });

  test("hides all other errors", () => {
    const source =
      calling("m.a", "m.nowhere") + calling("m.a") + writeFunction({ id: "short", kind: "extern" });

    expect(rulesOf(source)).toEqual(["duplicate_id"]);
  });
});
