import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { openHeldTexts, readGrammarCases, wrongCases } from "../../../testing/held-texts.ts";
import { bodyGrammar } from "./python-grammar.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const cases = readGrammarCases("python-body-cases.jsonl");

/** Those that `ast` refuses, as bodies of a function. */
function refusedByPython(bodies: readonly string[]): readonly string[] {
  const program = `
import ast, json, sys
def refuses(body):
    try: ast.parse("def f():\\n" + body)
    except (SyntaxError, ValueError): return True
print(json.dumps([body for body in json.load(sys.stdin) if refuses(body)]))
`;
  const { stdout, stderr } = spawnSync("python3", ["-W", "ignore", "-c", program], {
    input: JSON.stringify(bodies),
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

describe("bodyGrammar()", () => {
  test("takes and refuses what its cases say", async () => {
    const texts = await openHeldTexts(bodyGrammar("    "));

    expect(cases.length).toBeGreaterThan(40);
    expect(wrongCases(cases, ({ src }) => texts.judge(src))).toEqual([]);
  });

  test("takes nothing that Python's own parser refuses", async () => {
    const texts = await openHeldTexts(bodyGrammar("    "));
    const bodies = texts.write(isFull ? 400 : 60, 7);

    expect(bodies.length).toBeGreaterThan(isFull ? 300 : 40);
    expect(refusedByPython(bodies)).toEqual([]);
    expect(
      refusedByPython(cases.flatMap(({ expect: wish, src }) => (wish === "accept" ? [src] : []))),
    ).toEqual([]);
  });

  test.each(["\t", "  "])("indents by %j where that is the unit", async (unit) => {
    const texts = await openHeldTexts(bodyGrammar(unit));

    expect(texts.judge(`${unit}if a:\n${unit}${unit}return 1\n${unit}return 2\n`)).toBe(true);
    expect(texts.judge(`${unit} return 1\n`)).not.toBe(true);
    expect(refusedByPython(texts.write(10, 3))).toEqual([]);
  });
});
