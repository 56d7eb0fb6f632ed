import { expect, test } from "vitest";
import { cutAtRandom, readPieces } from "../../../testing/describe-prefix-judge.ts";
import { createProject } from "../fixtures/create-project.ts";
import { type Facts, openFacts } from "./facts.ts";
import { finishText } from "./finish.ts";
import { type Mutant, mutate } from "./fixtures/mutate.ts";
import {
  asBodies,
  type CorpusText,
  REPOSITORY,
  readCases,
  readHoles,
  readOwnFunctions,
  sample,
} from "./fixtures/read-corpus.ts";
import type { Judging } from "./judging.ts";
import { openCompiler } from "./open-text.ts";
import { startState } from "./prefix-state.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const project = createProject();

/** By path: opening a project takes longer than judging a text. */
const opened = new Map<string, Facts>();

const judgingOf = (
  { path, prefix }: Pick<CorpusText, "path" | "prefix">,
  root: string = project.root,
  profile = "strict",
): Judging => {
  const key = `${root} ${profile} ${path}`;
  const facts = opened.get(key) ?? openFacts(openCompiler(root, path, profile));
  if (root === project.root) opened.set(key, facts);
  return { facts, prefix, isModule: prefix === "" };
};

/** Which of them are refused though the compiler and the guard take the whole, and how many positions were judged. */
async function findFalseRefusals(
  rows: readonly CorpusText[],
  { root = project.root, profile = "strict", byCharacter = true } = {},
) {
  const refused: unknown[] = [];
  let positions = 0;
  let texts = 0;
  for (const row of rows) {
    const judging = judgingOf(row, root, profile);
    if (finishText(row, judging) !== undefined) continue;
    const pieces = byCharacter ? [...row.text] : cutAtRandom(row.text, 11, 6);
    const { refusal } = await readPieces(startState(judging), pieces);
    texts += 1;
    positions += pieces.length;
    if (refusal !== undefined) refused.push({ name: row.name, ...refusal });
  }
  return { refused, positions, texts };
}

test("openTypeJudge() refuses no well-typed module at any character", async () => {
  const { refused, positions } = await findFalseRefusals(sample(readCases(), isFull ? 1000 : 24));
  expect(refused).toEqual([]);
  expect(positions).toBeGreaterThan(3000);
});

test("openTypeJudge() refuses no well-typed body at any character, nor the answers of holes", async () => {
  const rows = [
    ...sample(asBodies(readCases()), isFull ? 1000 : 16),
    ...sample(readHoles(), isFull ? 1000 : 16),
  ];
  const { refused, positions } = await findFalseRefusals(rows);
  expect(refused).toEqual([]);
  expect(positions).toBeGreaterThan(2000);
});

test.each(["strict", "strictest"])(
  "openTypeJudge() refuses none of this repository's functions under %s",
  async (profile) => {
    const rows = sample(readOwnFunctions(), isFull ? 400 : 4, 5);
    const { refused, texts } = await findFalseRefusals(rows, {
      root: REPOSITORY,
      profile,
      byCharacter: false,
    });
    expect(refused).toEqual([]);
    expect(texts).toBeGreaterThan(isFull ? 300 : 2);
  },
  1_800_000,
);

test("openTypeJudge() refuses what was changed for the worse, never before the change, mostly in its statement", async () => {
  const mutants = sample(asBodies(readCases()), isFull ? 1000 : 20)
    .filter((row) => finishText(row, judgingOf(row)) === undefined)
    .flatMap((row) => sample(mutate(row), isFull ? 12 : 4, 3));
  const counts = { wrong: 0, inStatement: 0 };
  for (const mutant of mutants) {
    const judging = judgingOf(mutant);
    const start = startState(judging);
    const isRight = finishText(mutant, judging) === undefined;
    const { refusal, written } = await readPieces(start, cutAtRandom(mutant.text, 5, 6));
    expect([mutant.name, mutant.text, refusal === undefined]).toEqual([
      mutant.name,
      mutant.text,
      isRight,
    ]);
    if (refusal === undefined) continue;
    expect([mutant.name, written >= mutant.from]).toEqual([mutant.name, true]);
    counts.wrong += 1;
    if (isInStatement(mutant, written)) counts.inStatement += 1;
  }
  expect(counts.wrong).toBeGreaterThan(30);
  expect(counts.inStatement / counts.wrong).toBeGreaterThan(0.8);
});

/** The next word must have begun, where a line ends a statement. */
const isInStatement = ({ statementEnd }: Mutant, written: number): boolean =>
  written <= statementEnd + 10;
