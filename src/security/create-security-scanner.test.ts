import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createSecurityScanner } from "./create-security-scanner.ts";

const scanner = createSecurityScanner({ syntax: createSyntaxParser(), version: "7" });
const codes = async (path: string, text: string, known?: readonly string[]) =>
  (
    await scanner.scan(
      { path, text },
      { knownPackages: known === undefined ? undefined : new Set(known) },
    )
  ).map(({ code }) => code);

describe("scan()", () => {
  test("tells rule, weaknesses, place and help", async () => {
    const text = "import os\nos.system(x)\n";
    const [found] = await scanner.scan({ path: "a.py", text });

    expect(found).toMatchObject({
      tool: "specwright-scan",
      code: "SEC006",
      phase: "security",
      severity: "error",
      span: { file: "a.py", start: 10, end: 22 },
      facts: { cwe: [78] },
    });
    expect(found?.help).toContain("list");
    expect(scanner.tool.version).toBe("7");
  });

  test("never repeats a secret, whatever it is", async () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/#!-]{12,40}$/);
    await fc.assert(
      fc.asyncProperty(secret, fc.constantFrom("a.py", "a.ts", "a.rs"), async (value, path) => {
        const line = {
          "a.py": "api_key =",
          "a.ts": "const apiKey =",
          "a.rs": "const API_KEY: &str =",
        }[path];
        const found = await scanner.scan({
          path,
          text: `${line} "${value}"${path === "a.py" ? "" : ";"}\n`,
        });

        for (const { message, help, facts, raw, related, fixes } of found)
          expect(JSON.stringify([message, help, facts, raw, related, fixes])).not.toContain(value);
      }),
    );
  });

  test("tells packages that nobody declared, only where it is said what is declared", async () => {
    const text =
      "import os\nimport yaml\nimport reqeusts\nfrom . import own\nfrom google.cloud import x\n";

    expect(await codes("a.py", text)).toEqual([]);
    expect(await codes("a.py", text, ["PyYAML", "google-cloud"])).toEqual(["SEC046"]);
    expect(
      await codes(
        "a.ts",
        'import fs from "node:fs";\nimport x from "lodahs/x";\nimport y from "./y.ts";',
        ["lodash"],
      ),
    ).toEqual(["SEC046"]);
    expect(await codes("a.ts", 'import x from "@scope/x/y";', ["@scope/x"])).toEqual([]);
    expect(
      await codes("a.rs", "use std::fs;\nuse serde::de;\nuse sedre::de;\nuse crate::x;", ["serde"]),
    ).toEqual(["SEC046"]);
  });

  test("scans what it can of a text that does not parse, and nothing of other files", async () => {
    expect(await codes("a.py", "import os\nos.system(x)\ndef (:\n")).toEqual(["SEC006"]);
    expect(scanner.canScan("a.md")).toBe(false);
    expect(await codes("a.md", "os.system(x)")).toEqual([]);
  });

  test("gives findings in the order of the text, inside the text, for any text", async () => {
    const part = fc.constantFrom(
      "eval(x)",
      "(",
      "import os\n",
      "f'{x}'",
      "`${x}`",
      "os.system(",
      "unsafe {",
      "}",
      '"',
      "SELECT ",
      "fn f(){",
      "\n",
      "𝒳",
      "format!(",
      "{x}",
      "=",
      "password",
      ")",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 30 }),
        fc.constantFrom("a.py", "a.ts", "a.tsx", "a.rs"),
        async (parts, path) => {
          const text = parts.join("");
          const spans = (await scanner.scan({ path, text })).map(({ span }) => span);

          expect(
            spans.every(
              (span) =>
                span !== undefined &&
                span.start >= 0 &&
                span.start <= span.end &&
                span.end <= text.length,
            ),
          ).toBe(true);
          expect(spans.map((span) => span?.start)).toEqual(
            spans.map((span) => span?.start).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test("ends soon on texts that are long or deep", async () => {
    const startedAt = performance.now();
    await codes("a.py", `x = ${"(".repeat(20_000)}`);
    await codes(
      "a.ts",
      `const q = ${Array.from({ length: 5000 }, (_, at) => `"a${at}" + b`).join(" + ")};`,
    );
    await codes(
      "a.py",
      Array.from(
        { length: 4000 },
        (_, at) => `def f${at}(x):\n    y = x + "a"\n    return y\n`,
      ).join(""),
    );

    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });
});
