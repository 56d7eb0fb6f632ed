import { describe, expect, test } from "vitest";
import { datasetParts } from "../../config/dataset-parts.ts";
import type { EvaluationTask } from "../../domain/evaluation.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { languages } from "../../languages/index.ts";
import { sha256 } from "../../platform/sha256.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { specificationReaders } from "../../specifications/index.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import type { DatasetParts } from "./dataset-parts.ts";
import { readExampleTasks } from "./example-tasks.ts";
import { listDatasets, openDatasets } from "./open-datasets.ts";
import { splitOf } from "./split-of.ts";

const partsWith = (
  texts: Readonly<Record<string, string>>,
  packaged?: readonly SourceText[],
): DatasetParts => {
  const files = createMemoryFiles(texts);
  const machine = { files, sha256, languages, specificationReaders };
  const parts = datasetParts(machine as unknown as CheckEnvironment);
  return packaged === undefined
    ? parts
    : {
        ...parts,
        readPackageFiles: async (folder, ending) =>
          packaged.filter(({ path }) => path.startsWith(folder) && path.endsWith(ending)),
      };
};
const countBy = (tasks: readonly EvaluationTask[], key: "category" | "complexity" | "split") =>
  Object.fromEntries(
    Object.entries(Object.groupBy(tasks, (task) => task[key])).map(([name, some]) => [
      name,
      some?.length,
    ]),
  );

describe("openDatasets()", () => {
  test("opens the suite with its own words", async () => {
    const tasks = await openDatasets(["covenant"], partsWith({}));

    expect(tasks).toHaveLength(135);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(135);
    expect(Object.keys(countBy(tasks, "category"))).toHaveLength(12);
    for (const { id, category, split } of tasks) {
      expect(id.startsWith(`${category}.`)).toBe(true);
      expect(splitOf(id, sha256)).toBe(split);
    }
  });

  test("opens public contracts and signatures, and tells labels that they have none of", async () => {
    const contracts = await openDatasets(["dafny"], partsWith({}));
    const signatures = await openDatasets(["signatures"], partsWith({}));

    expect(contracts).toHaveLength(30);
    expect(countBy(contracts, "category")).toMatchObject({ apps: 5, verina: 4 });
    expect(contracts[0]).toMatchObject({ id: "apps.DA0333", complexity: "complex" });
    expect(countBy(contracts, "complexity")).toEqual({ simple: 8, moderate: 13, complex: 9 });
    expect(signatures).toHaveLength(100);
    expect(signatures[0]?.specification).toMatchObject({
      name: "average",
      signature: "export function average(values: readonly number[]): number",
    });
  });

  test("tells ids that two datasets have apart, and leaves all others as they are", async () => {
    const line = (id: string) =>
      JSON.stringify({ id, specification: { language: "typescript", text: "Do it." } });
    const parts = partsWith({ "a.jsonl": `${line("x")}\n${line("y")}`, "b.jsonl": line("x") });

    const tasks = await openDatasets(["a.jsonl", "b.jsonl", "a.jsonl"], parts);

    expect(tasks.map(({ id }) => id)).toEqual(["a.jsonl/x", "y", "b.jsonl/x"]);
  });

  test("refuses a name that nothing has, and a file that is not there", async () => {
    await expect(openDatasets(["covenent"], partsWith({}))).rejects.toMatchObject({
      code: "usage/invalid",
      help: expect.stringContaining('Did you mean "covenant"?'),
    });
    await expect(openDatasets(["no.jsonl"], partsWith({}))).rejects.toMatchObject({
      code: "source/missing",
    });
  });

  test("lists what comes with this package", async () => {
    const names = (await listDatasets(partsWith({}))).map(({ name }) => name);

    expect(names).toEqual(["covenant", "dafny", "typescript", "python", "signatures"]);
  });
});

const TASK = `---\nlanguage: typescript\nsignature: "export function f(n: number): number"\nexamples:\n  - f(1) => 2\n---\n\nAdd one.\n`;
const entry = { name: "d", path: "d", language: undefined, about: "" };
const readWith = (checks: string | undefined) =>
  readExampleTasks(
    entry,
    partsWith({}, [
      { path: "d/numbers/add-one/task.md", text: TASK },
      ...(checks === undefined ? [] : [{ path: "d/numbers/add-one/checks.yaml", text: checks }]),
    ]),
  );

describe("readExampleTasks()", () => {
  test("keeps what is hidden out of the specification", async () => {
    const [task] = await readWith(
      "complexity: moderate\nhidden:\n  - f(41) => 42\n  - f(NaN) throws RangeError\n",
    );

    expect(task).toMatchObject({
      id: "numbers.add-one",
      category: "numbers",
      complexity: "moderate",
      specification: { name: "add-one", examples: [{ call: "f(1)" }] },
      hiddenExamples: [
        { call: "f(41)", expected: { kind: "returns", expression: "42" } },
        { call: "f(NaN)", expected: { kind: "throws", name: "RangeError" } },
      ],
    });
    expect(JSON.stringify(task?.specification)).not.toContain("41");
  });

  test.each([
    ["no checks", undefined, "there is no checks.yaml beside it"],
    ["an unknown key", "complexity: simple\nhiden: [f(1) => 1]\n", "hidden"],
    ["no example", 'complexity: simple\nhidden: ["f(1)"]\n', '"f(1)" is no example'],
    ["broken YAML", "complexity: [", "checks.yaml"],
  ])("refuses %s", async (_, checks, said) => {
    await expect(readWith(checks)).rejects.toMatchObject({
      code: "specification/invalid",
      message: expect.stringContaining(said),
    });
  });
});
