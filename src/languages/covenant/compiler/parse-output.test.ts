import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCheckOutput } from "./parse-check-output.ts";
import { parseEffectsOutput } from "./parse-effects-output.ts";

const CASES = fileURLToPath(new URL("fixtures/cases/", import.meta.url));

describe.each(readdirSync(CASES))("the case %s", (name) => {
  const read = (file: string): string => readFileSync(`${CASES}${name}/${file}`, "utf8");
  const { command, report } = JSON.parse(read("expected.json"));

  test("is read as it is meant", () => {
    const parse = command === "check" ? parseCheckOutput : parseEffectsOutput;

    const parsed = parse(
      { stdout: read("stdout.txt"), stderr: read("stderr.txt") },
      read("program.cov"),
    );

    expect(JSON.parse(JSON.stringify(parsed))).toEqual(report);
  });
});

describe("parseCheckOutput()", () => {
  test("keeps a name with line breaks in one message", () => {
    const stderr = "✗ a.cov - 2 type errors:\n  undefined symbol: a\n\nb\n  undefined symbol: c\n";

    const { findings } = parseCheckOutput({ stdout: "", stderr }, "");

    expect(findings.map(({ message }) => message)).toEqual([
      "undefined symbol: a\nb",
      "undefined symbol: c",
    ]);
  });

  test("reads names that are empty", () => {
    const stderr =
      "✗ a.cov - 2 type errors:\n  undefined symbol: \n  type mismatch: expected Bool, found\n";

    expect(parseCheckOutput({ stdout: "", stderr }, "").findings).toMatchObject([
      { meaning: { rule: "undefined_variable", facts: { name: "" } } },
      { meaning: { rule: "return_type", facts: { expected: "Bool", found: "" } } },
    ]);
  });

  test("takes carriage returns as line ends", () => {
    const stderr = "✗ a.cov - 1 type errors:\r\n  undefined symbol: c\r\n";

    expect(parseCheckOutput({ stdout: "", stderr }, "").findings).toMatchObject([
      { meaning: { rule: "undefined_variable", facts: { name: "c" } } },
    ]);
  });
});

describe.each([
  ["parseCheckOutput()", parseCheckOutput],
  ["parseEffectsOutput()", parseEffectsOutput],
])("%s", (_, parse) => {
  const line = fc.constantFrom(
    "✗ a.cov - 2 type errors:",
    "✗ a.cov - 2 symbol errors:",
    "  undefined symbol: x",
    "  E-EFFECT-001 [1:99999]: pure function `a` calls effectful `b` (effects: [])",
    "  E-EFFECT-003 [7:3]: ?",
    "[E-EFFECT-002] Error: x",
    "Error: unexpected token: expected 'end', found end of file",
    "Error: unexpected token: expected",
    "   ╭─[a.cov:1:7]",
    "   ╭─[a.cov:99999999999999999999:?]",
    "  warning: undefined reference: ",
    "\u001b[0m",
    "",
  );

  test("reads any text, and places stay inside the source", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.string({ unit: "binary" }))),
        fc.string({ unit: "binary" }),
        (lines, source) => {
          const { findings } = parse({ stdout: "", stderr: lines.join("\n") }, source);

          for (const { range } of findings) {
            expect(range?.start ?? 0).toBeLessThanOrEqual(source.length);
            expect(range?.end ?? 0).toBeLessThanOrEqual(source.length);
          }
        },
      ),
    );
  });
});
