import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { scripted } from "./index.ts";

const settings = { idleTimeoutMs: 1000 } as ProviderSettings;

/** A machine whose files are these. */
const machineWith = (texts: Readonly<Record<string, string>>) =>
  ({
    files: {
      async readText(path: string) {
        const text = texts[path];
        if (text === undefined)
          throw new Fault("source/missing", `Cannot read "${path}": no such file`);
        return text;
      },
    },
  }) as unknown as Machine;

const open = (text: string) => scripted.open("a.json", settings, machineWith({ "a.json": text }));

const request = {
  messages: [],
  answerStart: undefined,
  stopTexts: [],
  maxOutputTokens: 1,
  temperature: undefined,
  seed: undefined,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
};

describe("scripted", () => {
  test.each([
    ["a list", '["one"]'],
    ["an object", '{ "answers": [{ "text": "one" }] }'],
  ])("open() reads %s of answers from the file that the name tells", async (_, text) => {
    const model = await open(text);

    expect(model.id).toBe("scripted/a.json");
    expect(await Array.fromAsync(model.stream(request))).toMatchObject([
      { text: "one" },
      { answeredBy: "scripted/a.json" },
    ]);
  });

  test("open() reads answers by name", async () => {
    const model = await open('{ "named": { "Sum": { "first": "one" } } }');
    const text = '<data-0 origin="specification:Sum">\n1 + 1';

    expect(
      await Array.fromAsync(model.stream({ ...request, messages: [{ role: "user", text }] })),
    ).toMatchObject([{ text: "one" }, {}]);
  });

  test("open() refuses a file that does not exist", async () => {
    await expect(scripted.open("b.json", settings, machineWith({}))).rejects.toMatchObject({
      code: "model/missing",
      message: 'Cannot open "scripted/b.json": there is no file "b.json"',
    });
  });

  test.each([
    ["what is not JSON", "{"],
    ["a misspelt key", '[{ "txet": "one" }]'],
    ["an unknown fault", '[{ "fault": "model/tired" }]'],
  ])("open() refuses %s", async (_, text) => {
    await expect(open(text)).rejects.toMatchObject({ code: "model/corrupt" });
  });

  test("probe() offers no default, so that nobody gets it unasked", async () => {
    expect(await scripted.probe(settings, machineWith({}))).toMatchObject({
      defaultModel: undefined,
    });
  });
});
