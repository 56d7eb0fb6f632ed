import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createLearnedStore } from "../platform/learned-store.ts";
import { createProjectFiles } from "../platform/project/project-files.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import type { LearnedStore } from "../ports/learned-store.ts";
import { sayLesson } from "../testing/arbitrary-lesson.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { createLearner, type Learner } from "./create-learner.ts";
import { createProjectHabits } from "./create-project-habits.ts";
import { sumOf } from "./learned-lesson.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-learner-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const syntax = createSyntaxParser();
let made = 0;

type Sources = Readonly<Record<string, string | Uint8Array>>;

interface Project {
  readonly root: string;
  readonly store: LearnedStore;
  readonly learner: Learner;
  write(files: Sources): void;
}

function createProject(files: Sources): Project {
  const root = join(folder, `${++made}`);
  mkdirSync(root);
  const write = (written: Sources): void => {
    for (const [path, text] of Object.entries(written)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      // Long ago: a file that was changed just now is read again.
      utimesSync(join(root, path), 1000 + text.length, 1000 + text.length);
    }
  };
  write(files);
  const store = createLearnedStore(join(root, ".specwright/learned.sqlite"));
  const learner = createLearner({
    project: createProjectFiles(root),
    store,
    syntax,
    clock: createFakeClock(),
    sha256,
    safeName: (name) => name,
  });
  return { root, store, learner, write };
}

const learnedIn = ({ store }: Project): unknown =>
  ["ts", "py"].map((dialect) => sayLesson(sumOf(store, dialect)));

const statement = fc.constantFrom(
  "const total = order.price ?? 0;",
  "let snake_case = 'a'",
  'if (known === undefined) throw new Fault("x");',
  "export const loadOrder = async () => await store.load([1,\n  2,\n]);",
  'import fs from "node:fs";',
  "",
);
const source = fc.array(statement, { maxLength: 8 }).map((lines) => lines.join("\n"));

describe("createLearner()", () => {
  test("forgets exactly what a file taught: learned from A and B without B is learned from A", async () => {
    await fc.assert(
      fc.asyncProperty(source, source, async (a, b) => {
        const both = createProject({ "a.ts": a, "src/b.ts": b });
        const one = createProject({ "a.ts": a });
        await both.learner.learn();
        await one.learner.learn();

        both.learner.rules();
        expect(both.learner.forget("src/b.ts")).toBe(true);

        expect(learnedIn(both)).toEqual(learnedIn(one));
        expect(both.learner.rules()).toEqual(one.learner.rules());
        both.learner[Symbol.dispose]();
        one.learner[Symbol.dispose]();
      }),
      { numRuns: 15 },
    );
  });

  test("learns the same in steps and at once, and when a file is changed or gone", async () => {
    const steps = createProject({ "a.ts": "const one = 'x';", "gone.ts": "const two = 2;" });
    await steps.learner.learn();
    steps.write({ "a.ts": 'const other = "y";\n', "b.py": "x = 'a'\n" });
    rmSync(join(steps.root, "gone.ts"));
    const second = await steps.learner.learn();
    const third = await steps.learner.learn();
    const once = createProject({ "a.ts": 'const other = "y";\n', "b.py": "x = 'a'\n" });
    await once.learner.learn();

    expect(second).toMatchObject({ files: 2, changed: 2, removed: 1 });
    expect(third).toMatchObject({ files: 2, changed: 0, removed: 0 });
    expect(learnedIn(steps)).toEqual(learnedIn(once));
  });

  test("stays without what was forgotten, until that is undone", async () => {
    const project = createProject({ "a.ts": "const one = 'x';", "b.ts": "const two = 2;" });
    await project.learner.learn();

    project.learner.forget("b.ts");
    const again = await project.learner.learn();
    const wasForgotten = project.learner.remember("b.ts");
    const after = await project.learner.learn();

    expect(again).toMatchObject({ files: 1, forgotten: ["b.ts"] });
    expect(wasForgotten).toBe(true);
    expect(after).toMatchObject({ files: 2, changed: 1, forgotten: [] });
    expect(project.learner.forget("nowhere.ts")).toBe(false);
  });

  test("leaves out what is no source, and says why", async () => {
    const project = createProject({
      "binary.ts": Uint8Array.of(0, 1, 2),
      "latin.py": Uint8Array.of(0xe4, 0x0a),
      "huge.ts": "x;".repeat(600_000),
      "node_modules/a/index.ts": "const a = 1;",
      "ignored.ts": "const a = 1;",
      ".gitignore": "ignored.ts\n",
      "empty.ts": "",
      "fine.ts": "const a = 'b';\n",
    });

    const { files, skipped } = await project.learner.learn();

    expect(files).toBe(2);
    expect(skipped.map(({ path }) => path).toSorted()).toEqual([
      "binary.ts",
      "huge.ts",
      "latin.py",
      "node_modules/",
    ]);
  });

  test("learns nothing in an empty project, and measures nothing", async () => {
    const { learner } = createProject({});

    expect(await learner.learn()).toMatchObject({ files: 0, skipped: [] });
    expect(learner.rules()).toEqual([]);
    expect(learner.measure()).toEqual([]);
  });

  test("keeps what it learned when it is stopped", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_none, at) => [`${at}.ts`, `const a${at} = 1;`]),
    );
    const project = createProject(files);
    const stop = new AbortController();
    const onProgress = (): void => stop.abort(new Error("stop"));

    await expect(project.learner.learn({ signal: stop.signal, onProgress })).rejects.toThrow(
      "stop",
    );

    expect(project.store.files().length).toBeGreaterThan(0);
    expect(await project.learner.learn()).toMatchObject({ files: 100 });
  });

  test("teaches nothing by a lesson that cannot be read", async () => {
    const project = createProject({ "a.ts": "const a = 'b';" });
    await project.learner.learn();
    const [file] = project.store.files();
    if (file === undefined) throw new RangeError("no file");
    project.store.put([{ file: { ...file, hash: "other" }, lesson: "{broken" }]);

    expect(project.learner.rules()).toEqual([]);
  });

  test("moves a rule by what people say, and refuses one that is not there", async () => {
    const project = createProject({ "a.ts": `${"f('a');\n".repeat(60)}` });
    await project.learner.learn();
    expect(() => project.learner.giveFeedback("ts/nothing", true)).toThrow(/nothing of that name/);

    for (let time = 0; time < 9; time += 1) project.learner.giveFeedback("ts/quotes", false);

    expect(project.learner.rules().find(({ id }) => id === "ts/quotes")?.state).toBe("off");
  });
});

describe("createProjectHabits()", () => {
  const languages = [{ id: "script", fileExtensions: [".ts"] as const }];

  test("tells the rules in use, what is likely and what is used, and closes the store", async () => {
    const project = createProject({ "a.ts": `${"store.load('a');\n".repeat(60)}` });
    await project.learner.learn();
    const path = join(project.root, ".specwright/learned.sqlite");
    const habits = createProjectHabits({
      openStore: async () => createLearnedStore(path),
      languages,
      sha256,
    });

    expect(await habits.describeRules("script")).toContainEqual({
      id: "ts/quotes",
      sentence: "Strings stand in single quotes",
      why: "60 of 60 places",
    });
    expect((await habits.usage("script"))?.shareOf("store", "load")).toBe(1);
    expect((await habits.bias("script"))?.describes).toBe("names and sequences of 1 files");
    expect(await habits.describeRules("unknown")).toEqual([]);
  });

  test("knows nothing where nobody learned", async () => {
    const habits = createProjectHabits({ openStore: async () => undefined, languages, sha256 });

    expect(await habits.describeRules("script")).toEqual([]);
    expect(await habits.bias("script")).toBeUndefined();
    expect(await habits.usage("script")).toBeUndefined();
  });
});
