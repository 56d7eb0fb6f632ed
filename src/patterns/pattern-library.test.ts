import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SourceText } from "../domain/source-text.ts";
import type { PatternQuery } from "../ports/pattern-library.ts";
import { createPatternLibrary } from "./create-pattern-library.ts";
import { cleanCode, formatPattern } from "./format-pattern.ts";

const FOLDER = "datasets/patterns";
const BUILT_IN = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => ({ path: name, text: readFileSync(`${FOLDER}/${name}`, "utf8") }));

const libraryOf = (own: readonly SourceText[] = [], builtIn: readonly SourceText[] = BUILT_IN) =>
  createPatternLibrary({
    readBuiltIn: async () => builtIn,
    readOwn: async () => own,
    fenceTagOf: () => "py",
  });

const query = (wishes: Partial<PatternQuery>): PatternQuery => ({
  language: "onex",
  kind: "effect",
  features: [],
  text: "",
  ...wishes,
});
const idsOf = async (wishes: Partial<PatternQuery>) =>
  (await libraryOf().match(query(wishes))).map(({ pattern }) => pattern.id);

const entry = (more: string): string =>
  `- id: data_toy_v1\n  name: Toy\n  complexity: 1\n  description: What it does in a sentence.\n  guidelines: [Do it]\n  examples: {toy: "some code here"}\n${more}`;

describe("the built-in patterns", () => {
  test("can all be read, and are enough for nodes and for general work", async () => {
    const library = libraryOf();
    const patterns = await library.list();

    expect(await library.findMistakes()).toEqual([]);
    expect(patterns.filter(({ languages }) => languages.includes("onex")).length).toBe(43);
    expect(patterns.filter(({ languages }) => languages.includes("python")).length).toBe(16);
    expect(patterns.every((pattern) => pattern.languages.every((id) => pattern.examples[id]))).toBe(
      true,
    );
  });
});

describe("match()", () => {
  test("always shows what every node of a kind needs", async () => {
    expect(await idsOf({})).toEqual([
      "integration_ports_adapters_v1",
      "resilience_error_wrapping_v1",
      "resilience_timeout_v1",
      "security_input_validation_v1",
    ]);
    expect(await idsOf({ kind: "compute" })).not.toContain("resilience_timeout_v1");
  });

  test("puts what shares more features first, and tells why", async () => {
    const features = ["database", "connection_pooling", "transaction"];
    const [best] = (await libraryOf().match(query({ features }))).filter(({ score }) => score < 1);

    expect(best).toMatchObject({
      pattern: { id: "performance_connection_pool_v1" },
      matchedFeatures: ["database", "connection_pooling"],
      reasons: ["it is for database, connection_pooling"],
    });
  });

  test("shows one of several substitutes", async () => {
    const features = ["retry", "transient_errors", "degradation", "stale_answers"];
    const ids = await idsOf({ features });

    expect(ids).toContain("resilience_fallback_value_v1");
    expect(ids).not.toContain("resilience_retry_backoff_v1");
  });

  test("shows the most complex only to those who ask", async () => {
    const orchestrator = (features: readonly string[]) =>
      idsOf({ kind: "orchestrator", features, text: "a saga that can compensate and undo" });

    expect(await orchestrator(["rollback"])).toContain("resilience_saga_v1");
    expect(await orchestrator([])).not.toContain("resilience_saga_v1");
  });

  test("finds in a wish what it speaks of, and nothing in one that speaks of nothing", async () => {
    const general = (text: string) => idsOf({ language: "typescript", kind: undefined, text });

    expect(await general("Split a CSV line with quoted fields")).toContain(
      "input_quoted_fields_v1",
    );
    expect(await general("Turn a title into a slug: lower case, words joined by hyphens")).toEqual(
      [],
    );
    expect(await general("Clamp a number between two bounds")).toEqual([]);
  });

  test("gives scores between 0 and 1, best first, no more than asked for", async () => {
    const known = (await libraryOf().list()).flatMap(({ features }) => features);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...known)),
        fc.string(),
        fc.nat(6),
        async (features, text, count) => {
          const matches = await libraryOf().match(query({ features, text, count }));
          const scores = matches.map(({ score }) => score);

          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
          expect(scores.every((score) => score >= 0.3 && score <= 1)).toBe(true);
          expect(matches.length).toBeLessThanOrEqual(count + 4);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("the project's own patterns", () => {
  test("win over ours of the same id", async () => {
    const own = entry("").replace("data_toy", "data_pure_fold");
    const found = (await libraryOf([{ path: "own.yaml", text: own }]).list()).filter(
      ({ id }) => id === "data_pure_fold_v1",
    );

    expect(found).toMatchObject([{ name: "Toy", languages: ["toy"] }]);
  });

  test.each([
    ["- id: [", /./],
    ["id: one", /it must be a list of patterns/],
    ["- 3", /a pattern without an id/],
    [entry("  color: red\n"), /pattern "data_toy_v1".*color/],
    [entry("").replace("complexity: 1", "complexity: 9"), /pattern "data_toy_v1", complexity/],
    [entry("").replace("_v1", ""), /must be category_name_vN/],
    [`${entry("")}${entry("")}`, /is there twice/],
  ])("that are broken are told of, and hide no other: %j", async (text, message) => {
    const fine = { path: "fine.yaml", text: entry("").replace("data_toy", "data_fine") };
    const library = libraryOf([{ path: "broken.yaml", text }, fine], []);

    expect(await library.findMistakes()).toMatchObject([
      { message: expect.stringMatching(message), span: { file: "broken.yaml" } },
    ]);
    expect((await library.list()).map(({ id }) => id)).toContain("data_fine_v1");
  });
});

describe("format()", () => {
  test("shows description, example and guidelines", async () => {
    const [match] = await libraryOf().match(query({ kind: "reducer", features: ["fold"] }));
    const [fold] = (await libraryOf().match(query({ kind: "reducer", features: ["fold"] }))).filter(
      ({ score }) => score < 1,
    );
    const text = fold === undefined ? "" : libraryOf().format(fold, "onex");

    expect(match?.score).toBe(1);
    expect(text).toMatch(/^### Pure fold \(data\)\n\nMakes the new state/);
    expect(text).toMatch(/```py\ndef reduce_event/);
    expect(text).toMatch(/\n- Frozen models/);
  });

  test("keeps fences balanced, whatever the code holds", async () => {
    const [pattern] = await libraryOf().list();
    if (pattern === undefined) throw new Error("there is a pattern");
    fc.assert(
      fc.property(fc.array(fc.constantFrom("`", "```", "\n", "x", "~~~")), (parts) => {
        const text = formatPattern({ ...pattern, examples: { toy: parts.join("") } }, "toy", "toy");
        const [, marks = ""] = /^(`{3,})toy$/m.exec(text) ?? [];

        expect(text.split("\n").filter((line) => line === marks)).toHaveLength(1);
      }),
    );
  });

  test("cleans code of blank lines, and cuts what is too long", () => {
    expect(cleanCode("\n\na  \r\n\n\n\nb\n\n")).toBe("a\n\nb");
    expect(cleanCode("x\n".repeat(80)).split("\n")).toHaveLength(50);
  });
});
