import { describe, expect, test } from "vitest";
import { findingsOf, step, writeFunction } from "./fixtures/write-program.ts";

const USER = `snippet id="m.User" kind="struct" signature struct name="User"
  field name="id" type="Int" field name="nick" type="String" optional end end end\n`;

/** The type of a query as an error message shows it; `undefined` where nothing is known of it. */
function typeOf(query: string): string | undefined {
  const body = `${step("query", query, "x")} ${step("return", 'from="x"')}`;
  const [finding] = findingsOf(USER + writeFunction({ returns: 'returns type="Probe"', body }));
  return finding?.rule === "return_type" ? finding.facts.found : finding?.rule;
}

describe("typeOfQuery()", () => {
  test.each<[string, string | undefined]>([
    [
      'target="project" select all from="functions"',
      "{ id: String, name: String, effects: String[] }[]",
    ],
    ['target="project" select all from="structs"', "{ id: String, name: String }[]"],
    [
      'target="project" select field="id" from="requirements"',
      "{ id: String, text: String?, priority: String }[]",
    ],
    ['target="project" select all from="tests"', "{ id: String, kind: String, covers: String }[]"],
    ['target="project" select all from="snippets" limit=1', "?[]"],
    ['target="db" select all from="User"', "{ id: Int, nick: String? }[]"],
    ['target="db" select all from="User" limit=1', "{ id: Int, nick: String? }?"],
    ['target="db" select all from="users" limit=2', "users[]"],
    ['dialect="sql" target="db" body SELECT 1 end returns type="Int" optional', "Int?"],
    ['dialect="sql" target="db" body SELECT 1 end', undefined],
  ])("gives for %s the type %s", (query, expected) => {
    expect(typeOf(query)).toBe(expected);
  });

  test("lets rows of known fields be read", () => {
    const body = [
      step("query", 'target="project" select all from="functions"', "rows"),
      step("for", `var="f" in="rows" ${step("bind", 'from="f.effects"', "e")}`, "x"),
      step("return", 'from="x"'),
    ].join("\n");

    expect(findingsOf(writeFunction({ returns: 'returns type="Probe"', body }))).toMatchObject([
      { facts: { found: "String[][]" } },
    ]);
  });
});
