import { describe, expect, test } from "vitest";
import { createDiagnostic } from "../../domain/diagnostic.ts";
import { sha256 } from "../../platform/sha256.ts";
import { SECURITY_RULES } from "../../security/rules.ts";
import { renderSarif } from "./render-sarif.ts";

const finding = (start: number, end: number, code = "SEC006") =>
  createDiagnostic({
    tool: "scan",
    code,
    phase: "security",
    category: "other",
    message: "It is dangerous",
    help: "Do not",
    span: { file: "src/a b.py", start, end },
    facts: { cwe: [78] },
  });

const render = (text: string, ...diagnostics: ReturnType<typeof finding>[]) =>
  JSON.parse(
    renderSarif({
      files: [{ path: "src/a b.py", text, diagnostics }],
      tools: [{ name: "scan", version: "1", rules: SECURITY_RULES }],
      sha256,
    }),
  );

describe("renderSarif()", () => {
  test("keeps what the schema demands: rules by index, levels, regions from 1 in UTF-16", () => {
    const log = render("a\n𝒳 os.system(x)\n", finding(5, 17));
    const [run] = log.runs;
    const [result] = run.results;

    expect([log.version, run.columnKind]).toEqual(["2.1.0", "utf16CodeUnits"]);
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result).toMatchObject({
      ruleId: "SEC006",
      level: "error",
      message: { text: "It is dangerous. Do not" },
    });
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "src/a%20b.py" },
      region: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 16 },
    });
  });

  test("names weaknesses that its taxonomy holds, each once", () => {
    const [run] = render("os.system(x)", finding(0, 12)).runs;
    const taxa = run.taxonomies[0].taxa.map(({ id }: { id: string }) => id);

    expect(run.results[0].taxa).toEqual([{ id: "78", toolComponent: { name: "CWE", index: 0 } }]);
    expect(taxa).toContain("78");
    expect(new Set(taxa).size).toBe(taxa.length);
    for (const { relationships } of run.tool.driver.rules)
      for (const { target } of relationships) expect(taxa).toContain(target.id);
  });

  test("gives every finding a fingerprint of its own, which moving lines do not change", () => {
    const prints = (text: string, ...starts: number[]) =>
      render(text, ...starts.map((at) => finding(at, at + 1))).runs[0].results.map(
        ({ partialFingerprints }: { partialFingerprints: object }) =>
          JSON.stringify(partialFingerprints),
      );

    expect(new Set(prints("abc", 0, 1)).size).toBe(2);
    expect(prints("abc", 0, 1)).toEqual(prints("\n\nabc", 2, 3));
  });

  test("tells a run without findings, and adds tools that only findings name", () => {
    expect(render("x").runs[0].results).toEqual([]);

    const other = { ...finding(0, 1, "TS1"), tool: "tsc", severity: "information" as const };
    const { runs } = render("x", other);

    expect(
      runs.map(({ tool }: { tool: { driver: { name: string } } }) => tool.driver.name),
    ).toEqual(["scan", "tsc"]);
    expect(runs[1].results[0]).toMatchObject({ ruleId: "TS1", ruleIndex: 0, level: "note" });
  });

  test("holds no text of the source", () => {
    expect(JSON.stringify(render('key = "Tr0ub4dor"', finding(6, 17, "SEC001")))).not.toContain(
      "Tr0ub4dor",
    );
  });
});
