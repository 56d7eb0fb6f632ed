import { countTokens } from "gpt-tokenizer/esm/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { forEachStep } from "../semantics/steps.ts";
import { COMPARISONS, ON_ERROR_VALUES, SECTION_KINDS, STEP_KINDS } from "../tables/kinds.ts";
import { LIBRARY } from "../tables/library.ts";
import { OPERATIONS } from "../tables/operations.ts";
import { renderCondensedSpecification } from "./condensed-specification.ts";
import { readCovenantBlocks } from "./fixtures/covenant-blocks.ts";
import { renderLibrary } from "./render-library.ts";

const specification = renderCondensedSpecification();
const declarations = readCovenantBlocks(specification, "")[0]?.code ?? "";
const blocks = readCovenantBlocks(specification, declarations);

describe("renderCondensedSpecification()", () => {
  test("has 2,500 to 3,000 tokens", () => {
    const tokens = countTokens(specification);

    expect(tokens).toBeGreaterThanOrEqual(2_500);
    expect(tokens).toBeLessThanOrEqual(3_000);
  });

  test("shows nothing that the checker would not accept", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const { program } of blocks) {
      expect(
        analyze(program, "strict").findings.filter(({ severity }) => severity === "error"),
      ).toEqual([]);
    }
  });

  test("shows every kind of step", () => {
    const shown = new Set<string>();
    for (const { program } of blocks) {
      for (const { sections } of analyze(program, "compat").program.snippets) {
        for (const section of sections) {
          if (section.kind === "body") forEachStep(section.steps, ({ kind }) => shown.add(kind));
        }
      }
    }

    expect([...shown].sort()).toEqual([...STEP_KINDS].sort());
  });

  test("fills in every table", () => {
    expect(specification).not.toContain("{{");
    expect(specification).toContain(SECTION_KINDS.join(" "));
    expect(specification).toContain(COMPARISONS.join(" "));
    expect(specification).toContain(ON_ERROR_VALUES.join(" "));
    for (const name of OPERATIONS.keys()) {
      expect(specification).toMatch(new RegExp(`^[123]: .*\\b${name}\\b`, "m"));
    }
  });
});

describe("renderLibrary()", () => {
  test("tells the parameters and the result of every function", () => {
    const lines = new Map(
      renderLibrary()
        .split("\n")
        .map((line): [string, string] => {
          const [, module = "", functions = ""] = /^- ([\w.]+): (.*)$/.exec(line) ?? [];
          return [module, functions];
        }),
    );

    for (const { id, shortName, parameters, returns } of LIBRARY) {
      const functions = lines.get(id.slice(0, -shortName.length - 1))?.split("; ") ?? [];
      const notation = functions.find((it) =>
        it.slice(0, it.indexOf("(")).split("|").includes(shortName),
      );
      const names = /\(([^)]*)\)/.exec(notation ?? "")?.[1]?.split(", ");
      expect(names?.map((name) => name.replace(/:.*/, ""))).toEqual(
        parameters.map(({ name }) => name),
      );
      expect(notation?.replace(/^[^)]*\)/, "")).toBe(
        returns.join() === "String" ? "" : `: ${returns.join(" | ")}`,
      );
    }
  });
});
