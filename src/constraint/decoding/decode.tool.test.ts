/** The real engine, and the small model where it is on this machine. */

import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { generateText, Output } from "ai";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { holdModel } from "../../config/hold-model.ts";
import type { JsonRecord } from "../../domain/json.ts";
import { systemClock } from "../../platform/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { PrefixJudge, PrefixState } from "../../ports/prefix-judge.ts";
import { toLanguageModelV4 } from "../../providers/ai-sdk/index.ts";
import { local } from "../../providers/local/index.ts";
import { modelRequest } from "../../testing/builders.ts";
import { answerHeld, constraintSet, larkOf } from "../../testing/hold-fake-model.ts";

const CACHE = join(homedir(), ".cache", "specwright");
const MODEL = "smollm2-135m-instruct";
const isHere = existsSync(join(CACHE, "models", `${MODEL}.gguf`));

/** Refuses a text that holds `name`. */
function forbid(name: string): PrefixJudge {
  const stateOf = (text: string): PrefixState => ({
    feed: (more) =>
      (text + more).includes(name)
        ? { isRefused: true, cause: "forbidden", reason: `"${name}" is not wanted`, keep: 0 }
        : stateOf(text + more),
    settle: undefined,
    finish: async () => undefined,
    listContinuations: () => undefined,
  });
  return { level: "type", describes: "a name", start: stateOf("") };
}

describe.skipIf(!isHere)("a model on this machine", () => {
  let folder: string;
  let model: LanguageModel;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-held-"));
    const opened = await local.open(
      MODEL,
      { cacheDirectory: CACHE, threads: 1 } as never,
      { files: { root: folder } } as never,
    );
    model = await holdModel(opened, { cacheDirectory: folder, clock: systemClock });
  });

  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const body = (prefix: string) => {
    const lark = readFileSync(
      new URL("../../../datasets/grammars/typescript.lark", import.meta.url),
      "utf8",
    ).replace(/^start:.*$/m, "start: bitem* open_stmt? RBRACE");
    return {
      set: constraintSet({ prefix, syntax: { kind: "grammar", lark } }),
      request: {
        messages: [
          { role: "user" as const, text: `Write this function:\n\`\`\`ts\n${prefix}}\n\`\`\`` },
        ],
        answerStart: `\`\`\`ts\n${prefix}`,
        maxOutputTokens: 60,
        temperature: 0.4,
      },
    };
  };

  test("writes ten objects that all follow their schema", async () => {
    const schema = z.object({
      name: z.string().max(20),
      age: z.int().min(0).max(150),
      tags: z.array(z.enum(["red", "green", "blue"])).max(3),
    });
    const set = constraintSet({
      syntax: { kind: "schema", schema: z.toJSONSchema(schema) as JsonRecord },
    });
    const messages = [{ role: "user", text: "A JSON object about a person, please." }] as const;

    for (let seed = 1; seed <= 10; seed += 1) {
      const { text, report } = await answerHeld(model, set, {
        messages,
        seed,
        temperature: 0.9,
        maxOutputTokens: 45,
      });

      expect(report.ended).toMatch(/complete|closed/);
      expect(schema.parse(JSON.parse(text))).toBeDefined();
    }
  }, 60_000);

  test("writes functions that parse, the long ones closed in time", async () => {
    for (const prefix of [
      "export function sum(xs: readonly number[]): number {\n",
      "export function slugify(title: string): string {\n",
      "export function isPalindrome(text: string): boolean {\n",
    ]) {
      const { set, request } = body(prefix);
      const { text, report } = await answerHeld(model, set, { ...request, seed: 5 });

      const source = ts.createSourceFile(
        "a.ts",
        text.replace("```ts\n", ""),
        ts.ScriptTarget.Latest,
      );
      expect(source).toHaveProperty("parseDiagnostics", []);
      expect(report.ended).toMatch(/complete|closed/);
    }
  }, 60_000);

  test("does without a name that a judge forbids", async () => {
    const set = constraintSet({ syntax: larkOf('start: "My name is " /[A-Z][a-z]{3,9}/ "."') });
    const request = {
      messages: [{ role: "user" as const, text: "What is your name?" }],
      temperature: 0,
    };
    const free = await answerHeld(model, set, request);
    const name = /is (\w{4})/.exec(free.text)?.[1] ?? "";

    const held = await answerHeld(model, { ...set, judges: [forbid(name)] }, request);

    expect(name).not.toBe("");
    expect(held.text).toMatch(/^My name is [A-Z][a-z]{3,9}\.$/);
    expect(held.text).not.toContain(name);
    expect(held.report.refusals.type).toBeGreaterThan(0);
  }, 60_000);

  test("writes the same for the same seed, whatever was written before", async () => {
    const { set, request } = body("export function double(x: number): number {\n");
    const one = await answerHeld(model, set, { ...request, seed: 7 });
    await answerHeld(model, set, { ...request, seed: 8 });
    const again = await answerHeld(model, set, { ...request, seed: 7 });

    expect(again.text).toBe(one.text);
  }, 60_000);

  test("goes on writing freely after it was held, and after an abort", async () => {
    const { set, request } = body("export function double(x: number): number {\n");
    const free = async () => {
      let text = "";
      for await (const event of model.stream(
        modelRequest({ ...request, seed: 1, maxOutputTokens: 12 }),
      ))
        if (event.type === "text-delta") text += event.text;
      return text;
    };
    const before = await free();
    const controller = new AbortController();
    const reason = new Error("enough");
    const broken = (async () => {
      const stream = model.stream(modelRequest({ ...request, heldTo: "toy" }), {
        constraints: set,
        signal: controller.signal,
      });
      for await (const _event of stream) controller.abort(reason);
    })();

    await expect(broken).rejects.toBe(reason);
    expect(await free()).toBe(before);
  }, 60_000);

  test("serves the AI SDK", async () => {
    const { output } = await generateText({
      model: toLanguageModelV4(model),
      prompt: "A colour and a number as JSON.",
      output: Output.object({
        schema: z.object({ colour: z.enum(["red", "blue"]), number: z.int().min(0).max(9) }),
      }),
      maxOutputTokens: 60,
    });

    expect(["red", "blue"]).toContain(output.colour);
    expect(output.number).toBeLessThan(10);
  }, 60_000);

  test("refuses a prompt that does not fit", async () => {
    const { set, request } = body("f {\n");
    const messages = [{ role: "user", text: "x ".repeat(9000) }] as const;

    await expect(answerHeld(model, set, { ...request, messages })).rejects.toMatchObject({
      code: "model/context-too-long",
    });
  });
});
