import { describe, expect, test } from "vitest";
import { Fault } from "../domain/fault.ts";
import type { Outcome, RunEvent } from "../domain/run.ts";
import { createBudget } from "../model-access/money/create-budget.ts";
import { createRandom } from "../platform/random.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createToolRunner } from "../platform/tool-runner.ts";
import type { Environment } from "../ports/environment.ts";
import { wrapModel } from "../ports/wrap-model.ts";
import { createReplayModel, createScriptedModel, type ScriptedAnswer } from "../providers/index.ts";
import { accepted, diagnostic, rejected, specification } from "../testing/builders.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryFiles } from "../testing/memory-files.ts";
import { noKnowledge } from "../testing/no-knowledge.ts";
import { createRecordStore } from "./record/journal-store.ts";
import { readRunState } from "./record/run-state.ts";
import { generate, generateEvents, resumeRun } from "./run.ts";

const answer = (text: string): string => `\`\`\`toy\n${text}\n\`\`\``;
/** Accepts sums that say `2`; anything else is wrong in its own way. */
const toy = () =>
  fakeLanguagePack(({ text }) =>
    text.includes("= 2") ? accepted() : rejected({ diagnostics: [diagnostic({ message: text })] }),
  );

async function createTestEnvironment(
  answers: readonly ScriptedAnswer[],
  files = createMemoryFiles(),
): Promise<Environment> {
  const clock = createFakeClock();
  const language = toy();
  const machine = {
    clock,
    files,
    sha256,
    random: createRandom(3, clock),
    toolRunner: createToolRunner(),
    locations: { chosen: {}, home: "/nowhere", cache: "/nowhere", variable: () => undefined },
    sandbox: undefined,
    syntax: createSyntaxParser(),
  };
  return {
    ...machine,
    version: "1.2.3",
    languages: [language],
    specificationReaders: [],
    records: createRecordStore(files, clock, { version: "1.2.3" }),
    audit: { append: () => undefined },
    budget: createBudget(),
    ...noKnowledge,
    checkerFor: async () => language.openChecker(machine),
    model: createScriptedModel(answers, { clock }),
    async [Symbol.asyncDispose]() {},
  };
}

async function collect(
  events: AsyncGenerator<RunEvent, Outcome>,
): Promise<{ readonly types: readonly string[]; readonly outcome: Outcome }> {
  const types: string[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) return { types, outcome: value };
    if (value.type !== "text-delta") types.push(value.type);
  }
}

describe("generate()", () => {
  test("repairs until the checker accepts, and seals what it accepted", async () => {
    const environment = await createTestEnvironment([answer("1 + 1 = 3"), answer("1 + 1 = 2")]);

    const outcome = await generate(specification(), environment, { path: "sum.toy" });

    expect(outcome).toMatchObject({
      status: "accepted",
      artifact: {
        path: "sum.toy",
        text: "1 + 1 = 2\n",
        evidence: { attempt: 2, sha256: sha256("1 + 1 = 2\n") },
      },
      attempts: [{ plan: { kind: "first" } }, { plan: { kind: "repair" } }],
    });
  });

  test("ends as exhausted with the best attempt, never with an artifact", async () => {
    const wrong = ["1", "2", "3", "4"].map((n) => answer(`${n} + 1 = 0`));
    const environment = await createTestEnvironment(wrong);

    const outcome = await generate(specification(), environment, { path: "sum.toy" });

    expect(outcome).toMatchObject({
      status: "exhausted",
      best: { candidate: { text: "1 + 1 = 0\n" } },
    });
    expect(outcome.attempts).toHaveLength(4);
    expect(outcome).not.toHaveProperty("artifact");
  });

  test("ends as stopped by money when the budget does not cover the next call", async () => {
    const environment = await createTestEnvironment([answer("1 + 1 = 3")]);
    const { model } = environment;
    let calls = 0;
    const poor: Environment = {
      ...environment,
      model: wrapModel(model, async function* (request, options) {
        calls += 1;
        if (calls > 1) throw new Fault("budget/exceeded", "Cannot make the next call");
        yield* model.stream(request, options);
      }),
    };

    const outcome = await generate(specification(), poor, { path: "sum.toy" });

    expect(outcome).toMatchObject({ status: "stopped", limit: "money" });
    expect(outcome.attempts).toHaveLength(1);
  });

  test("ends as stopped by time in the middle of an answer, and keeps what had come", async () => {
    const slow = { text: answer("1 + 1 = 2"), fault: "stall", faultAfter: 12 } as const;
    const environment = await createTestEnvironment([answer("1 + 1 = 3"), slow]);
    const clock = createFakeClock();
    const events = generateEvents(
      specification(),
      { ...environment, clock },
      { runId: "r", limits: { timeMs: 1000 }, fallbacks: [] },
    );
    let step = await events.next();
    for (let attempt = 0; step.done !== true; step = await events.next()) {
      if (step.value.type === "attempt-start") ({ attempt } = step.value);
      if (step.value.type === "text-delta" && attempt === 2) clock.advance(1000);
    }

    expect(step.value).toMatchObject({ status: "stopped", limit: "time" });
    expect(step.value.attempts).toHaveLength(1);
    expect((await environment.records.read("r")).slice(-3)).toMatchObject([
      { type: "attempt-start", attempt: 2 },
      { type: "answer-cut", attempt: 2, text: "```toy\n1 + 1" },
      { type: "run-end", status: "stopped", limit: "time" },
    ]);
  });

  test("refuses what could not be judged here before it asks a model", async () => {
    const environment = await createTestEnvironment([]);
    const examples = [{ call: "f()", expected: { kind: "returns", expression: "1" } }] as const;

    await expect(generate(specification({ examples }), environment)).rejects.toMatchObject({
      code: "sandbox/missing",
    });
  });

  test("refuses a grammar that cannot be held to before there is a run", async () => {
    const environment = await createTestEnvironment([]);
    const grammar = { path: "bad.lark", text: 'start: "a" start' };
    const held = generate(
      specification({ grammar }),
      {
        ...environment,
        model: {
          ...environment.model,
          planEnforcement: async () => {
            throw new Fault("constraint/refused", "Cannot hold an answer to it");
          },
        },
      },
      { isConstrained: true },
    );

    await expect(held).rejects.toMatchObject({ code: "constraint/refused" });
    expect(await environment.records.list()).toEqual([]);
  });

  test("stops the model when its reader stops", async () => {
    const environment = await createTestEnvironment([answer("1 + 1 = 2")]);
    let isStopped = false;
    const { model } = environment;
    const watched: Environment = {
      ...environment,
      model: {
        ...model,
        async *stream(request, options) {
          try {
            yield* model.stream(request, options);
          } finally {
            isStopped = true;
          }
        },
      },
    };

    for await (const event of generateEvents(specification(), watched)) {
      if (event.type === "text-delta") break;
    }

    expect(isStopped).toBe(true);
  });

  test("rejects with the signal's own reason", async () => {
    const environment = await createTestEnvironment([answer("1 + 1 = 2")]);
    const reason = new Error("stop");

    await expect(
      generate(specification(), environment, { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});

describe("generateEvents()", () => {
  test("tells every step in its order", async () => {
    const environment = await createTestEnvironment(["no code here", answer("1 + 1 = 2")]);

    const { types } = await collect(generateEvents(specification(), environment));

    expect(types).toEqual([
      "run-start",
      ...["attempt-start", "response-end", "attempt-end"],
      ...["attempt-start", "response-end", "check-start", "attempt-end"],
      "run-end",
    ]);
  });
});

describe("resumeRun()", () => {
  test("goes on from any byte to the outcome that the whole run had, asking only for what has no answer", async () => {
    const answers = [answer("1 + 1 = 3"), answer("1 + 1 = 4"), answer("1 + 1 = 2")];
    const files = createMemoryFiles();
    const whole = await generate(specification(), await createTestEnvironment(answers, files), {
      runId: "r",
    });
    const path = ".specwright/runs/r.jsonl";
    const journal = files.texts.get(path) ?? "";
    const start = journal.indexOf("\n", journal.indexOf("run-start")) + 1;
    const end = journal.lastIndexOf("\n", journal.length - 2);

    for (let cut = start; cut <= end; cut += 97) {
      const torn = createMemoryFiles({ [path]: journal.slice(0, cut) });
      const environment = await createTestEnvironment([], torn);
      const events = await environment.records.read("r");
      const answered = events.filter(({ type }) => type === "response-end").length;
      const rest = createScriptedModel(answers.slice(answered), { clock: environment.clock });
      const model = createReplayModel(events, { next: rest });

      const { outcome } = await collect(resumeRun("r", { ...environment, model }));

      expect(outcome).toEqual(whole);
      expect(readRunState(await environment.records.read("r")).status).toBe("accepted");
    }
  });

  test("seals what was accepted when the process was killed before the run's end", async () => {
    const files = createMemoryFiles();
    const answers = [answer("1 + 1 = 3"), answer("1 + 1 = 2")];
    const whole = await generate(specification(), await createTestEnvironment(answers, files), {
      runId: "r",
    });
    const path = ".specwright/runs/r.jsonl";
    const journal = files.texts.get(path) ?? "";
    const end = journal.lastIndexOf("\n", journal.length - 2) + 1;
    const torn = createMemoryFiles({ [path]: journal.slice(0, end + 9) });
    const environment = await createTestEnvironment([], torn);

    const { outcome } = await collect(resumeRun("r", environment));

    expect(outcome).toEqual(whole);
    expect(torn.texts.get(path)).toBe(journal);
  });

  test("refuses a run that has ended", async () => {
    const environment = await createTestEnvironment([answer("1 + 1 = 2")]);
    await generate(specification(), environment, { runId: "r" });

    await expect(collect(resumeRun("r", environment))).rejects.toMatchObject({
      code: "usage/invalid",
    });
  });
});
