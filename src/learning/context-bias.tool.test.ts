import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { systemClock } from "../platform/clock.ts";
import { createLearnedStore } from "../platform/learned-store.ts";
import { createProjectFiles } from "../platform/project/project-files.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import type { ContextBias } from "../ports/constraint-set.ts";
import { createContextBias } from "./context-bias.ts";
import { DIALECTS } from "./dialects.ts";
import { BUDGET, divergenceOf } from "./fit-budget.ts";
import { learnElsewhere, learnProject } from "./learn-project.ts";
import { sumOf } from "./learned-lesson.ts";
import type { Lesson } from "./lesson.ts";
import { lex } from "./lexemes.ts";
import { createSequenceModel, probabilityOf } from "./sequence-model.ts";

const OWN = "src/pipeline";
/** Stands for a model that knows the language and not the project; and another project, as a control. */
const [GENERAL, OTHER] = ["node_modules/ai/src/generate-text", "node_modules/zod/src/v4/core"];
const VOCABULARY = 20_000;
const CANDIDATES = 40;

const folder = mkdtempSync(join(tmpdir(), "specwright-bias-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [{ lexer }] = DIALECTS as [(typeof DIALECTS)[number]];
const syntax = createSyntaxParser();
const safeName = (name: string): string => name;
const isHeldOut = (path: string): boolean =>
  Number.parseInt(sha256(path).slice(0, 8), 16) % 5 === 0;

const learnFolder = async (root: string): Promise<Lesson> =>
  (await learnElsewhere(createProjectFiles(root), { syntax, safeName })).get("ts") as Lesson;
const biasOf = (lesson: Lesson): ContextBias =>
  createContextBias(lesson, { lexer, files: 1 }) as ContextBias;

test("a project's own counts help a model that does not know it, another project's do not", async () => {
  using store = createLearnedStore(join(folder, "learned.sqlite"));
  const project = createProjectFiles(OWN);
  await learnProject({ project, store, syntax, clock: systemClock, sha256, safeName });
  const own = biasOf(sumOf(store, "ts", (path) => !isHeldOut(path)));
  const other = biasOf(await learnFolder(OTHER));
  const foretell = createForetelling(await learnFolder(GENERAL));
  const sums = { model: 0, own: 0, other: 0, moved: 0, words: 0 };

  for (const { path } of store.files().filter((file) => isHeldOut(file.path))) {
    for (const { before, word } of placesIn(readFileSync(join(OWN, path), "utf8"))) {
      const [candidates, logs] = foretell(before, word);
      const shifts = own.weigh(before, candidates, logs) ?? logs.map(() => 0);
      const others = other.weigh(before, candidates, logs) ?? logs.map(() => 0);
      sums.words += 1;
      sums.model += costOfLast(logs);
      sums.own += costOfLast(logs.map((log, at) => log + (shifts[at] ?? 0)));
      sums.other += costOfLast(logs.map((log, at) => log + (others[at] ?? 0)));
      sums.moved += divergenceOf(shifts, logs, 1);
    }
  }

  expect(sums.words).toBeGreaterThan(500);
  expect(sums.moved / sums.words).toBeLessThanOrEqual(BUDGET);
  // Nats a word.
  expect((sums.model - sums.own) / sums.words).toBeGreaterThan(0.1);
  expect((sums.model - sums.other) / sums.words).toBeLessThan(0.05);
}, 60_000);

/** Every thirty-first word of a text that is no string and no comment, with what stands before it. */
function* placesIn(text: string): Generator<{ readonly before: string; readonly word: string }> {
  let count = 0;
  for (const { index, 0: word } of text.matchAll(/[A-Za-z_$][\w$]*|[^\sA-Za-z_$]/g)) {
    count += 1;
    const before = text.slice(0, index);
    if (count % 31 === 0 && !lex(before, lexer).isInText) yield { before, word };
  }
}

/** The likeliest words after a text, and `word` last, with their log probabilities. */
function createForetelling(lesson: Lesson) {
  const model = createSequenceModel(lesson);
  return (before: string, word: string): readonly [readonly string[], readonly number[]] => {
    const ids = lex(before.slice(-200), lexer)
      .lexemes.slice(-3)
      .map((one) => model.idOf(one));
    const contexts = model.contextsOf(ids.slice(ids.lastIndexOf(undefined) + 1) as number[]);
    const logOf = (one: string): number =>
      Math.log(probabilityOf(model, model.idOf(one), contexts, VOCABULARY));
    const seen = contexts
      .flatMap((context) => [...model.listAt(context)].slice(0, 400))
      .map(([id]) => model.words[id] ?? "");
    const likeliest = [...new Set(seen)]
      .filter((one) => one !== word && one !== "")
      .map((one) => [one, logOf(one)] as const)
      .sort(([, log], [, otherLog]) => otherLog - log)
      .slice(0, CANDIDATES - 1);
    const all = [...likeliest, [word, logOf(word)] as const];
    return [all.map(([one]) => one), all.map(([, log]) => log)];
  };
}

/** Nats that the last candidate takes. */
function costOfLast(logs: readonly number[]): number {
  const highest = Math.max(...logs);
  const mass = logs.reduce((sum, log) => sum + Math.exp(log - highest), 0);
  return highest + Math.log(mass) - (logs.at(-1) ?? 0);
}
