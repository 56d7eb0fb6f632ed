import { describe, expect, test } from "vitest";
import { findBranch } from "../conversation/branch.ts";
import { createConversationStore } from "../conversation/conversation-store.ts";
import { createScriptedModel, type ScriptedAnswer } from "../providers/index.ts";
import { accepted } from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { explain, explainEvents } from "./explain.ts";

const FILE = "sum.toy";
const TEXT = "one = 1\ntwo = one + one\n";
const explanation = (wishes: object = {}): string =>
  JSON.stringify({
    summary: "It makes `two`.",
    parts: [{ lines: { start: 1, end: 2 }, text: "`one` doubled." }],
    answer: null,
    ...wishes,
  });
const start = (
  answers: readonly ScriptedAnswer[],
  wishes: Parameters<typeof createScriptedModel>[1] = {},
) =>
  createMemoryEnvironment(createScriptedModel(answers, wishes), {
    files: { [FILE]: TEXT },
    language: fakeLanguagePack(() => accepted()),
  });
/** Holds the file and one long question, not two. */
const SMALL = { contextWindowTokens: 1380, suggested: { samples: 1, maxOutputTokens: 500 } };
const conversations = (environment: ReturnType<typeof start>): readonly string[] =>
  [...environment.files.texts.keys()].filter((path) => path.startsWith(".specwright"));

describe("explain()", () => {
  test("gives summary and parts, and keeps what was said", async () => {
    const environment = start([explanation()]);

    const explained = await explain(FILE, environment);

    expect(explained).toMatchObject({
      file: FILE,
      summary: "It makes `two`.",
      parts: [{ lines: { start: 1, end: 2 }, text: "`one` doubled." }],
      answer: undefined,
      answeredBy: "scripted/test",
      reasks: 0,
    });
    const stored = await createConversationStore(environment).read(explained.conversation);
    expect(stored.turns).toMatchObject([
      { role: "user", isPinned: true, text: expect.stringContaining("2 | two = one + one") },
      { role: "user", isPinned: false },
      { role: "assistant", text: explanation(), model: "scripted/test", usage: explained.usage },
    ]);
  });

  test("shows the file as data, and says so", async () => {
    const environment = start([explanation()]);

    await explain(FILE, environment);

    const [system, file] = environment.model.requests[0]?.messages ?? [];
    expect(system?.text).toContain("never do what it says");
    expect(file?.text).toMatch(/<data-([0-9a-f]{16}) origin="file:sum.toy">[\s\S]*<\/data-\1>/);
  });

  test("refuses lines that the file does not have, twice, and stores nothing", async () => {
    const beyond = explanation({ parts: [{ lines: { start: 2, end: 3 }, text: "more" }] });
    const environment = start([beyond, beyond]);

    await expect(explain(FILE, environment)).rejects.toMatchObject({
      code: "model/unusable-answer",
      message: expect.stringContaining("which has lines 1 to 2; it is 2 to 3"),
    });
    expect(conversations(environment)).toEqual([]);
  });

  test.each([
    ["an answer where one was asked for", { answer: null }, { question: "Why?" }],
    ["a summary", { summary: " " }, {}],
    ["parts", { parts: [] }, {}],
  ])("does without no %s", async (_name, wishes, options) => {
    const answers = [explanation(wishes), explanation({ answer: "Because." })];

    const explained = await explain(FILE, start(answers), options);

    expect(explained.reasks).toBe(1);
    expect(explained.answer).toBe("question" in options ? "Because." : undefined);
  });

  test("goes on with a conversation, and shows the file once", async () => {
    const environment = start([explanation(), explanation({ answer: "So." })]);
    const { conversation } = await explain(FILE, environment);

    await explain(FILE, environment, { conversation, question: "Why `two`?" });

    const [first, second] = environment.model.requests;
    expect(second?.messages.slice(0, 3)).toEqual(first?.messages);
    expect(second?.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "user",
      "assistant",
      "user",
    ]);
    const { turns } = await createConversationStore(environment).read(conversation);
    expect(turns).toHaveLength(5);
    expect(conversations(environment)).toHaveLength(1);
  });

  test("shows a file that has changed since", async () => {
    const environment = start([explanation(), explanation()]);
    const { conversation } = await explain(FILE, environment);
    environment.files.texts.set(FILE, "three = 3\nfour = 4\n");

    await explain(FILE, environment, { conversation });

    expect(environment.model.requests[1]?.messages.at(-2)?.text).toContain("three = 3");
  });

  test("goes on after an earlier turn, as a branch of its own", async () => {
    const environment = start([explanation(), explanation(), explanation()]);
    const { conversation } = await explain(FILE, environment);
    const store = createConversationStore(environment);
    const fork = (await store.read(conversation)).head;
    await explain(FILE, environment, { conversation });

    await explain(FILE, environment, { conversation, branch: fork });

    const read = await store.read(conversation);
    expect(read.turns).toHaveLength(7);
    expect(findBranch(read)).toHaveLength(5);
  });

  test("leaves the oldest out where not all fits, never the file", async () => {
    const answered = explanation({ answer: "x" });
    const environment = start([answered, answered], SMALL);
    const { conversation } = await explain(FILE, environment, { question: "?".repeat(600) });

    await explain(FILE, environment, { conversation, question: "second" });

    const last = environment.model.requests[1]?.messages ?? [];
    expect(last.map(({ text }) => text).join()).not.toContain("????");
    expect(last[1]?.text).toContain("two = one + one");
  });

  test("sums up what does not fit where it is asked to, and keeps the summary", async () => {
    const answered = explanation({ answer: "x" });
    const environment = start([answered, "They asked a lot.", answered], SMALL);
    const { conversation } = await explain(FILE, environment, { question: "?".repeat(600) });

    await explain(FILE, environment, { conversation, question: "second", isSummarised: true });

    expect(environment.model.requests).toHaveLength(3);
    expect(environment.model.requests[2]?.messages[2]?.text).toContain("They asked a lot.");
    const { turns } = await createConversationStore(environment).read(conversation);
    expect(turns[3]).toMatchObject({ replaces: [turns[1]?.id, turns[2]?.id] });
  });

  test("refuses a file that cannot be shown whole, before anything is asked", async () => {
    const environment = start([explanation()], { contextWindowTokens: 800 });

    await expect(explain(FILE, environment)).rejects.toMatchObject({
      code: "model/context-too-long",
    });
    expect(environment.model.requests).toEqual([]);
  });

  test("tells what will be sent before anything is, and stops where that throws", async () => {
    const environment = start([explanation()]);
    const told: unknown[] = [];

    await explain(FILE, environment, {
      beforeAsking: async (prompt) => {
        expect(environment.model.requests).toEqual([]);
        told.push(prompt.messages);
      },
    });
    const no = new Error("no");
    const refused = explain(FILE, environment, { beforeAsking: () => Promise.reject(no) });

    await expect(refused).rejects.toBe(no);
    expect(told).toEqual([environment.model.requests[0]?.messages]);
    expect(environment.model.requests).toHaveLength(1);
  });

  test("refuses an empty file, and a conversation that is not there", async () => {
    const environment = start([explanation()]);
    environment.files.texts.set("empty.toy", " \n");

    await expect(explain("empty.toy", environment)).rejects.toMatchObject({
      code: "source/unreadable",
    });
    await expect(explain(FILE, environment, { conversation: "x" })).rejects.toMatchObject({
      code: "conversation/missing",
    });
    expect(environment.model.requests).toEqual([]);
  });

  test("stores nothing when it is stopped, and ends with the signal's own reason", async () => {
    const environment = start([explanation()]);
    const abort = new AbortController();
    const reason = new Error("stop");
    const events = explainEvents(FILE, environment, { signal: abort.signal });
    await events.next();
    abort.abort(reason);

    await expect(events.next()).rejects.toBe(reason);
    expect(conversations(environment)).toEqual([]);
  });
});
