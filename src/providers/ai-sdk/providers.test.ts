import { describe, expect, test } from "vitest";
import { Secret } from "../../domain/secret.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { startFakeProviderServer } from "../../testing/fake-provider-server/start-fake-provider-server.ts";
import { endpointProvider } from "./endpoint-provider.ts";
import { aiSdkProviders, endpointProviders } from "./index.ts";
import { ollama } from "./ollama.ts";
import { pickOllamaModel } from "./ollama-api.ts";

const machine = {} as Machine;

/** Settings of a machine whose environment holds these variables. */
const settingsWith = (
  variables: Readonly<Record<string, string>> = {},
  wishes: Partial<ProviderSettings> = {},
): ProviderSettings => ({
  secret(name) {
    const value = variables[name];
    return value === undefined ? undefined : new Secret(value);
  },
  endpoints: {},
  ollamaUrl: "http://127.0.0.1:1",
  cacheDirectory: "/nowhere",
  threads: 1,
  isOffline: false,
  offlineHosts: [],
  firstByteTimeoutMs: 20_000,
  promptCaching: "off",
  idleTimeoutMs: 1000,
  ...wishes,
});

const endpoint = (baseUrl: string, apiKeyVariable?: string) => ({
  baseUrl,
  apiKeyVariable,
  contextWindowTokens: 4000,
});

const startOllama = (models: readonly string[], contextLength?: number) =>
  startFakeProviderServer([{ kind: "silence" }], {
    ollamaModels: models,
    ollamaContextLength: contextLength,
  });

describe.each([
  ["anthropic", "ANTHROPIC_API_KEY", "claude-sonnet-5-5"],
  ["openai", "OPENAI_API_KEY", "gpt-6-sol"],
])("%s", (id, variable, defaultModel) => {
  const provider = aiSdkProviders.find((one) => one.id === id) ?? expect.unreachable();

  test("probe() says whether its key is set, without showing it", async () => {
    const ready = await provider.probe(settingsWith({ [variable]: "canary" }), machine);
    const unready = await provider.probe(settingsWith(), machine);

    expect(ready).toEqual({
      isReady: true,
      why: `${variable} is set`,
      help: undefined,
      defaultModel,
    });
    expect(unready).toMatchObject({
      isReady: false,
      why: `${variable} is not set`,
      help: `Set ${variable}`,
    });
  });

  test("probe() is not ready where nothing may leave the machine", async () => {
    const offline = settingsWith({ [variable]: "canary" }, { isOffline: true });

    expect(await provider.probe(offline, machine)).toMatchObject({
      isReady: false,
      why: "`offline` is set",
    });
  });

  test("open() refuses to leave the machine when that is not allowed", async () => {
    const offline = settingsWith({ [variable]: "canary" }, { isOffline: true });

    await expect(provider.open("m", offline, machine)).rejects.toMatchObject({
      code: "config/invalid",
    });
  });

  test("open() names the variable when there is no key", async () => {
    await expect(provider.open("m", settingsWith(), machine)).rejects.toMatchObject({
      code: "model/no-key",
      message: `Cannot open "${id}/m": ${variable} is not set`,
    });
  });

  test("open() knows the model's window, and asks nothing", async () => {
    await using model = await provider.open(
      defaultModel,
      settingsWith({ [variable]: "canary" }),
      machine,
    );

    expect(model.id).toBe(`${id}/${defaultModel}`);
    expect(model.contextWindowTokens).toBeGreaterThanOrEqual(1_000_000);
    expect(model.countTokens("export const one = 1;")).toBeGreaterThan(4);
  });
});

describe("openai", () => {
  test("counts text that looks like a control token as text", async () => {
    const [, openai = expect.unreachable()] = aiSdkProviders;
    await using model = await openai.open(
      "gpt-6-sol",
      settingsWith({ OPENAI_API_KEY: "k" }),
      machine,
    );

    expect(model.countTokens("<|endoftext|>")).toBeGreaterThan(1);
  });
});

describe("endpointProviders()", () => {
  test("makes one provider of each endpoint, called like it", () => {
    const endpoints = {
      groq: endpoint("https://a.test/v1"),
      lab: endpoint("http://127.0.0.1:2/v1"),
    };

    expect(endpointProviders(settingsWith({}, { endpoints })).map(({ id }) => id)).toEqual([
      "groq",
      "lab",
    ]);
  });
});

describe("endpointProvider()", () => {
  const lab = endpointProvider("lab");

  test.each([
    ["without a key, where none is needed", endpoint("http://10.0.0.1/v1"), {}, true],
    ["with its key", endpoint("http://10.0.0.1/v1", "LAB_KEY"), { LAB_KEY: "canary" }, true],
    ["without its key", endpoint("http://10.0.0.1/v1", "LAB_KEY"), {}, false],
  ])("is ready or not %s", async (_, configured, variables, isReady) => {
    const settings = settingsWith(variables, { endpoints: { lab: configured } });

    expect(await lab.probe(settings, machine)).toMatchObject({ isReady, defaultModel: undefined });
  });

  test("shows no password of its address", async () => {
    const settings = settingsWith(
      {},
      { endpoints: { lab: endpoint("http://me:canary@10.0.0.1/v1") } },
    );

    expect((await lab.probe(settings, machine)).why).toBe("configured at http://10.0.0.1/v1");
  });

  test("open() refuses an endpoint that is not configured", async () => {
    await expect(lab.open("m", settingsWith(), machine)).rejects.toMatchObject({
      code: "model/unknown",
    });
  });

  test("open() refuses without the key that is configured", async () => {
    const settings = settingsWith(
      {},
      { endpoints: { lab: endpoint("http://10.0.0.1/v1", "LAB_KEY") } },
    );

    await expect(lab.open("m", settings, machine)).rejects.toMatchObject({ code: "model/no-key" });
  });

  test("offline, opens what is on this machine and nothing else", async () => {
    const open = (url: string) =>
      lab.open(
        "m",
        settingsWith({}, { endpoints: { lab: endpoint(url) }, isOffline: true }),
        machine,
      );

    await expect(open("http://10.0.0.1/v1")).rejects.toMatchObject({ code: "config/invalid" });
    expect(await open("http://127.0.0.1:2/v1")).toMatchObject({
      id: "lab/m",
      contextWindowTokens: 4000,
    });
  });
});

describe("ollama", () => {
  test("probe() lists the models and prefers one for code", async () => {
    await using server = await startOllama([
      "nomic-embed-text:latest",
      "llama3.2:3b",
      "qwen2.5-coder:1.5b",
    ]);

    const state = await ollama.probe(settingsWith({}, { ollamaUrl: `${server.url}/` }), machine);

    expect(state).toMatchObject({ isReady: true, defaultModel: "qwen2.5-coder:1.5b" });
    expect(state.why).toContain("llama3.2:3b");
  });

  test("probe() is not ready without a server, or without models", async () => {
    await using server = await startOllama([]);

    const states = await Promise.all(
      [undefined, server.url].map((ollamaUrl) =>
        ollama.probe(settingsWith({}, ollamaUrl === undefined ? {} : { ollamaUrl }), machine),
      ),
    );

    expect(states).toMatchObject([
      { isReady: false, why: "no server answers at http://127.0.0.1:1" },
      { isReady: false, help: "Get one: ollama pull qwen2.5-coder:1.5b" },
    ]);
  });

  test("open() says how to get a model that the server does not have", async () => {
    await using server = await startOllama(["a:1b"]);

    await expect(
      ollama.open("b:1b", settingsWith({}, { ollamaUrl: server.url }), machine),
    ).rejects.toMatchObject({
      code: "model/missing",
      help: "Get it: ollama pull b:1b",
    });
  });

  test("open() says so when no server answers", async () => {
    await expect(ollama.open("a:1b", settingsWith(), machine)).rejects.toMatchObject({
      code: "model/unavailable",
    });
  });

  test.each([
    [4096, 4096],
    [131_072, 16_384],
  ])("asks for a context of its own size: of %i tokens, %i", async (contextLength, expected) => {
    await using server = await startFakeProviderServer([{ kind: "text", pieces: ["a"] }], {
      ollamaModels: ["a:1b"],
      ollamaContextLength: contextLength,
    });
    const model = await ollama.open("a:1b", settingsWith({}, { ollamaUrl: server.url }), machine);

    await Array.fromAsync(
      model.stream({
        messages: [{ role: "user", text: "a" }],
        answerStart: undefined,
        stopTexts: [],
        maxOutputTokens: 9,
        temperature: undefined,
        seed: undefined,
        breakPoints: [],
        responseSchema: undefined,
        heldTo: undefined,
        draw: 0,
        escalation: 0,
      }),
    );

    expect(model.contextWindowTokens).toBe(expected);
    expect(server.requests[0]?.body).toMatchObject({
      options: { num_ctx: expected, num_predict: 9 },
    });
  });
});

describe("pickOllamaModel()", () => {
  test.each([
    [["llama3.2:3b", "codellama:7b"], "codellama:7b"],
    [["gemma3:4b", "mistral:7b-instruct"], "mistral:7b-instruct"],
    [["nomic-embed-code:latest", "devstral:24b"], "devstral:24b"],
    [["llama3.2:3b"], undefined],
    [[], undefined],
  ])("picks of %j %s", (names, picked) => {
    expect(pickOllamaModel(names)).toBe(picked);
  });
});
