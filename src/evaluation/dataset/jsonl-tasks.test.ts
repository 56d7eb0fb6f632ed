import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { datasetParts } from "../../config/dataset-parts.ts";
import { isFault } from "../../domain/fault.ts";
import { languages } from "../../languages/index.ts";
import { sha256 } from "../../platform/sha256.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { specificationReaders } from "../../specifications/index.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { readJsonlTasks } from "./jsonl-tasks.ts";

const read = (
  lines: readonly (object | string)[],
  files: Readonly<Record<string, string>> = {},
) => {
  const machine = { files: createMemoryFiles(files), sha256, languages, specificationReaders };
  const text = lines
    .map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
    .join("\n");
  return readJsonlTasks(
    { path: "sets/mine.jsonl", text },
    datasetParts(machine as unknown as CheckEnvironment),
  );
};
const prose = { language: "ts", text: "Add one." };

describe("readJsonlTasks()", () => {
  test("reads specifications that stand in the line, with what is hidden apart", async () => {
    const [task, other] = await read([
      {
        id: "add.one",
        category: "sums",
        complexity: "complex",
        specification: {
          ...prose,
          signature: "export function f(n: number): number",
          examples: ["f(1) => 2"],
          requirements: ["It adds"],
        },
        hidden_examples: ["f(2) => 3"],
      },
      "",
      { id: "b", specification: prose },
    ]);

    expect(task).toMatchObject({
      id: "add.one",
      category: "sums",
      complexity: "complex",
      specification: {
        kind: "prose",
        name: "add.one",
        language: "typescript",
        requirements: ["It adds"],
      },
      hiddenExamples: [{ call: "f(2)" }],
    });
    expect(other).toMatchObject({ category: "uncategorised", complexity: "moderate" });
  });

  test("reads specifications of all kinds beside the file, and takes their own labels", async () => {
    const suite = "datasets/covenant/pure/initials/task.yaml";
    const { readFileSync } = await import("node:fs");
    const files = {
      "sets/a.md": "---\nlanguage: python\n---\n\nAdd one.\n",
      "sets/b.task.yaml": readFileSync(suite, "utf8"),
    };

    const tasks = await read(
      [
        { id: "a", specification: "a.md" },
        { id: "b", specification: "b.task.yaml" },
      ],
      files,
    );

    expect(tasks).toMatchObject([
      { id: "a", specification: { kind: "prose", language: "python" } },
      { id: "b", category: "pure", specification: { kind: "covenant-task" } },
    ]);
  });

  test("reads files of contracts, one a line", async () => {
    const source =
      "method M() returns (n: int)\n  ensures n > 1\n// <vc-code>\n{ assume {:axiom} false; }\n// </vc-code>\n";

    const tasks = await read([{ id: "M1", language: "dafny", source: "mine", spec_text: source }]);

    expect(tasks).toMatchObject([
      { id: "mine.M1", category: "mine", specification: { kind: "formal" } },
    ]);
  });

  test("names every mistake with its line", async () => {
    const reading = read(
      [
        "{",
        { id: "a", specification: prose },
        { id: "a", specification: prose },
        { id: "b", specification: "no.md" },
        { id: "c", specification: { ...prose, language: "klingon" } },
        { id: "d", specification: { ...prose, txt: "x" } },
        { id: "e", specification: { ...prose, examples: ["f(1)"] } },
        { id: "../f", specification: prose },
        { id: "g", complexity: "hard", specification: prose, hiden: [] },
        { id: "h" },
        { id: "i", specification: "b.docx" },
        "[]",
      ],
      { "sets/b.docx": "x" },
    );

    const error = await reading.catch((cause: unknown) => cause);

    expect(isFault(error, "specification/invalid")).toBe(true);
    const lines = (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
    expect(lines).toEqual([
      "line 1: it is no JSON",
      'line 3: the id "a" is that of line 2',
      expect.stringMatching(/^line 4: .*sets\/no\.md/),
      expect.stringMatching(/^line 5: .*klingon/),
      expect.stringMatching(/^line 6: .*txt/),
      expect.stringMatching(/^line 7: examples\.0: write "call => value"/),
      expect.stringMatching(/^line 8: id: /),
      expect.stringMatching(/^line 9: complexity: .*; .*hiden/),
      expect.stringMatching(/^line 10: specification: /),
      expect.stringMatching(/^line 11: .*b\.docx/),
      expect.stringMatching(/^line 12: /),
    ]);
  });

  test("refuses a file without a task, whatever it holds, with one clear fault", async () => {
    await expect(read([])).rejects.toMatchObject({ code: "specification/invalid" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.json()), { maxLength: 5 }),
        async (lines) => {
          const end = await read(lines).catch((cause: unknown) => cause);

          expect(Array.isArray(end) || isFault(end)).toBe(true);
        },
      ),
    );
  });
});
