/** The real engine on a real GGUF: a small one with random weights, made here. */

import { execFile } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { TINY_CONTEXT_TOKENS, tinyGguf } from "../../testing/tiny-gguf.ts";
import { local } from "./index.ts";

const ask = (wishes: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [
    { role: "system", text: "You write code." },
    { role: "user", text: "Say something." },
  ],
  answerStart: undefined,
  stopTexts: [],
  maxOutputTokens: 24,
  temperature: 0.9,
  seed: 1,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
  ...wishes,
});

interface Answer {
  readonly text: string;
  readonly deltas: readonly string[];
  readonly end: Extract<ModelEvent, { type: "response-end" }>;
}

async function read(stream: AsyncIterable<ModelEvent>): Promise<Answer> {
  const events = await Array.fromAsync(stream);
  const deltas = events.flatMap((event) => (event.type === "text-delta" ? [event.text] : []));
  const end = events.at(-1);
  if (end?.type !== "response-end") throw new TypeError("the stream has no end");
  return { text: deltas.join(""), deltas, end };
}

describe("local", () => {
  let folder: string;
  let path: string;
  let model: LanguageModel;

  const open = (name: string): Promise<LanguageModel> =>
    local.open(
      name,
      { cacheDirectory: folder, threads: 1 } as ProviderSettings,
      { files: { root: folder } } as Machine,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-local-"));
    path = join(folder, "tiny.gguf");
    await writeFile(path, tinyGguf());
    model = await open(path);
  });

  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test("open() takes the path of a file, from the project's root", async () => {
    await using relative = await open("./tiny.gguf");

    expect(relative.id).toBe("local/./tiny.gguf");
    expect(relative.contextWindowTokens).toBe(TINY_CONTEXT_TOKENS);
  });

  test("stream() gives the text in pieces and ends with usage", async () => {
    const { deltas, end } = await read(model.stream(ask()));

    expect(deltas.length).toBeGreaterThan(3);
    expect(end).toMatchObject({
      finishReason: "length",
      answeredBy: `local/${path}`,
      warnings: [],
    });
    expect(end.usage).toMatchObject({ output: 24, reasoning: 0 });
  });

  test("stream() counts every token of the conversation as input", async () => {
    const short = await read(model.stream(ask({ messages: [{ role: "user", text: "ab" }] })));
    const long = await read(model.stream(ask({ messages: [{ role: "user", text: "abcde" }] })));

    expect(long.end.usage.input - short.end.usage.input).toBe(3);
  });

  test("stream() gives the same answer to the same seed, whatever was asked before", async () => {
    const first = await read(model.stream(ask({ seed: 7 })));
    await read(model.stream(ask({ messages: [{ role: "user", text: "Another thing." }] })));
    const afterAnother = await read(model.stream(ask({ seed: 7 })));
    const again = await read(model.stream(ask({ seed: 7 })));

    expect(afterAnother.text).toBe(first.text);
    expect(again.text).toBe(first.text);
    expect(again.end.usage.cached).toBe(again.end.usage.input - 1);
  });

  test("stream() gives another answer to another seed", async () => {
    const texts = [1, 2, 3].map(async (seed) => (await read(model.stream(ask({ seed })))).text);

    expect(new Set(await Promise.all(texts)).size).toBe(3);
  });

  test("stream() is greedy at temperature 0, whatever the seed", async () => {
    const one = await read(model.stream(ask({ temperature: 0, seed: 1 })));
    const two = await read(model.stream(ask({ temperature: 0, seed: 2 })));

    expect(two.text).toBe(one.text);
  });

  test("stream() begins with the answer's start, and goes on from it", async () => {
    const answerStart = "```toy\nfn é(a) {\n";
    const { text, deltas } = await read(model.stream(ask({ answerStart })));
    const plain = await read(model.stream(ask()));

    expect(deltas[0]).toBe(answerStart);
    expect(text.length).toBeGreaterThan(answerStart.length);
    expect(text.slice(answerStart.length)).not.toBe(plain.text);
  });

  test("stream() goes on as if it had said the answer's start itself", async () => {
    const whole = await read(model.stream(ask({ temperature: 0, answerStart: "a" })));
    const answerStart = whole.text.slice(0, 5);

    const rest = await read(model.stream(ask({ temperature: 0, answerStart })));

    // Not to the end: read in other pieces, two tokens that are nearly as likely can change places.
    expect(rest.text.slice(0, 8)).toBe(whole.text.slice(0, 8));
  });

  test("stream() lets the answer's start end in the middle of a token", async () => {
    const users = Array.from("abcdefgh", (text) => [{ role: "user", text }] as const);
    const texts = await Promise.all(
      users.map(async (messages) => {
        const { text } = await read(
          model.stream(ask({ messages, temperature: 0, answerStart: "a {\n" })),
        );
        return text.slice("a {".length);
      }),
    );

    // "\nz" is one token of its vocabulary.
    expect(texts.some((text) => text.startsWith("\nz"))).toBe(true);
  });

  test("stream() ends before a text that the request stops at", async () => {
    const { text: whole } = await read(model.stream(ask()));
    const stop = whole.slice(8, 11);

    const { text, end } = await read(model.stream(ask({ stopTexts: [stop] })));

    expect(text).toBe(whole.slice(0, whole.indexOf(stop)));
    expect(end.finishReason).toBe("stop");
  });

  test("stream() answers calls made at the same time one after another", async () => {
    const alone = [
      await read(model.stream(ask({ seed: 3 }))),
      await read(model.stream(ask({ seed: 4 }))),
    ];

    const together = await Promise.all([
      read(model.stream(ask({ seed: 3 }))),
      read(model.stream(ask({ seed: 4 }))),
    ]);

    expect(together.map(({ text }) => text)).toEqual(alone.map(({ text }) => text));
  });

  test("stream() rejects with the signal's reason in mid-answer, and the model goes on working", async () => {
    const before = await read(model.stream(ask()));
    const controller = new AbortController();
    const reason = new Error("enough");
    const stream = model.stream(ask({ maxOutputTokens: 300 }), { signal: controller.signal });

    const broken = (async () => {
      for await (const _event of stream) controller.abort(reason);
    })();

    await expect(broken).rejects.toBe(reason);
    expect((await read(model.stream(ask()))).text).toBe(before.text);
  });

  test("stream() leaves a prompt that it is reading when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const messages = [{ role: "user", text: "y".repeat(400) }] as const;
    const reading = read(model.stream(ask({ messages }), { signal: controller.signal }));
    setImmediate(() => controller.abort(reason));

    await expect(reading).rejects.toBe(reason);
    const { end } = await read(model.stream(ask({ messages })));
    expect(end.usage.cached).toBe(0);
  });

  test("stream() rejects a call that is aborted while it waits, and lets the next one through", async () => {
    const controller = new AbortController();
    const reason = new Error("never mind");
    const first = read(model.stream(ask()));
    const second = read(model.stream(ask(), { signal: controller.signal }));
    const third = read(model.stream(ask()));
    controller.abort(reason);

    await expect(second).rejects.toBe(reason);
    expect((await third).text).toBe((await first).text);
  });

  test("stream() frees the model when its reader stops early", async () => {
    const whole = await read(model.stream(ask()));
    for await (const _event of model.stream(ask())) break;

    expect((await read(model.stream(ask()))).text).toBe(whole.text);
  });

  test("stream() refuses a prompt that does not fit", async () => {
    const messages = [{ role: "user", text: "x".repeat(TINY_CONTEXT_TOKENS) }] as const;

    await expect(read(model.stream(ask({ messages })))).rejects.toMatchObject({
      code: "model/context-too-long",
    });
  });

  test("stream() says so when the window ends before the limit", async () => {
    const messages = [{ role: "user", text: "x".repeat(TINY_CONTEXT_TOKENS - 100) }] as const;
    const { end } = await read(model.stream(ask({ messages, maxOutputTokens: 1000 })));

    expect(end.usage.input + end.usage.output).toBeLessThanOrEqual(TINY_CONTEXT_TOKENS);
    expect(end.warnings).toHaveLength(1);
  });

  test("countTokens() counts with the model's own tokenizer", () => {
    expect(model.countTokens("abc")).toBe(3);
  });

  test("prints nothing and lets the process end", async () => {
    const cut = join(folder, "cut-silently.gguf");
    await writeFile(cut, tinyGguf().subarray(0, 200_000));
    const script = `
      const { local } = await import(${JSON.stringify(new URL("index.ts", import.meta.url).href)});
      const settings = { cacheDirectory: ${JSON.stringify(folder)}, threads: 1 };
      const open = (path) => local.open(path, settings, { files: { root: "/" } });
      const first = await open(${JSON.stringify(path)});
      const model = await open(${JSON.stringify(path)});
      await first[Symbol.asyncDispose]();
      for await (const _ of model.stream(${JSON.stringify(ask({ answerStart: "a\n" }))}));
      await open(${JSON.stringify(cut)}).catch(() => {});
      await model[Symbol.asyncDispose]();
      await open(${JSON.stringify(cut)}).catch(() => {});
    `;
    const file = join(folder, "silent.mjs");
    await writeFile(file, script);

    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);

    expect([stdout, stderr]).toEqual(["", ""]);
  });

  test("stream() ends when its model is closed meanwhile, and nothing crashes", async () => {
    const other = await open(path);
    const stream = other.stream(ask({ maxOutputTokens: 300 }))[Symbol.asyncIterator]();
    await stream.next();

    await other[Symbol.asyncDispose]();

    await expect(read({ [Symbol.asyncIterator]: () => stream })).rejects.toMatchObject({
      code: "model/unavailable",
    });
  });

  test("open() refuses a file that ends too early", async () => {
    const cut = join(folder, "cut.gguf");
    await writeFile(cut, tinyGguf());
    await truncate(cut, 200_000);

    await expect(open(cut)).rejects.toMatchObject({ code: "model/corrupt" });
  });

  test("open() refuses a file that is no GGUF", async () => {
    const other = join(folder, "other.gguf");
    await writeFile(other, "<!doctype html><title>Not found</title>");

    await expect(open(other)).rejects.toMatchObject({ code: "model/corrupt" });
  });

  test("open() says when there is no such file", async () => {
    await expect(open("/nowhere/x.gguf")).rejects.toMatchObject({ code: "model/missing" });
  });
});
