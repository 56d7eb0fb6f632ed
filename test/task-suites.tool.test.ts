import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isError } from "../src/domain/diagnostic.ts";
import type { Example, ProseSpecification, Task } from "../src/domain/specification.ts";
import type { Verdict } from "../src/domain/verdict.ts";
import { splitOf } from "../src/evaluation/dataset/split-of.ts";
import { languages } from "../src/languages/index.ts";
import { readSpecification } from "../src/pipeline/specification/read-specification.ts";
import { validateCandidate } from "../src/pipeline/validation/validate-candidate.ts";
import type { Checker, LanguagePack } from "../src/ports/language-pack.ts";
import { splitOf as splitOfCovenantTask } from "../src/specifications/covenant-task/split.ts";
import { specificationReaders } from "../src/specifications/index.ts";
import { parseExample } from "../src/specifications/prose/index.ts";
import { testMachine } from "../src/testing/test-machine.ts";

interface WrongSolution {
  readonly why: string;
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
}

interface SuiteTask {
  /** `category.folder` */
  readonly id: string;
  readonly category: string;
  readonly complexity: string;
  readonly specification: ProseSpecification;
  readonly hidden: readonly Example[];
  readonly reference: string;
  readonly wrong: readonly WrongSolution[];
}

/** How many tasks there are at least, in all and in each category. */
const LEAST = [
  { language: "typescript", tasks: 64, inCategory: 6 },
  { language: "python", tasks: 32, inCategory: 4 },
] as const;

const CATEGORIES = [
  "algorithms",
  "collections",
  "dates-and-times",
  "generics-and-types",
  "numbers",
  "parsing",
  "records",
  "strings",
  "validation-and-errors",
];

/** Candidates stand in an empty project: nothing but the language's own library is there for them. */
const machine = await testMachine();
const sources = await testMachine(process.cwd());

async function readTask(file: string, pack: LanguagePack): Promise<SuiteTask> {
  const folder = dirname(file);
  const [category = "", name = ""] = folder.split("/").slice(-2);
  const options = { readers: specificationReaders, languages, language: undefined };
  const read = (path: string): string => readFileSync(`${folder}/${path}`, "utf8");
  const checks = parse(read("checks.yaml")) as {
    readonly complexity: string;
    readonly hidden: readonly string[];
  };
  return {
    id: `${category}.${name}`,
    category,
    complexity: checks.complexity,
    specification: (await readSpecification(file, {
      ...options,
      files: sources.files,
    })) as ProseSpecification,
    hidden: checks.hidden.map(readExample),
    reference: read(`reference${pack.fileExtensions[0]}`),
    wrong: parse(read("wrong.yaml")) as readonly WrongSolution[],
  };
}

function readExample(line: string): Example {
  const example = parseExample(line);
  if (example === undefined) throw new TypeError(`${JSON.stringify(line)} is no example`);
  return example;
}

function applyEdits(text: string, { why, edits }: WrongSolution): string {
  return edits.reduce((before, { find, replace }) => {
    expect({ why, find, times: before.split(find).length - 1 }).toMatchObject({ times: 1 });
    return before.replace(find, () => replace);
  }, text);
}

const errorsOf = ({ diagnostics }: Verdict): readonly string[] =>
  diagnostics.filter(isError).map(({ message }) => message);

/** Whether all that is wrong is told of hidden examples, so that the shown ones alone would pass. */
const failsHiddenOnly = (verdict: Verdict, { hidden }: SuiteTask): boolean => {
  const errors = errorsOf(verdict);
  const isHidden = (message: string): boolean =>
    hidden.some(({ call }) => message.startsWith(`\`${call}\` `));
  return verdict.phase === "example" && errors.length > 0 && errors.every(isHidden);
};

const SUITES = await Promise.all(
  LEAST.map(async ({ language, ...least }) => {
    const pack = languages.find(({ id }) => id === language);
    if (pack === undefined) throw new TypeError(`there is no language "${language}"`);
    const files = globSync(`datasets/${language}/*/*/task.md`).toSorted();
    const tasks = await Promise.all(files.map((file) => readTask(file, pack)));
    return { language, pack, tasks, least };
  }),
);

const shareOf = (tasks: readonly SuiteTask[], isCounted: (task: SuiteTask) => boolean): number =>
  tasks.filter(isCounted).length / tasks.length;

const isHeldOut = ({ id }: SuiteTask): boolean =>
  splitOf(id, sources.sha256) === ("held-out" satisfies Task["split"]);

describe.for(SUITES)("the $language suite", ({ language, pack, tasks, least }) => {
  let checker: Checker;
  beforeAll(async () => {
    checker = await pack.openChecker(machine);
  });
  afterAll(() => checker?.[Symbol.asyncDispose]());

  const judge = (
    text: string,
    { specification, hidden }: SuiteTask,
    profile: string = pack.profiles[0],
  ): Promise<Verdict> =>
    validateCandidate(
      { language, path: `answer${pack.fileExtensions[0]}`, text, companions: [] },
      {
        checker,
        specification: { ...specification, examples: [...specification.examples, ...hidden] },
        profile,
        timeoutMs: 60_000,
        signal: undefined,
      },
    );

  test("has enough tasks, of every category", () => {
    const sizes = CATEGORIES.map(
      (category) => tasks.filter((task) => task.category === category).length,
    );

    expect(tasks.length).toBeGreaterThanOrEqual(least.tasks);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(least.inCategory);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(tasks.length);
  });

  test("has simple, moderate and complex tasks", () => {
    const share = (complexity: string): number =>
      shareOf(tasks, (task) => task.complexity === complexity);

    expect(share("simple")).toBeGreaterThan(0.3);
    expect(share("moderate")).toBeGreaterThan(0.3);
    expect(share("complex")).toBeGreaterThan(0.15);
    expect(share("simple") + share("moderate") + share("complex")).toBeCloseTo(1);
  });

  test("holds out about a quarter of its tasks, by the hash of their ids", () => {
    expect(shareOf(tasks, isHeldOut)).toBeGreaterThan(0.15);
    expect(shareOf(tasks, isHeldOut)).toBeLessThan(0.35);
    for (const { id } of tasks) expect(splitOf(id, sources.sha256)).toBe(splitOfCovenantTask(id));
  });

  test("says in a few sentences what is asked, and shows two to four examples of it", () => {
    for (const { id, specification } of tasks) {
      const { text, signature, examples, contextFiles, testFiles } = specification;

      expect({ id, signature }).not.toEqual({ id, signature: undefined });
      expect({ id, shown: examples.length }).toSatisfy(({ shown }) => shown >= 2 && shown <= 4);
      expect({ id, sentences: text.split(/[.:;)?](?=\s)/).length }).toSatisfy(
        ({ sentences }) => sentences >= 2,
      );
      expect([...contextFiles, ...testFiles]).toEqual([]);
    }
  });

  test("hides at least four examples of each task, none of them shown", () => {
    for (const { id, specification, hidden } of tasks) {
      const calls = [...specification.examples, ...hidden].map(({ call }) => call);

      expect({ id, hidden: hidden.length }).toSatisfy((each) => each.hidden >= 4);
      expect({ id, twice: calls.filter((call, at) => calls.indexOf(call) < at) }).toEqual({
        id,
        twice: [],
      });
    }
  });

  describe.for(tasks.map((task) => ({ ...task, task })))("$id", ({ task, reference, wrong }) => {
    test("has a reference that passes what is shown and what is hidden", async () => {
      const verdict = await judge(reference, task, pack.profiles.at(-1));

      expect(errorsOf(verdict)).toEqual([]);
      expect(verdict.status).toBe("accepted");
      expect(verdict.checks.map(({ phase }) => phase)).toContain("example");
    });

    test("refuses at least two wrong solutions, one for what is hidden alone", async () => {
      const refused: boolean[] = [];
      for (const solution of wrong) {
        const verdict = await judge(applyEdits(reference, solution), task);
        const { status, phase } = verdict;
        expect({ why: solution.why, status }).toEqual({ why: solution.why, status: "rejected" });
        expect({ why: solution.why, phase }).not.toEqual({ why: solution.why, phase: "syntax" });
        refused.push(failsHiddenOnly(verdict, task));
      }

      expect(refused.length).toBeGreaterThanOrEqual(2);
      expect(refused).toContain(true);
    });
  });
});

describe("the suites", () => {
  test("have every id once", () => {
    const ids = SUITES.flatMap(({ tasks }) => tasks.map(({ id }) => id));

    expect(ids.filter((id, at) => ids.indexOf(id) < at)).toEqual([]);
  });
});
