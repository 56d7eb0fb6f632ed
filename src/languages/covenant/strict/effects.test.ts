import { describe, expect, test } from "vitest";
import { checkText, inFunction, strict } from "./fixtures/check-program.ts";

const PRINT = 'step id="s1" kind="call" fn="console.print" arg name="message" lit="a" as="_" end';
const query = (target: string): string =>
  `step id="s2" kind="query" target="${target}" select all from="t" as="rows" end`;
const HEADER = 'snippet id="m.f" kind="fn"';
const SENDER = `snippet id="m.send" kind="extern" effects effect network end signature fn name="send" end end end\n`;
const SEND = 'step id="s3" kind="call" fn="m.send" as="_" end';

describe("checkDerivedEffects()", () => {
  test("rejects a library function's effect that nobody declares", () => {
    expect(strict(inFunction(PRINT))).toEqual([`pure_calls_effectful ${HEADER}`]);
    expect(checkText(inFunction(PRINT))).toMatchObject([
      { facts: { effects: ["console"], callee: "console.print", chain: ["m.f", "console.print"] } },
    ]);
  });

  test.for([
    ["query", query("db")],
    ["insert", 'step id="s1" kind="insert" into="db.t" as="_" end'],
    ["update", 'step id="s1" kind="update" target="db.t" as="_" end'],
    ["delete", 'step id="s1" kind="delete" from="db.t" as="_" end'],
    ["transaction", 'step id="s1" kind="transaction" as="_" end'],
  ])("rejects a step of kind %s without the database effect", ([, step]) => {
    expect(strict(inFunction(step as string))).toEqual([`missing_effect ${HEADER}`]);
    expect(strict(inFunction(step as string, { effects: "effect database" }))).toEqual([]);
  });

  test("has an effect of its own for the library's store, and none for the program itself", () => {
    expect(checkText(inFunction(query("std.storage")))).toMatchObject([
      { facts: { effects: ["std.storage"] } },
    ]);
    expect(strict(inFunction(query("project")))).toEqual([]);
    expect(strict(inFunction(query("project.docs")))).toEqual([]);
  });

  test.for([
    ["insert", 'step id="s1" kind="insert" into="project.t" as="_" end'],
    ["update", 'step id="s1" kind="update" target="project.t" as="_" end'],
    [
      "SQL",
      'step id="s1" kind="query" dialect="sqlite" target="project" body SELECT 1 end returns type="Int" as="_" end',
    ],
  ])("takes no other step for a question about the program itself: %s", ([, step]) => {
    expect(strict(inFunction(step as string))).toContain(`missing_effect ${HEADER}`);
  });

  test("follows calls of the file's own functions", () => {
    const caller = inFunction('step id="s1" kind="call" fn="m.f" as="_" end').replace("m.f", "m.g");

    expect(checkText(inFunction(PRINT) + caller)).toMatchObject([
      { facts: { function: "m.f" } },
      { facts: { function: "m.g", chain: ["m.g", "m.f", "console.print"] } },
    ]);
  });

  test("says nothing of effects that the reference misses as well", () => {
    expect(strict(inFunction(SEND) + SENDER)).toEqual([]);
    expect(checkText(inFunction(`${SEND} ${PRINT}`) + SENDER)).toMatchObject([
      { rule: "missing_effect", facts: { effects: ["console"] } },
    ]);
  });

  test("does not ask for the effects of a test", () => {
    const tests = `tests test id="T-1" kind="unit" ${PRINT} end end`;

    expect(strict(inFunction("", { tests }))).toEqual([]);
  });
});
