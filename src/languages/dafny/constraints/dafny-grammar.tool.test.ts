import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type HeldTexts,
  openHeldTexts,
  readGrammarCases,
  wrongCases,
} from "../../../testing/held-texts.ts";
import { readRows } from "../../../testing/read-rows.ts";
import { DAFNY_RULES, LINE_END } from "./dafny-grammar.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const END = "\n<<<END>>>";
const RULES = ["helpers", "block", "function_body"];
const folder = mkdtempSync(join(tmpdir(), "dafny-grammar-"));
afterAll(() => rmSync(folder, { recursive: true }));

const grammars = new Map<string, HeldTexts>();
beforeAll(async () => {
  for (const rule of RULES)
    grammars.set(
      rule,
      await openHeldTexts(`start: ${rule} MARK\nMARK: /${LINE_END}<<<END>>>/\n${DAFNY_RULES}`),
    );
});
const judge = (rule: string, text: string) =>
  grammars.get(rule)?.judge(`${text.trimEnd()}${END}`) ?? `there is no rule ${rule}`;

const toDeclaration = (rule: string, text: string, index: number): string =>
  rule === "helpers"
    ? text
    : `${rule === "block" ? `method M${index}()` : `function F${index}(): int`}\n${text}`;

/** What Dafny's parser says against all of them in one file; it recovers, and goes on after an error. */
function refusedByDafny(declarations: readonly string[]): string {
  const file = join(folder, "all.dfy");
  writeFileSync(file, declarations.join("\n\n"));
  const { stdout } = spawnSync("dafny", ["/noResolve", file], { encoding: "utf8" });
  if (!stdout.includes("Dafny")) throw new Error("dafny did not start");
  return stdout.split("\n").slice(1).join("\n").trim();
}

const hasDafny = spawnSync("dafny", ["/version"]).error === undefined;

describe("DAFNY_RULES", () => {
  test("take and refuse what their cases say", () => {
    const cases = readGrammarCases("dafny-slot-cases.jsonl");

    expect(cases.length).toBeGreaterThan(40);
    expect(wrongCases(cases, ({ rule = "", src }) => judge(rule, src))).toEqual([]);
  });

  test("take every solution that proves", () => {
    const rows = readRows<{ readonly id: string; readonly solution_slots: Record<string, string> }>(
      new URL("../../../../datasets/vericoding/dafny.jsonl", import.meta.url),
    );
    const refused = rows.flatMap(({ id, solution_slots }) =>
      Object.entries(solution_slots).flatMap(([name, text]) => {
        const rules = name === "vc-helpers" ? ["helpers"] : ["block", "function_body"];
        return rules.some((rule) => judge(rule, text) === true) ? [] : [`${id} ${name}`];
      }),
    );

    expect(rows.length).toBe(30);
    expect(refused).toEqual([]);
  });

  test.skipIf(!hasDafny)("take nothing that Dafny's own parser refuses", () => {
    const declarations = RULES.flatMap((rule) =>
      (grammars.get(rule)?.write(isFull ? 200 : 30, 11, [END]) ?? []).map((text, index) =>
        toDeclaration(rule, text.slice(0, -END.length), index),
      ),
    );

    expect(declarations.length).toBeGreaterThan(isFull ? 500 : 70);
    expect(refusedByDafny(declarations)).toBe("");
    expect(refusedByDafny(["method M() { x := ; }"])).toContain("Error");
  });
});
