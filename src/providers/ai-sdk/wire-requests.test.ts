/** What really reaches the wire, through the real clients: kept prefixes, schemas, parameters. */

import { describe, expect, test } from "vitest";
import type { ModelRequest } from "../../domain/model.ts";
import type { CallOptions } from "../../ports/language-model.ts";
import type { GrammarField, ProviderSettings } from "../../ports/provider.ts";
import { modelRequest } from "../../testing/builders.ts";
import { startFakeProviderServer } from "../../testing/fake-provider-server/start-fake-provider-server.ts";
import { REAL_CLIENTS, type RealClient } from "../../testing/real-clients.ts";

const [anthropic, openai, endpoint, ollama] = REAL_CLIENTS;

/** The body that arrives, and what the result says was dropped. */
async function send(
  client: RealClient,
  wishes: Partial<ModelRequest>,
  settings: Partial<ProviderSettings> | ((url: string) => Partial<ProviderSettings>) = {},
  options: CallOptions = {},
) {
  await using server = await startFakeProviderServer([{ kind: "text", pieces: ["{}"] }], {
    ollamaModels: ["toy:1b"],
  });
  const model = await client.open(
    server.url,
    typeof settings === "function" ? settings(server.url) : settings,
  );
  const end = (await Array.fromAsync(model.stream(modelRequest(wishes), options))).at(-1);
  const warnings = end?.type === "response-end" ? end.warnings : undefined;
  return { body: server.requests[0]?.body, warnings };
}

const prompt: Partial<ModelRequest> = {
  messages: [
    { role: "system", text: "Briefing. Examples. Own." },
    { role: "user", text: "The task. More." },
  ],
  breakPoints: [
    { message: 0, end: 10 },
    { message: 0, end: 20 },
    { message: 1, end: 10 },
  ],
};

const schema = {
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"],
  additionalProperties: false,
} as const;

describe("prefixes that are to be kept", () => {
  test.each(["5m", "1h"] as const)(
    "are marked for Anthropic for %s, block by block",
    async (ttl) => {
      const { body, warnings } = await send(anthropic, prompt, { promptCaching: ttl });

      const cache_control = { type: "ephemeral", ttl };
      expect(body).toMatchObject({
        system: [
          { type: "text", text: "Briefing. ", cache_control },
          { type: "text", text: "Examples. ", cache_control },
          { type: "text", text: "Own." },
        ],
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "The task. ", cache_control },
              { type: "text", text: "More." },
            ],
          },
        ],
      });
      expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(3);
      expect(warnings).toEqual([]);
    },
  );

  test("are marked at most four times, so that nothing is refused", async () => {
    const breakPoints = [1, 2, 3, 4, 5, 6, 7].map((end) => ({ message: 0, end }));

    const { body, warnings } = await send(
      anthropic,
      { ...prompt, breakPoints },
      { promptCaching: "5m" },
    );

    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(4);
    expect(warnings).toEqual([]);
  });

  test("give OpenAI a key that does not change with what comes after", async () => {
    const settings = { promptCaching: "5m" } as const;
    const other = {
      ...prompt,
      messages: [
        { role: "system" as const, text: "Briefing. Others." },
        { role: "user" as const, text: "Else." },
      ],
    };

    const [one, two] = [await send(openai, prompt, settings), await send(openai, other, settings)];

    expect(one.body?.["prompt_cache_key"]).toMatch(/^[0-9a-f]{32}$/);
    expect(two.body?.["prompt_cache_key"]).toBe(one.body?.["prompt_cache_key"]);
    expect(one.body).toMatchObject({ store: false });
    expect(JSON.stringify(one.body)).toContain("Briefing. Examples. Own.");
  });

  test.each(REAL_CLIENTS)(
    "are not mentioned to $id where they are switched off",
    async (client) => {
      const { body } = await send(client, prompt, { promptCaching: "off" });

      expect(JSON.stringify(body)).not.toMatch(/cache_control|prompt_cache/);
      expect(JSON.stringify(body)).toContain("Briefing. Examples. Own.");
    },
  );

  test.each([endpoint, ollama])("are nothing to $id", async (client) => {
    const { body } = await send(client, prompt, { promptCaching: "5m" });

    expect(JSON.stringify(body)).not.toMatch(/cache_control|prompt_cache/);
  });
});

describe("a response schema", () => {
  test.each([
    [anthropic, { output_config: { format: { type: "json_schema", schema } } }],
    [openai, { text: { format: { type: "json_schema", strict: true, schema } } }],
    [endpoint, { response_format: { type: "json_schema", json_schema: { schema } } }],
    [ollama, { format: schema }],
  ] as const)("reaches $0.id", async (client, sent) => {
    const { body, warnings } = await send(client, { responseSchema: schema });

    expect(body).toMatchObject(sent);
    expect(warnings).toEqual([]);
  });
});

describe("a grammar", () => {
  const lark = 'start: "a"';
  const takingIt = (grammarField: GrammarField) => (url: string) => ({
    endpoints: {
      here: {
        baseUrl: `${url}/v1`,
        apiKeyVariable: undefined,
        contextWindowTokens: 1000,
        grammarField,
      },
    },
  });

  test.each([
    ["grammar", { grammar: `%llguidance {}\n${lark}` }],
    ["ebnf", { ebnf: `%llguidance {}\n${lark}` }],
    ["guided_grammar", { guided_grammar: `%llguidance {}\n${lark}` }],
    ["structured_outputs", { structured_outputs: { grammar: `%llguidance {}\n${lark}` } }],
  ] as const)("reaches an endpoint that takes it as %s", async (field, sent) => {
    const { body, warnings } = await send(endpoint, {}, takingIt(field), { grammar: lark });

    expect(body).toMatchObject(sent);
    expect(warnings).toEqual([]);
  });

  test("keeps the header that it has", async () => {
    const own = '%llguidance { "no_forcing": true }\nstart: "a"';

    const { body } = await send(endpoint, {}, takingIt("grammar"), { grammar: own });

    expect(body).toMatchObject({ grammar: own });
  });

  test("is not mentioned where none is wanted, and is said to be taken", async () => {
    const { body } = await send(endpoint, {}, takingIt("grammar"));
    const open = await endpoint.open("http://127.0.0.1:1", takingIt("ebnf")("http://127.0.0.1:1"));

    expect(JSON.stringify(body)).not.toContain("grammar");
    expect(open.capabilities.takesGrammar).toBe(true);
  });

  test.each(REAL_CLIENTS)("is nothing to $id as it is", async (client) => {
    const { body } = await send(client, {}, {}, { grammar: lark });

    expect(JSON.stringify(body)).not.toContain("llguidance");
  });
});

describe("stop texts", () => {
  test.each([
    [anthropic, { stop_sequences: ["END"] }],
    [endpoint, { stop: ["END"] }],
    [ollama, { options: { stop: ["END"] } }],
  ] as const)("reach $0.id", async (client, sent) => {
    expect((await send(client, { stopTexts: ["END"] })).body).toMatchObject(sent);
  });
});

describe("what a model is said to take", () => {
  test.each(REAL_CLIENTS)("is what $id sends without a warning", async (client) => {
    await using server = await startFakeProviderServer([{ kind: "silence" }], {
      ollamaModels: ["toy:1b"],
    });
    const { capabilities } = await client.open(server.url);

    const { warnings } = await send(client, {
      temperature: capabilities.takesTemperature ? 0.5 : undefined,
      seed: capabilities.takesSeed ? 7 : undefined,
      stopTexts: capabilities.takesStopTexts ? ["END"] : [],
      responseSchema: capabilities.takesResponseSchema ? schema : undefined,
    });

    expect(warnings).toEqual([]);
  });
});
