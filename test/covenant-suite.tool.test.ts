import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isError } from "../src/domain/diagnostic.ts";
import type { CovenantTaskSpecification } from "../src/domain/specification.ts";
import type { Verdict } from "../src/domain/verdict.ts";
import { languages } from "../src/languages/index.ts";
import { validateCandidate } from "../src/pipeline/validation/validate-candidate.ts";
import type { Checker } from "../src/ports/language-pack.ts";
import { specificationReaders } from "../src/specifications/index.ts";
import { testMachine } from "../src/testing/test-machine.ts";

interface WrongSolution {
  readonly why: string;
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
}

const LANGUAGE = languages.find(({ id }) => id === "covenant");
const FILES = globSync("datasets/covenant/*/*/task.yaml").toSorted();
const machine = await testMachine(process.cwd());
const TASKS = await Promise.all(
  FILES.map(async (file) => {
    const reader = specificationReaders.find((each) => each.canRead(file));
    const source = { path: file, text: readFileSync(file, "utf8") };
    const options = { languages, language: undefined, files: machine.files };
    const specification = (await reader?.read(source, options)) as CovenantTaskSpecification;
    const folder = dirname(file);
    return {
      name: folder.replace("datasets/covenant/", ""),
      specification,
      reference: readFileSync(`${folder}/reference.cov`, "utf8"),
      wrong: parse(readFileSync(`${folder}/wrong.yaml`, "utf8")) as readonly WrongSolution[],
    };
  }),
);

let checker: Checker;
beforeAll(async () => {
  if (LANGUAGE === undefined) throw new TypeError("the language is not here");
  checker = await LANGUAGE.openChecker(machine);
});
afterAll(() => checker?.[Symbol.asyncDispose]());

const judge = (
  text: string,
  specification: CovenantTaskSpecification,
  profile: string,
): Promise<Verdict> =>
  validateCandidate(
    { language: "covenant", path: "answer.cov", text, companions: [] },
    { checker, specification, profile, timeoutMs: 60_000, signal: undefined },
  );

const errorsOf = ({ diagnostics }: Verdict): readonly string[] =>
  diagnostics.filter(isError).map(({ message }) => message);

describe("the Covenant suite", () => {
  test("has enough tasks of every kind", () => {
    const count = Object.groupBy(TASKS, ({ specification }) => specification.task.category);
    const sizes = Object.fromEntries(
      Object.entries(count).map(([category, tasks]) => [category, tasks?.length ?? 0]),
    );

    expect(TASKS.length).toBeGreaterThanOrEqual(120);
    for (const [category, least] of Object.entries({
      pure: 15,
      crud: 20,
      "error-handling": 15,
      "pattern-matching": 10,
      effectful: 15,
      "multi-step": 15,
      query: 15,
      transaction: 1,
      types: 1,
      "database-binding": 1,
      migration: 1,
      refactoring: 1,
    }))
      expect({ category, size: sizes[category] ?? 0 }).toSatisfy(({ size }) => size >= least);
  });

  test("has every id once, made of its category and folder", () => {
    for (const { name, specification } of TASKS)
      expect(specification.task.id).toBe(name.replace("/", "."));
  });

  test("holds out about a quarter of its tasks", () => {
    const heldOut = TASKS.filter(({ specification }) => specification.task.split === "held-out");

    expect(heldOut.length / TASKS.length).toBeGreaterThan(0.15);
    expect(heldOut.length / TASKS.length).toBeLessThan(0.35);
  });

  test("shows examples, and hides at least three behaviours of each task", () => {
    for (const { name, specification } of TASKS) {
      const { behaviours } = specification.task;
      const hidden = behaviours.filter(({ isHidden }) => isHidden);

      expect({ name, shown: behaviours.length - hidden.length, hidden: hidden.length }).toSatisfy(
        (counts) => counts.shown >= 1 && counts.hidden >= 3,
      );
    }
  });
});

describe.for(TASKS)("$name", ({ specification, reference, wrong }) => {
  test.for(LANGUAGE?.profiles ?? [])("has a reference that passes under %s", async (profile) => {
    const verdict = await judge(reference, specification, profile);

    expect(errorsOf(verdict)).toEqual([]);
    expect(verdict.status).toBe("accepted");
    expect(verdict.checks.map(({ phase }) => phase)).toContain("example");
  });

  test("has a reference that passes in canonical layout too", async () => {
    const formatted = await LANGUAGE?.format?.(reference);
    const text = formatted?.kind === "formatted" ? formatted.text : "";

    expect(errorsOf(await judge(text, specification, "strict"))).toEqual([]);
  });

  test("has a skeleton that is valid, and passes no behaviour by chance", async () => {
    const skeleton = (await LANGUAGE?.renderStub?.(specification))?.text ?? "";
    const { status, phase, diagnostics } = await judge(skeleton, specification, "strict");

    expect({ status, phase }).toEqual({ status: "rejected", phase: "example" });
    expect(diagnostics.filter(({ severity }) => severity === "warning")).toEqual([]);
  });

  test("refuses at least two wrong solutions", async () => {
    expect(wrong.length).toBeGreaterThanOrEqual(2);
    for (const { why, edits } of wrong) {
      const text = edits.reduce((before, { find, replace }) => {
        expect({ why, find, times: before.split(find).length - 1 }).toMatchObject({ times: 1 });
        return before.replace(find, () => replace);
      }, reference);
      const { status, phase } = await judge(text, specification, "compat");

      expect({ why, status }).toEqual({ why, status: "rejected" });
      expect({ why, phase }).not.toEqual({ why, phase: "syntax" });
    }
  });
});
