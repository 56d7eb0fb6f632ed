import { globSync, readFileSync } from "node:fs";
import { countTokens } from "gpt-tokenizer/esm/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { format } from "../format/format.ts";
import { PROFILES } from "../profiles.ts";
import { checkRequirements } from "../semantics/requirements.ts";
import { CATEGORIES } from "./categories.ts";
import { listExamples, renderExample } from "./example-catalogue.ts";

const examples = listExamples();

describe("listExamples()", () => {
  test("has at least 42 examples, and three of every category", () => {
    const counts = Map.groupBy(examples, ({ category }) => category);

    expect(examples.length).toBeGreaterThanOrEqual(42);
    expect(CATEGORIES.filter((category) => (counts.get(category)?.length ?? 0) < 3)).toEqual([]);
  });

  test.each(examples)("$id is faultless and compact", (example) => {
    const { code } = example;

    expect(
      PROFILES.map((profile) =>
        analyze(code, profile).findings.filter(({ severity }) => severity !== "hint"),
      ),
    ).toEqual([[], []]);
    expect(checkRequirements(analyze(code, "compat").program)).toEqual([]);
    expect(format(code)).toEqual({ kind: "formatted", text: code });
    expect(countTokens(renderExample(example))).toBeLessThanOrEqual(500);
  });

  test("shares no module with a task of the suite, so it gives none away", () => {
    const modules = new Set(
      examples.flatMap(({ code }) =>
        [...code.matchAll(/^snippet id="(\w+)\./gm)].map(([, it]) => it),
      ),
    );
    const tasks = globSync("datasets/covenant/*/*/task.yaml").map(
      (file) => /^module: (\w+)/m.exec(readFileSync(file, "utf8"))?.[1],
    );

    expect(tasks.length).toBeGreaterThan(0);
    expect(tasks.filter((module) => modules.has(module))).toEqual([]);
  });

  test("repeats neither title nor program", () => {
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length);
    expect(new Set(examples.map(({ code }) => code)).size).toBe(examples.length);
  });

  test("knows features and effects of an example", () => {
    const example = examples.find(({ id }) => id === "effectful/show-opening");

    expect(example).toMatchObject({
      title: "Read a file",
      category: "effectful",
      complexity: "moderate",
      features: new Set(["text", "match"]),
      effects: new Set(["console", "filesystem"]),
    });
  });
});
