import { expect, test } from "vitest";
import { openConstraintEngine } from "../../../constraint/engines/open-engine.ts";
import { isRefusal, type PrefixState } from "../../../ports/prefix-judge.ts";
import { createDraw } from "../../../std/create-draw.ts";
import { createByteVocabulary } from "../../../testing/byte-vocabulary.ts";
import { compileOrThrow } from "../../../testing/constraint-walk.ts";
import { openWritingGrammar } from "../constraints/grammar.ts";
import { createProject } from "../fixtures/create-project.ts";
import { asBodies, readCases, readHoles, sample } from "./fixtures/read-corpus.ts";
import { openTypeJudge } from "./open-type-judge.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const project = createProject();
const { engine } = openConstraintEngine();
const open = compileOrThrow(
  await engine.load(createByteVocabulary()),
  await openWritingGrammar("body"),
);

/** Whether the grammar that models write by takes all of a text. */
function isWritten(text: string): boolean {
  const session = open();
  const tokens = [...new TextEncoder().encode(text)];
  const isTaken = session.validate(tokens) === tokens.length;
  for (const token of isTaken ? tokens : []) session.commit(token);
  return isTaken && session.isAccepting();
}

const judgeOf = (prefix: string, path = "src/code.ts", profile = "strict") =>
  openTypeJudge({ machine: { files: { root: project.root } as never }, profile, path, prefix });

const feed = (state: PrefixState, text: string): PrefixState => {
  const fed = state.feed(text);
  if (isRefusal(fed)) throw new Error(`${JSON.stringify(text)}: ${fed.reason}`);
  return fed;
};

/** Whether an end is right; `undefined` where none is proposed. */
async function isGoodEnd(start: PrefixState, written: string): Promise<boolean | undefined> {
  const state = feed(start, written);
  const end = state.proposeEnd?.();
  if (end === undefined) return undefined;
  const after = state.feed(end);
  return (
    !isRefusal(after) && (await after.finish(undefined)) === undefined && isWritten(written + end)
  );
}

test("proposeEnd() ends nearly every beginning of good code, and never wrongly", async () => {
  const random = createDraw(1);
  const rows = [
    ...sample(asBodies(readCases()), isFull ? 1000 : 30, 3),
    ...sample(readHoles(), isFull ? 1000 : 20, 3),
  ];
  const counts = { asked: 0, good: 0 };
  const wrong: string[] = [];
  for (const { prefix, path, text } of rows) {
    if (!isWritten(text)) continue;
    const { start } = await judgeOf(prefix, path);
    const whole = start.feed(text);
    if (isRefusal(whole) || (await whole.finish(undefined)) !== undefined) continue;
    for (let turn = 0; turn < 3; turn += 1) {
      const written = text.slice(0, Math.floor(random() * text.length));
      const isGood = await isGoodEnd(start, written);
      counts.asked += 1;
      if (isGood === true) counts.good += 1;
      if (isGood === false) wrong.push(written);
    }
  }
  expect(wrong).toEqual([]);
  expect(counts.asked).toBeGreaterThan(60);
  expect(counts.good / counts.asked).toBeGreaterThan(0.93);
}, 600_000);

const PREFIX = `interface Point { readonly x: number; readonly label: string; side: "a" | "b" }
export function f(xs: readonly string[], n: number, make: () => Point): Point {
`;

test.each([
  "",
  "  const a = n +",
  "  return make(",
  '  const s = "half \\',
  "  const s = `half ${xs[",
  "  /** why",
  "  // why",
  "  const a = n;\n  /",
  "  const p: Point = {",
  "  const p: Point = { x: 1, ",
  "  const m = new Map<string",
  "  const m = new Map<string, ",
  "  for (const x of xs) {\n    if (x.length > ",
  "  for (const [at, x] of xs.entr",
  "  for (let k = 0; k < n; k+",
  "  const { x, label } ",
  "  try {\n    const made = make",
  "  switch (n) {\n    case ",
  "  const g = (a: number, b",
  "  xs.map((x) => x.",
  "  function inner(a: number): string {\n    if (a > 1) ret",
  "  if (/[a-z(]+(x|",
  "  return { ...make(), side: ",
  "  xs.forEach(async (x) => {\n    aw",
])("proposeEnd() ends %j", async (written) => {
  const { start } = await judgeOf(PREFIX);
  expect(await isGoodEnd(start, written)).toBe(true);
});

test("proposeEnd() says nothing more where all is written", async () => {
  const { start } = await judgeOf(PREFIX);
  expect(feed(start, "  return make();\n}\n").proposeEnd?.()).toBe("");
});

test("proposeEnd() throws where no value of the type is to be had", async () => {
  const { start } = await judgeOf("export function g<T>(): T {\n");
  expect(feed(start, "").proposeEnd?.()).toContain('throw new Error("unfinished");');
});

test.each([
  [
    "class Box { constructor(readonly size: number) {} }\nexport function f(n: number): Box",
    "new Box(n)",
  ],
  ["class Box { #size = 1 }\nexport function f(made: { readonly box: Box }): Box", "made.box"],
  [
    "class Box { #a = 1 }\nconst make = (n: number): Box => new Box();\nexport function f(n: number): Box",
    "(n)",
  ],
  [
    "class Box { #a = 1; twice(): Box { return this; } }\nclass Pair { constructor(private box: Box) {} }\nexport function f(box: Box): Pair",
    "new Pair(box)",
  ],
  ["export function f<T>(xs: { first: T; get(at: number): T }): T", "xs.first"],
  ["export function f<T>(xs: { get(at: number): T }): T", "xs.get(0)"],
])("proposeEnd() composes a value where none has a name: %s", async (head, value) => {
  const { start } = await judgeOf(`${head} {\n`);
  const end = feed(start, "").proposeEnd?.();

  expect(end).toContain(value);
  expect(end).not.toContain("throw");
  expect(await isGoodEnd(start, "")).toBe(true);
});

test("proposeEnd() reads what must be used", async () => {
  const { start } = await judgeOf(PREFIX, "src/code.ts", "strictest");
  expect(await isGoodEnd(start, "  const unused = n;\n  const other = ")).toBe(true);
});
