/** Every fault of the fake server × every wire format, through the real clients: what the caller gets to see. */

import { describe, expect, test } from "vitest";
import { type Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { modelRequest } from "../../testing/builders.ts";
import type { FakeAnswer, TextAnswer } from "../../testing/fake-provider-server/answer.ts";
import {
  findClosedUrl,
  startTlsResetServer,
} from "../../testing/fake-provider-server/broken-servers.ts";
import { startFakeProviderServer } from "../../testing/fake-provider-server/start-fake-provider-server.ts";
import { REAL_CLIENTS, type RealClient } from "../../testing/real-clients.ts";

const PIECES = ["let né", " = “é”;", " // 😀\n"];
const TEXT = PIECES.join("");
const USAGE = { input: 11, output: 7, cached: 3, cacheWritten: 2, reasoning: 2 };

const answer = (wishes: Partial<TextAnswer> = {}): TextAnswer => ({
  kind: "text",
  pieces: PIECES,
  usage: USAGE,
  ...wishes,
});

const start = (...answers: readonly [FakeAnswer, ...FakeAnswer[]]) =>
  startFakeProviderServer(answers, { ollamaModels: ["toy:1b"] });

interface Seen {
  readonly text: string;
  readonly events: readonly ModelEvent[];
  readonly fault: Fault | undefined;
}

async function ask(model: LanguageModel, onText: () => void = () => {}): Promise<Seen> {
  const events: ModelEvent[] = [];
  const textOf = () =>
    events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
  try {
    for await (const event of model.stream(modelRequest())) {
      events.push(event);
      if (event.type === "text-delta") onText();
    }
    return { text: textOf(), events, fault: undefined };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { text: textOf(), events, fault: error };
  }
}

/** One call to a server that answers so. */
async function askOf(
  client: RealClient,
  given: FakeAnswer,
  wishes: Partial<ProviderSettings> = {},
): Promise<Seen> {
  await using server = await start(given);
  return await ask(await client.open(server.url, wishes));
}

const QUICK = { idleTimeoutMs: 150, firstByteTimeoutMs: 150 };
const page = {
  kind: "raw",
  contentType: "text/html; charset=utf-8",
  text: "<h1>Sign in</h1>",
} as const;

type Row = readonly [
  what: string,
  given: FakeAnswer,
  expected: {
    readonly code: string;
    readonly isRetryable: boolean;
    readonly text?: string;
    readonly status?: number;
    readonly wishes?: Partial<ProviderSettings>;
  },
];

const after = (afterPieces: number, kind: "end" | "bad-json" | "stall") =>
  answer({ fault: { kind, afterPieces } });

const ROWS: readonly Row[] = [
  [
    "429",
    { kind: "error", error: "rate-limited" },
    { code: "model/rate-limited", isRetryable: true, status: 429 },
  ],
  [
    "too much to do",
    { kind: "error", error: "overloaded" },
    { code: "model/overloaded", isRetryable: true },
  ],
  [
    "500",
    { kind: "error", error: "server-error" },
    { code: "model/unavailable", isRetryable: true, status: 500 },
  ],
  [
    "401",
    { kind: "error", error: "unauthorized" },
    { code: "model/unauthorized", isRetryable: false, status: 401 },
  ],
  ["no credit", { kind: "error", error: "no-credit" }, { code: "model/quota", isRetryable: false }],
  [
    "402",
    { kind: "status", status: 402, body: {} },
    { code: "model/quota", isRetryable: false, status: 402 },
  ],
  [
    "529",
    { kind: "status", status: 529, body: {} },
    { code: "model/overloaded", isRetryable: true, status: 529 },
  ],
  [
    "a long prompt",
    { kind: "error", error: "context-too-long" },
    { code: "model/context-too-long", isRetryable: false },
  ],
  ["content", { kind: "error", error: "refused" }, { code: "model/refused", isRetryable: false }],
  [
    "a wrong request",
    { kind: "error", error: "bad-request" },
    { code: "model/bad-request", isRetryable: false },
  ],
  [
    "an unknown model",
    { kind: "error", error: "unknown-model" },
    { code: "model/unknown", isRetryable: false, status: 404 },
  ],
  ["a web page", page, { code: "model/malformed-response", isRetryable: true }],
  [
    "a web page with 502",
    { ...page, status: 502 },
    { code: "model/unavailable", isRetryable: true, status: 502 },
  ],
  [
    "half a JSON text",
    { kind: "raw", contentType: "application/json", text: '{"id": "a' },
    { code: "model/truncated", isRetryable: true },
  ],
  [
    "an empty body",
    { kind: "raw", contentType: "text/event-stream", text: "" },
    { code: "model/truncated", isRetryable: true },
  ],
  [
    "wrong JSON",
    after(2, "bad-json"),
    { code: "model/malformed-response", isRetryable: true, text: "let né = “é”;" },
  ],
  [
    "a clean but early end",
    after(2, "end"),
    { code: "model/truncated", isRetryable: true, text: "let né = “é”;" },
  ],
  [
    "no end after all text",
    after(3, "end"),
    { code: "model/truncated", isRetryable: true, text: TEXT },
  ],
  [
    "a stall",
    after(2, "stall"),
    { code: "model/timeout", isRetryable: true, text: "let né = “é”;", wishes: QUICK },
  ],
  ["silence", { kind: "silence" }, { code: "model/timeout", isRetryable: true, wishes: QUICK }],
  ["a reset", { kind: "reset" }, { code: "model/unavailable", isRetryable: true }],
];

describe.each(REAL_CLIENTS)("$id", (client) => {
  const isOllama = client.path === "/api/chat";

  test.each(ROWS)(
    "answered with %s",
    async (_, given, { code, isRetryable, text = "", status, wishes }) => {
      const seen = await askOf(client, given, wishes);

      expect(seen.fault).toMatchObject({ code, isRetryable, details: { partialText: text } });
      expect(seen.text).toBe(text);
      expect(seen.fault?.details["notSent"]).toBeUndefined();
      if (status !== undefined) expect(seen.fault?.details["status"]).toBe(status);
      // What was answered with a stream is paid for: a status would say that it was not.
      if (text !== "") expect(seen.fault?.details["status"]).toBeUndefined();
    },
  );

  test.each([
    ["overloaded", "model/overloaded"],
    ["refused", "model/refused"],
    ["rate-limited", "model/rate-limited"],
    ["no-credit", "model/quota"],
  ] as const)("broken off by the error event %s, tells it from others", async (what, code) => {
    // Ollama's words come without a status or a kind.
    const expected = isOllama && what !== "overloaded" ? "model/unavailable" : code;
    const read = Promise.withResolvers<void>();
    const fault = { kind: "error", error: what, afterPieces: 1, after: read.promise } as const;
    await using server = await start(answer({ fault }));

    const seen = await ask(await client.open(server.url), () => read.resolve());

    expect(seen.fault).toMatchObject({ code: expected, details: { partialText: PIECES[0] } });
    expect(seen.fault?.details["status"]).toBeUndefined();
  });

  test("says which timeout was over: of the first sign of life, or of a silence", async () => {
    const first = await askOf(client, { kind: "silence" }, { firstByteTimeoutMs: 50 });
    const idle = await askOf(client, after(1, "stall"), { idleTimeoutMs: 50 });

    expect(first.fault).toMatchObject({
      code: "model/timeout",
      message: `Cannot ask "${client.id}": no first sign of life came within 50 ms`,
      details: { timeout: "first-byte" },
    });
    expect(idle.fault).toMatchObject({
      code: "model/timeout",
      message: `Cannot go on with "${client.id}": it sent nothing for 50 ms`,
      details: { timeout: "idle", partialText: PIECES[0] },
    });
  });

  test("says that nothing was sent where nobody listens, and where the handshake was cut", async () => {
    // Ollama is asked for its models before; what is opened can then be asked in vain.
    await using server = await start(answer());
    const closed = isOllama
      ? await client.open(server.url)
      : await client.open(await findClosedUrl());
    await server[Symbol.asyncDispose]();
    await using tls = await startTlsResetServer();

    const refused = await ask(closed);

    expect(refused.fault).toMatchObject({ code: "model/unavailable", details: { notSent: true } });
    if (isOllama) return;
    expect((await ask(await client.open(tls.url))).fault).toMatchObject({
      code: "model/unavailable",
      details: { notSent: true },
    });
  });

  test("hands on what was used, written caches too, where the format tells it", async () => {
    const { events } = await askOf(client, answer());

    const told = {
      "/v1/messages": USAGE,
      "/v1/responses": USAGE,
      "/v1/chat/completions": { ...USAGE, cacheWritten: 0 },
      "/api/chat": { ...USAGE, cached: 0, cacheWritten: 0, reasoning: 0 },
    }[client.path];
    expect(events.at(-1)).toMatchObject({ type: "response-end", usage: told, warnings: [] });
  });

  test("says so where nothing tells what was used", async () => {
    const { events, text } = await askOf(client, answer({ usage: "missing" }));

    expect(text).toBe(TEXT);
    expect(events.at(-1)).toMatchObject({
      usage: { input: 0, output: 0, cached: 0, cacheWritten: 0, reasoning: 0 },
      warnings: ["the provider reported no token usage"],
    });
  });

  test("takes an empty answer for one", async () => {
    const { events, fault } = await askOf(client, answer({ pieces: [] }));

    expect(fault).toBeUndefined();
    expect(events).toMatchObject([{ type: "response-end", finishReason: "stop" }]);
  });

  test("takes an end that comes twice for one", async () => {
    const fault = { kind: "end-twice", afterPieces: 3 } as const;

    const seen = await askOf(client, answer({ fault }));

    expect(seen.fault).toBeUndefined();
    expect(seen.text).toBe(TEXT);
    expect(seen.events.filter(({ type }) => type === "response-end")).toHaveLength(1);
  });

  test("reads an answer whose bytes come slowly", async () => {
    const seen = await askOf(client, answer({ chunkBytes: 97, chunkPauseMs: 2 }), QUICK);

    expect(seen).toMatchObject({ text: TEXT, fault: undefined });
  });

  if (!isOllama) {
    const limits = {
      requests: { limit: 50, remaining: 49, resetsInMs: 2000 },
      tokens: { limit: 9000, remaining: 0, resetsInMs: 30_000 },
    };

    test("reports what is left before the text comes", async () => {
      const { events } = await askOf(client, answer({ limits }));

      expect(events[0]).toEqual({ type: "limits-report", limits });
      expect(events.filter(({ type }) => type === "limits-report")).toHaveLength(1);
    });

    test("reports what is left with an error, and with a stream that broke", async () => {
      const limited = await askOf(client, {
        kind: "error",
        error: "rate-limited",
        limits,
        retryAfter: { ms: 7000, as: "seconds" },
      });
      const broken = await askOf(
        client,
        answer({ limits, fault: { kind: "end", afterPieces: 1 } }),
      );

      expect(limited.fault?.details).toMatchObject({ limits, retryAfterMs: 7000 });
      expect(broken.fault?.details).toMatchObject({ limits });
    });
  }

  test.each([
    { ms: 7000, as: "seconds" },
    { ms: 300, as: "ms" },
    { ms: 9000, as: "date" },
  ] as const)("hands on how long it is asked to wait: $ms ms, told as $as", async (retryAfter) => {
    const seen = await askOf(client, { kind: "error", error: "rate-limited", retryAfter });

    expect(seen.fault?.details["retryAfterMs"]).toBe(retryAfter.ms);
  });

  test.each(["end", "cut"] as const)(
    "never takes a part for the whole, whatever byte is the last (%s)",
    async (kind) => {
      const pieces = ["aé", "b"];
      await using server = await startFakeProviderServer(
        (_, index) => answer({ pieces, fault: { kind, afterBytes: index } }),
        { ollamaModels: ["toy:1b"] },
      );
      const model = await client.open(server.url);
      const seen: Seen[] = [];

      // One call for each byte, many at a time, until all of many are whole.
      for (let isOver = false; !isOver; ) {
        const more = await Promise.all(Array.from({ length: 100 }, () => ask(model)));
        seen.push(...more);
        isOver = more.every(({ fault }) => fault === undefined);
      }

      const whole = seen.filter(({ fault }) => fault === undefined);
      const broken = seen.filter(({ fault }) => fault !== undefined);
      expect(broken.length).toBeGreaterThan(100);
      expect(whole.map(({ text }) => text).filter((text) => text !== "aéb")).toEqual([]);
      expect(whole.filter(({ events }) => events.at(-1)?.type !== "response-end")).toEqual([]);
      for (const { text, events, fault } of broken) {
        expect("aéb".startsWith(text)).toBe(true);
        expect(events.some(({ type }) => type === "response-end")).toBe(false);
        expect(fault).toMatchObject({ isRetryable: true, details: { partialText: text } });
        expect(["model/truncated", "model/unavailable"]).toContain(fault?.code);
      }
    },
  );
});

test("bills what was sent: nothing for an error, whole prompts and the share of the answer else", async () => {
  const [client] = REAL_CLIENTS;
  const answers = [
    { kind: "error", error: "overloaded" },
    answer({ fault: { kind: "end", afterPieces: 1 } }),
    answer(),
  ] as const;
  await using server = await start(...answers);
  const model = await client.open(server.url);

  for (const _ of answers) await ask(model);

  expect(server.billed).toEqual({
    calls: 2,
    usage: { input: 22, output: 10, cached: 6, cacheWritten: 4, reasoning: 3 },
  });
});
