import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DecodingReport } from "../../domain/decoding.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import { goOn } from "../../model-access/continuation/go-on.ts";
import { textAfter } from "../../model-access/continuation/text-after.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
} from "../../providers/scripted/create-scripted-model.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createWordJudge } from "../../testing/word-judge.ts";
import { openByteCompiler } from "./open-byte-compiler.ts";
import { resampleToConstraints } from "./resample-to-constraints.ts";

const PREFIX = "function f() {\n";
const OPENING = `\`\`\`ts\n${PREFIX}`;
const LARK = `%llguidance { "allow_initial_skip": true }\nstart: (STATEMENT)* "}"\nSTATEMENT: /[a-z]+ = [a-z0-9]+;/\n%ignore /[ \\n]+/`;

const set = (wishes: Partial<ConstraintSet> = {}): ConstraintSet => ({
  id: "set",
  describes: "the body of f",
  prefix: PREFIX,
  syntax: { kind: "grammar", lark: LARK },
  judges: [createWordJudge({ badWord: "bad", lateWord: "late" })],
  bias: undefined,
  gaps: [],
  ...wishes,
});

const hold = (model: LanguageModel, mostResumptions?: number): LanguageModel =>
  resampleToConstraints(model, {
    goOn,
    clock: createFakeClock(),
    openCompiler: openByteCompiler,
    mostResumptions,
  });

interface Answered {
  readonly text: string;
  readonly report: DecodingReport | undefined;
  readonly end: ResponseEnd | undefined;
  readonly events: readonly ModelEvent[];
  readonly requests: readonly ModelRequest[];
}

async function answer(
  answers: readonly ScriptedAnswer[],
  {
    constraints = set(),
    call = {},
    request = {},
    scripted = {},
    mostResumptions,
  }: {
    readonly constraints?: ConstraintSet;
    readonly call?: CallOptions;
    readonly request?: Partial<ModelRequest>;
    readonly scripted?: Parameters<typeof createScriptedModel>[1];
    readonly mostResumptions?: number;
  } = {},
): Promise<Answered> {
  const model = createScriptedModel(answers, scripted);
  const held = hold(model, mostResumptions);
  const stream = held.stream(modelRequest(request), { ...call, constraints });
  const events = await Array.fromAsync(stream);
  const ends = events.filter((event) => event.type === "response-end");
  const reports = events.flatMap((event) => (event.type === "decoding-end" ? [event.report] : []));
  expect(ends).toHaveLength(1);
  expect(reports).toHaveLength(1);
  expect(events.slice(-2).map(({ type }) => type)).toEqual(["decoding-end", "response-end"]);
  return {
    text: events.reduce(textAfter, ""),
    report: reports[0],
    end: ends[0],
    events,
    requests: model.requests,
  };
}

const code = (body: string): string => `${OPENING}${body}\n}\n\`\`\`\n`;
const GOOD = code("  a = one;\n  b = two;");

describe("resampleToConstraints()", () => {
  test("leaves an answer alone that keeps to everything", async () => {
    const { text, report, end, requests } = await answer([`Here:\n${GOOD}Done.`]);

    expect(text).toBe(`Here:\n${GOOD}Done.`);
    expect(requests).toHaveLength(1);
    expect(end).toMatchObject({ finishReason: "stop", warnings: [] });
    expect(report).toMatchObject({
      ended: "complete",
      relaxations: [],
      refusals: { syntax: 0, type: 0, semantic: 0, context: 0 },
    });
  });

  test.each([
    ["at a word", "  a = one;\n  b = bad;\n  c = three;", "type", "  a = one;\n  b = "],
    ["when its statement has ended", "  a = one;\n  b = late; c = x;", "type", "  a = one;"],
    ["by the syntax", "  a = one;\n  b == two;", "syntax", "  a = one;\n  b ="],
  ] as const)(
    "stops a wrong second statement %s, and goes on from there",
    async (_, body, level, kept) => {
      const rest = code("  a = one;\n  b = two;").slice(OPENING.length + kept.length);

      const { text, report, end, requests, events } = await answer([code(body), rest]);

      expect(text).toBe(GOOD);
      expect(requests).toHaveLength(2);
      expect(requests[1]?.messages.at(-2)).toEqual({
        role: "assistant",
        text: `${OPENING}${kept}`,
      });
      expect(requests[1]?.messages.at(-1)?.text).toMatch(/cannot stand there: .* because .* Go on/);
      expect(report).toMatchObject({
        ended: "complete",
        relaxations: [],
        refusals: { [level]: 1 },
      });
      expect(end?.warnings.join()).toContain("stopped where it went wrong and gone on with, once");
      expect(events).not.toContainEqual(expect.objectContaining({ type: "text-reset" }));
    },
  );

  test("makes void what was shown before it was refused", async () => {
    const { text, events } = await answer(
      [code("  a = one;\n  b = late; c = x;"), "\n  b = two;\n}\n```\n"],
      { scripted: { chunkLength: 1 } },
    );

    expect(text).toBe(GOOD);
    expect(events).toContainEqual({ type: "text-reset", reason: '"late" is not known here' });
  });

  test("goes on by the answer's start where the model takes one, and tells it why", async () => {
    const { text, requests } = await answer([code("  a = one;\n  b = bad;"), GOOD], {
      scripted: { continuesAnswerStart: true },
      request: { answerStart: OPENING },
    });

    expect(text).toBe(GOOD);
    expect(requests[1]?.answerStart).toBe(`${OPENING}  a = one;\n  b = `);
    expect(requests[1]?.messages.at(-1)?.text).toContain('"bad" is not known here');
  });

  test("takes an answer that begins anew instead", async () => {
    const anew = code("  a = one;\n  c = three;");

    const { text, events } = await answer([code("  a = one;\n  b = bad;"), anew]);

    expect(text).toBe(anew);
    expect(events.some(({ type }) => type === "text-reset")).toBe(true);
  });

  test("asks on where the code ends too early", async () => {
    const constraints = set({ judges: [createWordJudge({ neededWord: "needed" })] });
    const early = `${OPENING}  a = one;\n\`\`\`\n`;

    const { text, report, requests } = await answer([early, "\n  b = needed;\n}\n```\n"], {
      constraints,
    });

    expect(text).toBe(code("  a = one;\n  b = needed;"));
    expect(requests[1]?.messages.at(-1)?.text).toContain("The code cannot end here");
    expect(report?.refusals.syntax).toBe(1);
  });

  test("gives the answer as it is when it has asked often enough, and says so", async () => {
    const wrong = code("  a = one;\n  b = bad;");
    const again = wrong.slice(wrong.indexOf("bad"));

    const { text, report, end, requests } = await answer([wrong, ...Array(9).fill(again)]);

    expect(text).toBe(wrong);
    expect(requests).toHaveLength(5);
    expect(report).toMatchObject({ refusals: { type: 5 }, ended: "complete" });
    expect(report?.relaxations).toMatchObject([
      { why: expect.stringContaining("held to nothing") },
    ]);
    expect(end?.warnings.join()).toContain("held to nothing");
  });

  test("lets an answer pass that does not begin as it should, and says so", async () => {
    const other = "```ts\nconst f = () => bad;\n```\n";

    const { text, report, end } = await answer([other]);

    expect(text).toBe(other);
    expect(report?.relaxations).toMatchObject([{ to: "minimal", atToken: 0 }]);
    expect(end?.warnings.join()).toContain("no code begins as it should");
  });

  test("adds up what all calls used, and never allows more tokens than were asked for", async () => {
    const usage = { ...NO_USAGE, input: 100, output: 30 };
    // Stopped in the middle: only what came can be counted.
    const wrong = { text: `${OPENING}  a = one;\n  b = bad;`, usage };
    const counted = estimateTokens(wrong.text);
    const whole = { text: `two;\n}\n\`\`\`\n`, usage };

    const { end, requests } = await answer([wrong, whole], {
      request: { maxOutputTokens: 80 },
      scripted: { chunkLength: 1000 },
    });

    expect(end?.usage).toMatchObject({
      input: 100 + estimateTokens("Add two numbers"),
      output: 30 + counted,
    });
    expect(end?.warnings.join()).toContain("counted here");
    expect(requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([80, 80 - counted]);
  });

  test("counts what the provider told of a call that had ended before it was stopped", async () => {
    const usage = { ...NO_USAGE, input: 100, output: 30 };
    const early = { text: `${OPENING}  a = one;`, usage };

    const { end } = await answer([early, { text: "\n  b = two;\n}\n```\n", usage }]);

    expect(end?.usage).toEqual({ ...NO_USAGE, input: 200, output: 60 });
    expect(end?.warnings.join()).not.toContain("counted here");
  });

  test("ends as cut where no tokens are left to ask again", async () => {
    const { text, end, report, requests } = await answer([code("  a = one;\n  b = bad;")], {
      request: { maxOutputTokens: 10 },
    });

    expect(text).toBe(`${OPENING}  a = one;\n  b = `);
    expect(end?.finishReason).toBe("length");
    expect(report?.ended).toBe("length");
    expect(requests).toHaveLength(1);
  });

  test.each(["budget/exceeded", "model/not-recorded", "model/context-too-long"] as const)(
    "keeps what can stand where asking again is refused with %s",
    async (fault) => {
      const { text, end, report } = await answer([code("  a = one;\n  b = bad;"), { fault }]);

      expect(text).toBe(`${OPENING}  a = one;\n  b = `);
      expect(end).toMatchObject({ finishReason: "length" });
      expect(end?.warnings.join()).toContain("stays where it was stopped");
      expect(report?.ended).toBe("length");
    },
  );

  test("gives the provider a schema where it takes one, and judges the bare answer all the same", async () => {
    const constraints = set({
      prefix: "",
      syntax: {
        kind: "schema",
        schema: { type: "object", properties: { a: { type: "integer" } } },
      },
      judges: [],
    });

    const { text, requests, report } = await answer(['{"a": "one"}', '{"a": 1}\n'], {
      constraints,
      scripted: { capabilities: { takesResponseSchema: true } },
    });

    expect(text).toBe('{"a": 1}\n');
    expect(requests[0]?.responseSchema).toEqual(
      constraints.syntax?.kind === "schema" ? constraints.syntax.schema : "none",
    );
    expect(requests[1]?.messages.at(-1)?.text).toContain("cannot stand there");
    expect(report).toMatchObject({ refusals: { syntax: 1 }, relaxations: [] });
  });

  test("passes on any other fault, and one of the first call", async () => {
    const wrong = code("  a = one;\n  b = bad;");

    await expect(answer([wrong, { fault: "model/overloaded" }])).rejects.toMatchObject({
      code: "model/overloaded",
    });
    await expect(answer([{ fault: "budget/exceeded" }])).rejects.toMatchObject({
      code: "budget/exceeded",
    });
  });

  test("throws the signal's own reason, in the middle of an answer", async () => {
    const own = new AbortController();
    const reason = new Error("enough");
    const model = hold(createScriptedModel([GOOD]));
    const stream = model.stream(modelRequest(), { constraints: set(), signal: own.signal });

    const reading = (async () => {
      for await (const event of stream) if (event.type === "text-delta") own.abort(reason);
    })();

    await expect(reading).rejects.toBe(reason);
  });

  test("goes on with an answer that was begun before", async () => {
    const begun = `${OPENING}  a = one;\n  b = `;
    const model = createScriptedModel(["bad;\n}\n```\n", "two;\n}\n```\n"]);
    const held = hold(model);

    const stream = goOn(held, modelRequest(), begun, { constraints: set() });
    const text = (await Array.fromAsync(stream)).reduce(textAfter, begun);

    expect(text).toBe(GOOD);
    expect(model.requests.map(({ messages }) => messages.at(-2)?.text)).toEqual([begun, begun]);
  });

  test("leaves a call without constraints alone", async () => {
    const model = hold(createScriptedModel(["bad"]));

    const events = await Array.fromAsync(model.stream(modelRequest()));

    expect(events.map(({ type }) => type)).toEqual(["text-delta", "response-end"]);
  });

  test("never shows another text than it gives, and every text given keeps to all or says so", async () => {
    const bodies = fc.constantFrom(
      "  a = one;\n",
      "b = bad;",
      "c = late;",
      "  d == x;",
      "e = two; ",
      "\n",
    );
    const answers = fc.array(fc.array(bodies, { maxLength: 5 }), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(
        answers,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        async (written, chunkLength, takesStart) => {
          const texts = written.map(
            (body, at) => (at === 0 ? OPENING : "") + body.join("") + "}\n```",
          );
          const { text, report } = await answer([...texts, ...Array(5).fill("}\n```")], {
            scripted: { chunkLength, continuesAnswerStart: takesStart },
          });
          const isHeld = report?.relaxations.length === 0;
          if (isHeld) expect(text).not.toMatch(/bad|late|==/);
          expect(report?.refusals.type ?? 0).toBeLessThanOrEqual(5);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("planEnforcement()", () => {
  const plan = (
    constraints: ConstraintSet,
    capabilities: Parameters<typeof createScriptedModel>[1] = {},
  ) => hold(createScriptedModel([], capabilities)).planEnforcement?.(constraints);

  test("says of each level what becomes of it", async () => {
    const constraints = set({
      bias: { describes: "names of 3 files", weigh: () => undefined },
      gaps: [
        { level: "semantic", why: "no example can be run" },
        { level: "type", why: "generics are not known" },
      ],
    });

    expect(await plan(constraints)).toMatchObject({
      constraint: "the body of f",
      by: expect.stringMatching(/^asking again, read by llguidance/),
      levels: [
        { level: "syntax", how: "weakened", why: expect.stringContaining("at most 4 times") },
        { level: "type", how: "weakened", why: expect.stringMatching(/words: .*; generics/) },
        { level: "semantic", how: "ignored", why: "no example can be run" },
        { level: "context", how: "ignored" },
      ],
    });
  });

  test("leaves the syntax to a provider that takes it", async () => {
    const grammar = await plan(set(), { capabilities: { takesGrammar: true } });
    const schema = { kind: "schema", schema: { type: "integer" } } as const;
    const whole = await plan(set({ prefix: "", syntax: schema, judges: [] }), {
      capabilities: { takesResponseSchema: true },
    });

    expect(grammar?.levels[0]).toMatchObject({
      how: "enforced",
      why: expect.stringContaining("grammar"),
    });
    expect(whole?.levels).toMatchObject([
      { how: "enforced", why: expect.stringContaining("schema") },
    ]);
  });

  test("refuses a set that nothing could be written under, with the place", async () => {
    const constraints = set({ syntax: { kind: "grammar", lark: 'start: "a" start' } });

    await expect(plan(constraints)).rejects.toMatchObject({
      code: "constraint/refused",
      message:
        'Cannot hold an answer to the body of f: line 1, column 1: cannot finish: the rule "start" has no alternative that ends: each needs a rule that needs it again',
      help: expect.stringMatching(/^Give it an alternative .*--unconstrained$/),
    });
  });
});
