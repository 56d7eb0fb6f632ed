import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import {
  type FakeProviderServer,
  startFakeProviderServer,
} from "../../testing/fake-provider-server/start-fake-provider-server.ts";
import { REAL_CLIENTS } from "../../testing/real-clients.ts";
import { keyHeaders } from "./key-headers.ts";

const [anthropic, openai, endpoint] = REAL_CLIENTS;
const OLLAMA = { ollamaModels: ["toy:1b"] };

const ask = (model: LanguageModel, idempotencyKey?: string, wishes = {}): Promise<ModelEvent[]> =>
  Array.fromAsync(model.stream(modelRequest(wishes), { idempotencyKey }));

const textOf = (events: readonly ModelEvent[]): string =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

const keysAt = (server: FakeProviderServer): readonly unknown[] =>
  server.requests.map(({ headers }) => headers["idempotency-key"]);

describe("an idempotency key", () => {
  // Ollama's client sends no headers of ours: it is asked on this machine, for nothing.
  test.each([anthropic, openai, endpoint])(
    "goes with each request to $id, and only where one is given",
    async (client) => {
      await using server = await startFakeProviderServer([{ kind: "text", pieces: ["a"] }], OLLAMA);
      const model = await client.open(server.url);

      await ask(model, "batch/job-1");
      await ask(model, "batch/job-1");
      await ask(model, "batch/job-1", { draw: 1 });
      await ask(model, "batch/job-2");
      await ask(model);

      const [first, again, otherDraw, otherKey, none] = keysAt(server);
      expect(first).toMatch(/^batch\/job-1-[0-9a-f]{16}$/);
      expect(again).toBe(first);
      expect(otherDraw).not.toBe(first);
      expect(otherKey).toMatch(/^batch\/job-2-/);
      expect(none).toBeUndefined();
    },
  );

  test("is fit for a header whatever it is", () => {
    const { "Idempotency-Key": name } = keyHeaders("a/b", modelRequest(), "ü\r\nX: y");

    expect(name).toMatch(/^[0-9a-f]{64}-[0-9a-f]{16}$/);
  });

  test("does not depend on break points", () => {
    const [plain, marked] = [[], [{ message: 0, end: 1 }]].map((breakPoints) =>
      keyHeaders("a/b", modelRequest({ breakPoints }), "k"),
    );

    expect(marked).toEqual(plain);
  });
});

describe("an endpoint that is declared idempotent", () => {
  const settings = (url: string) => ({
    endpoints: {
      here: {
        baseUrl: `${url}/v1`,
        apiKeyVariable: undefined,
        contextWindowTokens: 1000,
        isIdempotent: true,
      },
    },
  });

  test("says so, and others do not", async () => {
    await using server = await startFakeProviderServer([{ kind: "text", pieces: ["a"] }], OLLAMA);

    expect((await endpoint.open(server.url, settings(server.url))).keepsAnswersByKey).toBe(true);
    for (const client of REAL_CLIENTS)
      expect((await client.open(server.url)).keepsAnswersByKey).toBe(false);
  });

  test("gives the same answer to the same key, and charges once", async () => {
    await using server = await startFakeProviderServer(
      (_, index) => ({ kind: "text", pieces: [`answer ${index}`] }),
      { idempotent: true },
    );
    const model = await endpoint.open(server.url, settings(server.url));

    const texts = [];
    for (const key of ["one", "one", "two"]) texts.push(textOf(await ask(model, key)));
    texts.push(textOf(await ask(model, "two", { draw: 1, temperature: 1 })));

    expect(texts).toEqual(["answer 0", "answer 0", "answer 2", "answer 3"]);
    expect(server.billed.calls).toBe(3);
    expect(server.paid.servedAgain).toBe(1);
    expect([...server.paid.byKey.values()]).toEqual([1, 1, 1]);
  });

  test("goes on for a connection that went away, and gives what came of it", async () => {
    const { promise: isGone, resolve: go } = Promise.withResolvers<void>();
    let asked = 0;
    await using server = await startFakeProviderServer(
      async () => {
        asked += 1;
        await isGone;
        return { kind: "text", pieces: ["a", "b", "c"], fault: { kind: "cut", afterPieces: 1 } };
      },
      { idempotent: true },
    );
    const model = await endpoint.open(server.url, settings(server.url));
    const controller = new AbortController();
    const lost = Array.fromAsync(
      model.stream(modelRequest(), { idempotencyKey: "k", signal: controller.signal }),
    );
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error("killed"));
    await expect(lost).rejects.toThrow("killed");
    const again = ask(model, "k");
    go();

    expect(textOf(await again)).toBe("abc");
    expect(asked).toBe(1);
    expect(server.billed).toMatchObject({ calls: 1, usage: { output: 7 } });
    expect(server.paid).toMatchObject({ twice: [], servedAgain: 1 });
  });

  test("keeps no error, and refuses a key that comes with another request", async () => {
    await using server = await startFakeProviderServer(
      [
        { kind: "error", error: "overloaded" },
        { kind: "text", pieces: ["ok"] },
      ],
      { idempotent: true },
    );
    const model = await endpoint.open(server.url, settings(server.url));

    await expect(ask(model, "k")).rejects.toMatchObject({ code: "model/overloaded" });
    expect(textOf(await ask(model, "k"))).toBe("ok");
    const { "idempotency-key": key } = server.requests[1]!.headers;
    const reply = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "Idempotency-Key": String(key) },
      body: JSON.stringify({ model: "toy", messages: [] }),
    });
    expect(reply.status).toBe(422);
    expect(server.paid.all).toHaveLength(1);
  });
});

describe("a server that knows no keys", () => {
  test("charges each time, and tells which requests were paid twice", async () => {
    await using server = await startFakeProviderServer([{ kind: "text", pieces: ["a"] }]);
    const model = await endpoint.open(server.url);

    await ask(model, "k");
    await ask(model, "k");
    await ask(model, "k", { maxOutputTokens: 5 });

    expect(server.billed.calls).toBe(3);
    expect(server.paid.twice).toHaveLength(1);
    expect([...server.paid.byRequest.values()]).toEqual([2, 1]);
  });
});
