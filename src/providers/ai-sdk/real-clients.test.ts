/** Every provider through its real client, against a server on this machine that speaks its format and goes wrong. */

import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import {
  type FakeAnswer,
  PINGS,
  type StreamFault,
  type TextAnswer,
} from "../../testing/fake-provider-server/answer.ts";
import {
  type FakeProviderServer,
  startFakeProviderServer,
} from "../../testing/fake-provider-server/start-fake-provider-server.ts";
import { CLIENT_KEY, REAL_CLIENTS } from "../../testing/real-clients.ts";

const KEY = CLIENT_KEY;
const PIECES = ["let né", " = “é”;", " // 😀\n"];

/** Only tests of silence wait for so little. */
const SHORT_MS = 150;

/** What is in the body of every request, by path. */
const SENDS: Readonly<Record<string, object>> = {
  "/v1/messages": { max_tokens: 99 },
  "/v1/responses": { max_output_tokens: 99, store: false },
  "/v1/chat/completions": { max_tokens: 99, stream_options: { include_usage: true } },
  "/api/chat": { options: { num_predict: 99, num_ctx: 16_384 } },
};

const clients = REAL_CLIENTS.map((client) => ({
  ...client,
  sends: SENDS[client.path] ?? {},
  open: ({ url }: FakeProviderServer, idleTimeoutMs = 20_000): Promise<LanguageModel> =>
    client.open(url, { idleTimeoutMs, firstByteTimeoutMs: idleTimeoutMs }),
}));

const request: ModelRequest = {
  messages: [
    { role: "system", text: "Be brief" },
    { role: "user", text: "Write" },
    { role: "assistant", text: "What?" },
    { role: "user", text: "This" },
  ],
  answerStart: "let",
  stopTexts: [],
  maxOutputTokens: 99,
  temperature: undefined,
  seed: undefined,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
};

const answer = (wishes: Partial<TextAnswer> = {}): TextAnswer => ({
  kind: "text",
  pieces: PIECES,
  ...wishes,
});

const start = (first: FakeAnswer, ...more: readonly FakeAnswer[]) =>
  startFakeProviderServer([first, ...more], { ollamaModels: ["toy:1b"] });

const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

/** The fault that ends a call; nowhere in it, nor in what came before it, is the key. */
async function faultOf(
  model: LanguageModel,
  onEvent: (event: ModelEvent) => void = () => {},
): Promise<Fault> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of model.stream(request)) {
      events.push(event);
      onEvent(event);
    }
  } catch (error) {
    const seen = inspect([error, events], { depth: 20, showHidden: true, maxStringLength: null });
    for (const spelling of [KEY, encodeURIComponent(KEY), KEY.slice(0, 9)])
      expect(seen).not.toContain(spelling);
    if (isFault(error)) return error;
    throw error;
  }
  throw new Error(`no fault, but ${inspect(events)}`);
}

const printed: unknown[][] = [];
const unhandled: unknown[] = [];
const onUnhandled = (error: unknown) => unhandled.push(error);

beforeEach(() => {
  for (const name of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, name).mockImplementation((...line) => void printed.push(line));
  process.on("unhandledRejection", onUnhandled);
});

afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", onUnhandled);
  vi.restoreAllMocks();
  expect(printed.splice(0)).toEqual([]);
  expect(unhandled.splice(0)).toEqual([]);
});

describe.each(clients)("$id through its real client", ({ id, path, keyHeader, sends, open }) => {
  const isOllama = path === "/api/chat";

  test("streams the text as it comes, and ends with reason, usage and who answered", async () => {
    await using server = await start(answer({ answeredBy: "toy-2026" }));
    const model = await open(server);

    const events = await Array.fromAsync(model.stream(request));

    expect(model.id).toBe(id);
    expect(events).toEqual([
      ...PIECES.map((text) => ({ type: "text-delta", text })),
      {
        type: "response-end",
        finishReason: "stop",
        usage: isOllama
          ? { input: 11, output: 7, cached: 0, cacheWritten: 0, reasoning: 0 }
          : { input: 11, output: 7, cached: 3, cacheWritten: 0, reasoning: 2 },
        askedOf: id,
        // Ollama's adapter does not hand this on; it is always the model that was asked.
        answeredBy: isOllama ? "toy:1b" : "toy-2026",
        warnings: [],
      },
    ]);
  });

  test("sends messages, limit and key, and leaves out what was not asked for", async () => {
    await using server = await start(answer());

    await Array.fromAsync((await open(server)).stream(request));

    const [received] = server.requests;
    const body = JSON.stringify(received?.body);
    expect(received?.path).toBe(path);
    if (keyHeader !== undefined) expect(received?.headers[keyHeader]).toContain(KEY);
    for (const part of ["Be brief", "Write", "What?", "This"]) expect(body).toContain(part);
    expect(body).not.toMatch(/temperature|seed|"let"/);
    expect(received?.body).toMatchObject(sends);
  });

  test("sends temperature and seed when they are asked for, or says that they were dropped", async () => {
    await using server = await start(answer());
    const model = await open(server);

    const events = await Array.fromAsync(model.stream({ ...request, temperature: 0.25, seed: 71 }));

    const said = JSON.stringify([server.requests[0]?.body, events.at(-1)]);
    expect(said).toContain("0.25");
    expect(said).toMatch(/"seed":71|unsupported: seed/);
  });

  test.each([1, 2, 3, 7, 50])(
    "reads an answer that comes %i bytes at a time",
    async (chunkBytes) => {
      await using server = await start(answer({ chunkBytes }));

      const events = await Array.fromAsync((await open(server)).stream(request));

      expect(textOf(events)).toBe(PIECES.join(""));
      expect(events.at(-1)).toMatchObject({ type: "response-end", finishReason: "stop" });
    },
  );

  test("tells an answer that reached its limit", async () => {
    await using server = await start(answer({ finish: "length" }));

    const events = await Array.fromAsync((await open(server)).stream(request));

    expect(events.at(-1)).toMatchObject({ finishReason: "length" });
  });

  // Ollama knows no refusals.
  if (!isOllama) {
    test("tells a refusal", async () => {
      await using server = await start(answer({ finish: "refusal" }));

      const events = await Array.fromAsync((await open(server)).stream(request));

      expect(events.at(-1)).toMatchObject({ finishReason: "refusal" });
    });
  }

  test.each([
    ["cut", 2, "model/unavailable"],
    ["cut", 0, "model/unavailable"],
    ["end", 2, "model/truncated"],
    ["end", 3, "model/truncated"],
    ["end", 0, "model/truncated"],
    ["bad-json", 2, "model/malformed-response"],
    ["bad-json", 0, "model/malformed-response"],
    ["error", 2, "model/overloaded"],
    ["error", 0, "model/overloaded"],
    ["stall", 2, "model/timeout"],
    ["stall", 0, "model/timeout"],
  ] as const)(
    "makes of %s after %i pieces a %s, with the text so far",
    async (kind, afterPieces, code) => {
      const read = Promise.withResolvers<void>();
      const after = afterPieces === 0 ? undefined : read.promise;
      const fault: StreamFault = { kind, afterPieces, after };
      await using server = await start(answer({ fault }));
      let left = afterPieces;

      const thrown = await faultOf(
        await open(server, kind === "stall" ? SHORT_MS : undefined),
        () => {
          left -= 1;
          if (left === 0) read.resolve();
        },
      );

      expect(thrown.code).toBe(code);
      expect(thrown.details["partialText"]).toBe(PIECES.slice(0, afterPieces).join(""));
      expect(server.requests).toHaveLength(1);
    },
  );

  test.each([
    [{ kind: "silence" }, "model/timeout"],
    [{ kind: "reset" }, "model/unavailable"],
  ] as const)("makes of %o before the first byte a %s", async (broken, code) => {
    await using server = await start(broken);

    const thrown = await faultOf(
      await open(server, broken.kind === "silence" ? SHORT_MS : undefined),
    );

    expect(thrown).toMatchObject({ code, details: { partialText: "" } });
    expect(server.requests).toHaveLength(1);
  });

  test("makes of a server that is gone a model/unavailable", async () => {
    const server = await start(answer());
    const model = await open(server);
    await server[Symbol.asyncDispose]();

    expect(await faultOf(model)).toMatchObject({ code: "model/unavailable" });
  });

  test("closes the connection when the stream has been silent for too long", async () => {
    await using server = await start(answer({ fault: { kind: "stall", afterPieces: 1 } }));

    await faultOf(await open(server, SHORT_MS));

    expect(await server.requests[0]?.closed).toEqual({ isAnswerSent: false });
  });

  test("takes key and prompt to no other server", async () => {
    await using other = await start(answer());
    const headers = { location: `${other.url}${path}` };
    await using server = await start({ kind: "status", status: 307, headers, body: {} });

    const thrown = await faultOf(await open(server));

    expect(thrown.code).toBe("model/unavailable");
    expect(other.requests).toHaveLength(0);
  });

  test("rejects with the signal's own reason in the middle, and closes the connection", async () => {
    await using server = await start(answer({ fault: { kind: "stall", afterPieces: 1 } }));
    const model = await open(server);
    const stop = new AbortController();
    const reason = { why: "enough" };

    const asking = (async () => {
      for await (const _ of model.stream(request, { signal: stop.signal })) stop.abort(reason);
    })();

    await expect(asking).rejects.toBe(reason);
    expect(await server.requests[0]?.closed).toEqual({ isAnswerSent: false });
  });

  test("rejects with the signal's own reason before the first byte, and closes the connection", async () => {
    await using server = await start({ kind: "silence" });
    const model = await open(server);
    const stop = new AbortController();
    const reason = new Error("enough");
    const asking = Array.fromAsync(model.stream(request, { signal: stop.signal }));
    await vi.waitUntil(() => server.requests.length === 1);

    stop.abort(reason);

    await expect(asking).rejects.toBe(reason);
    expect(await server.requests[0]?.closed).toEqual({ isAnswerSent: false });
  });

  test("asks nothing when the signal was aborted before", async () => {
    await using server = await start(answer());
    const model = await open(server);
    const reason = new Error("enough");

    const asking = Array.fromAsync(model.stream(request, { signal: AbortSignal.abort(reason) }));

    await expect(asking).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  test("closes the connection when nobody reads on", async () => {
    await using server = await start(answer({ fault: { kind: "stall", afterPieces: 1 } }));

    for await (const _ of (await open(server)).stream(request)) break;

    expect(await server.requests[0]?.closed).toEqual({ isAnswerSent: false });
  });

  test.each([
    [401, "invalid key", "model/unauthorized"],
    [403, "not allowed", "model/unauthorized"],
    [402, "pay first", "model/quota"],
    [429, "insufficient_quota: You exceeded your current quota", "model/quota"],
    [400, "Your credit balance is too low", "model/quota"],
    [404, "no such model", "model/unknown"],
    [408, "too slow", "model/timeout"],
    [429, "slow down", "model/rate-limited"],
    [413, "too large", "model/context-too-long"],
    [400, "prompt is too long: 300000 tokens > 200000 maximum", "model/context-too-long"],
    [400, "This model's maximum context length is 8192 tokens", "model/context-too-long"],
    [400, "no such field", "model/bad-request"],
    [422, "wrong type", "model/bad-request"],
    [500, "internal", "model/unavailable"],
    [502, "bad gateway", "model/unavailable"],
    [503, "busy", "model/overloaded"],
    [529, "overloaded", "model/overloaded"],
  ])("makes of status %i, %j, a %s, and asks only once", async (status, message, code) => {
    const body = { type: "error", error: isOllama ? message : { type: "some_error", message } };
    await using server = await start({ kind: "status", status, body });

    const thrown = await faultOf(await open(server));

    expect(thrown).toMatchObject({ code, details: { status, partialText: "" } });
    expect(thrown.message).toContain(message);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after-ms": "300", "retry-after": "1" }, 300],
    [
      { date: "Sat, 21 Nov 2026 10:00:00 GMT", "retry-after": "Sat, 21 Nov 2026 10:00:09 GMT" },
      9000,
    ],
    [{}, undefined],
  ])("hands on how long %o asks to wait", async (headers, retryAfterMs) => {
    const body = { error: { type: "rate_limit_error", message: "slow down" } };
    await using server = await start({ kind: "status", status: 429, headers, body });

    const thrown = await faultOf(await open(server));

    expect(thrown.details["retryAfterMs"]).toBe(retryAfterMs);
  });

  test.each([400, 401, 404, 429, 500])(
    "shows no key when status %i repeats all it received",
    async (status) => {
      await using server = await start({ kind: "echo", status });

      const thrown = await faultOf(await open(server));

      expect(thrown.message).toContain("received [");
      if (keyHeader !== undefined) expect(thrown.message).toContain("[secret]");
    },
  );
});

test("anthropic waits through pings, which are all that comes while a model thinks", async () => {
  const [client = expect.unreachable()] = clients;
  await using server = await start(answer({ fault: { kind: "pings", afterPieces: 1 } }));
  const model = await client.open(server, (PINGS.count - 1) * PINGS.pauseMs);

  expect(textOf(await Array.fromAsync(model.stream(request)))).toBe(PIECES.join(""));
});
