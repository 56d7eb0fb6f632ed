import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CacheReport, SentPrompt } from "../ports/prompt-history.ts";
import { createPromptHistory } from "./prompt-history.ts";
import { RESPONSE_TABLES } from "./sqlite/response-tables.ts";
import { openTolerantDatabase } from "./sqlite/tolerant-database.ts";

const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-prompts-")), "r.sqlite");
const open = (path: string) => {
  const database = openTolerantDatabase(path, { migrations: RESPONSE_TABLES, onNote: () => {} });
  return { database, history: createPromptHistory(database) };
};

const prompt = (text: string, modelId = "toy/model"): SentPrompt => ({
  modelId,
  messages: [{ role: "user", text }],
  breakPoints: [{ message: 0, end: 1 }],
  sentAt: 5,
  readyAt: 6,
});
const report = (runId: string | undefined, why: string): CacheReport => ({
  runId,
  modelId: "toy/model",
  sentAt: 5,
  usage: { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 },
  expectedTokens: 0,
  outcome: "first",
  why,
  difference: undefined,
});
const textOf = ({ messages }: SentPrompt): string | undefined => messages[0]?.text;

describe("createPromptHistory()", () => {
  test("gives back prompts and reports, newest first, also to the next process", () => {
    const path = newPath();
    const first = open(path);
    first.history.add(prompt("a"), report("run-1", "first"));
    first.history.add(prompt("b"), report("run-2", "second"));
    first.history.add(prompt("c"), undefined);
    expect(first.history.last(2).map(textOf)).toEqual(["c", "b"]);
    first.history.flush();
    first.database[Symbol.dispose]();

    const { database, history } = open(path);
    using _ = database;

    expect(history.last(10)).toEqual([prompt("c"), prompt("b"), prompt("a")]);
    expect(history.reports({ count: 10 }).map(({ why }) => why)).toEqual(["second", "first"]);
    expect(history.reports({ runId: "run-1", count: 10 })).toEqual([report("run-1", "first")]);
  });

  test("keeps the last of each model only, and no prompt that would push out all others", () => {
    const path = newPath();
    const first = open(path);
    first.history.add(prompt("kept", "toy/other"), undefined);
    for (let count = 0; count < 40; count += 1) first.history.add(prompt(`${count}`), undefined);
    first.history.add(prompt("x".repeat(9_000_000)), undefined);
    first.history.flush();
    first.database[Symbol.dispose]();

    const { database, history } = open(path);
    using _ = database;

    expect(history.last(100).map(textOf)).toEqual([
      ...Array.from({ length: 16 }, (_unused, at) => `${39 - at}`),
      "kept",
    ]);
  });

  test("forgets everything when it is cleared", () => {
    const { database, history } = open(newPath());
    using _ = database;
    history.add(prompt("a"), report("run", "why"));

    history.clear();

    expect(history.last(10)).toEqual([]);
    expect(history.reports({ count: 10 })).toEqual([]);
  });
});
