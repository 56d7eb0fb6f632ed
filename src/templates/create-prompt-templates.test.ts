import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPackageFiles } from "../platform/package-files.ts";
import { sha256 } from "../platform/sha256.ts";
import { createMemoryFiles } from "../testing/memory-files.ts";
import { createPromptTemplates } from "./create-prompt-templates.ts";
import { pinText, readPromptPins, rollBackText, writePromptPins } from "./prompt-pins.ts";

const builtIn = await readPackageFiles("prompts/sections", ".liquid");
const open = (files: Readonly<Record<string, string>> = {}) =>
  createPromptTemplates({
    readBuiltIn: async () => builtIn,
    files: createMemoryFiles(files),
    sha256,
  });
const OWN = ".specwright/prompts/operation";
const operation = (body: string, name = "2.liquid") => ({ [`${OWN}/${name}`]: body });
const WISH = { language: "Toy", name: "Sum", specification: "WISH" };
const render = async (files: Readonly<Record<string, string>>, wish: object = WISH) =>
  (await open(files).choose("run")).render("operation", { ...wish });

describe("createPromptTemplates()", () => {
  test("uses the newest text, the project's own among them, and says where it is from", async () => {
    const files = {
      ...operation("---\ndescription: Ours\n---\n\nDo: {{ specification }}\n"),
      ...operation("Short: {{ specification }}", "9-short.liquid"),
    };

    expect(await render(files)).toBe("Do: WISH");
    expect(await open(files).list("operation")).toEqual([
      { id: "operation@2", section: "operation", origin: `${OWN}/2.liquid` },
      { id: "operation@1", section: "operation", origin: "built-in" },
      { id: "operation@9-short", section: "operation", origin: `${OWN}/9-short.liquid` },
    ]);
  });

  test("records a project's text with its content, and goes on with no other", async () => {
    const before = open(operation("One {{ specification }}"));
    const { ids } = await before.choose("run");
    const after = open(operation("Two {{ specification }}"));

    expect(ids["operation"]).toMatch(/^operation@2\+[0-9a-f]{8}$/);
    expect((await before.choose("other", ids)).ids).toEqual(ids);
    await expect(after.choose("run", ids)).rejects.toThrow(/another than when the run began/);
    await expect(open().choose("run", ids)).rejects.toThrow(/no prompt text "operation@2"/);
  });

  test("goes on with the words of a run, whatever is pinned since", async () => {
    const files = operation("New {{ specification }}");
    const { ids } = await open().choose("run");

    const { render: word } = await open(files).choose("run", ids);

    expect(word("operation", WISH)).toBe("WISH");
  });

  test("takes nothing that a user wrote for a part of the text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("{{ 7 | times: 7 }}", "{% raw %}", "{%", "}}", "\n", "a", "{{")),
        async (parts) => {
          const specification = parts.join("");
          expect(await render({}, { ...WISH, specification })).toBe(specification);
        },
      ),
    );
  });

  test.each([
    ["{{ specfication }}", /operation\/2\.liquid:1: there is no variable "specfication"/],
    ["a\n\n{{ specification | shout }}", /2\.liquid:3:\d+: undefined filter: shout/],
    ["---\nweight: 1\n---\nx\n{% if %}", /2\.liquid:5:\d+: /],
    ["---\nweight: [\n---\nx", /2\.liquid:\d+: /],
    ["---\nwieght: 2\n---\nx", /front matter of .*2\.liquid: .*wieght/],
    ["---\nvariables: [secret]\n---\nx", /operation has no variable "secret"/],
    ["{{ specification.nothing }}", /2\.liquid:1:\d+: undefined variable/],
    ['{% include "x" %}', /tag "include" not found/],
    ['{% render "/etc/passwd" %}', /tag "render" not found/],
    ['{{ "now" | date: "%Y" }}', /undefined filter: date/],
    ["{% for a in (1..9999) %}{% for b in (1..9999) %}{% endfor %}{% endfor %}", /limit exceeded/],
    ["{% for a in (1..99999999) %}x{% endfor %}", /limit exceeded/],
    [
      '{% assign s = "xxxxxxxxxx" %}{% for a in (1..99) %}{% assign s = s | append: s %}{% endfor %}',
      /limit exceeded/,
    ],
    ["{% if specification %}x", /2\.liquid:1:\d+: .*not closed/],
  ])("refuses %j with file and line", async (body, message) => {
    const startedAt = performance.now();

    await expect(render(operation(body))).rejects.toThrow(
      expect.objectContaining({
        code: "template/invalid",
        message: expect.stringMatching(message),
      }),
    );
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  test("refuses names that are no version, and folders that are no section", async () => {
    await expect(render(operation("x", "new.liquid"))).rejects.toThrow(/its name is not a version/);
    await expect(render({ ".specwright/prompts/operations/1.liquid": "x" })).rejects.toThrow(
      /there is no section of that name/,
    );
  });

  test("draws variants by weight, the same for the same run", async () => {
    const files = {
      ...operation("{{ specification }}", "1-a.liquid"),
      ...operation("{{ specification }}", "1-b.liquid"),
      ".specwright/prompts.toml":
        '[experiments.order]\nsection = "operation"\nvariants = { "operation@1-a" = 1, "operation@1-b" = 3 }\n',
    };
    const templates = open(files);
    const ids = await Promise.all(
      Array.from(
        { length: 800 },
        async (_none, at) => (await templates.choose(`run-${at}`)).ids["operation"],
      ),
    );

    expect((await templates.choose("run-5")).ids["operation"]).toBe(ids[5]);
    const share = ids.filter((id) => id?.startsWith("operation@1-b")).length / ids.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });
});

describe("pins", () => {
  test("are in use until they are rolled back", async () => {
    const one = pinText(readPromptPins(""), "operation", "operation@1");
    const two = pinText(one, "operation", "operation@2");

    expect(readPromptPins(writePromptPins(two))).toEqual(two);
    expect(rollBackText(two, "operation")).toEqual(one);
    expect(rollBackText(one, "operation")).toEqual(readPromptPins(""));
    expect(rollBackText(readPromptPins(""), "operation")).toBeUndefined();
    const files = {
      ...operation("x{{ specification }}"),
      ".specwright/prompts.toml": writePromptPins(one),
    };
    expect(await render(files)).toBe("WISH");
  });

  test.each([
    ["[pins]\noperation = 3", /pins\.operation/],
    ["[pins\n", /prompts\.toml:1:\d+/],
    ['[pins]\noperation = "operation@7"', /no prompt text "operation@7"/],
    ["[pinned]\n", /pinned/],
  ])("refuses %j", async (text, message) => {
    await expect(render({ ".specwright/prompts.toml": text })).rejects.toThrow(message);
  });
});
