import { describe, expect, test } from "vitest";
import { accepted } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { covenantTask } from "./index.ts";

const TASK = `language: toy
id: pure.clamp
title: Clamp a score
category: pure
complexity: simple
module: scores
function: clamp
description: Keep a score below a maximum.
parameters:
  - { name: score, type: Int, description: what was reached }
  - { name: table, type: "Map<String, Int>" }
returns: { union: [Int, ClampError] }
effects:
  - console
  - { name: filesystem, parameters: { path: /data } }
requirements:
  - { id: R-1, text: It never grows, priority: high }
snippets:
  - { id: scores.ClampError, kind: enum }
declarations: |
  snippet id="a" kind="data" end
behaviours:
  - name: shown
    example: true
    args: { score: 5, table: {} }
    given:
      tables: { db.scores: [{ id: 1 }] }
      answers: { rates.get: [{ raises: "E::A" }] }
    returns: 5
  - name: secret
    args: { score: 777, table: {} }
    returns: null
    files: { /data/x: null }
`;

const read = (text: string, language = "toy") =>
  covenantTask.read(
    { path: "a/task.yaml", text: text.replace("language: toy", `language: ${language}`) },
    {
      languages: [fakeLanguagePack(() => accepted())],
      language: undefined,
      files: createMemoryFiles(),
    },
  );

const message = async (text: string, language?: string): Promise<string> => {
  const error = await read(text, language).then(
    () => undefined,
    (reason: unknown) => reason as Error & { code: string; help: string },
  );
  return error === undefined ? "accepted" : `${error.code} ${error.message} (${error.help})`;
};

describe("a Covenant task", () => {
  test.for([
    ["task.yaml", true],
    ["suite/pure/clamp/task.yml", true],
    ["clamp.task.yaml", true],
    ["multitask.yaml", false],
    ["task.md", false],
  ] as const)("is a file such as %s: %s", ([path, expected]) => {
    expect(covenantTask.canRead(path)).toBe(expected);
  });

  test("asks for a whole function by name, types and effects", async () => {
    expect((await read(TASK)).signature).toBe(`snippet id="scores.clamp" kind="fn"

effects
  effect console
  effect filesystem(path="/data")
end

signature
  fn name="clamp"
    param name="score" type="Int"
    param name="table" type="Map<String, Int>"
    returns union
      type="Int"
      type="ClampError"
    end
  end
end`);
  });

  test("shows examples to the model, and hides all other behaviours", async () => {
    const { text, ...specification } = await read(TASK);

    expect(text).toContain("`scores.clamp(score=5, table={})` returns `5`");
    expect(text).toContain('given the table db.scores holds [{"id":1}]');
    expect(text).toContain('given that rates.get raises `"E::A"`');
    expect(text).toContain("- `score`: what was reached");
    expect(text).toContain("enum `scores.ClampError`");
    expect(text).toContain('snippet id="a" kind="data" end');
    expect(text).not.toMatch(/777|secret/);
    expect(specification).toMatchObject({
      requirements: ["R-1 (high): It never grows"],
      task: {
        functionId: "scores.clamp",
        behaviours: [
          { name: "shown", isHidden: false, expected: { outcome: { kind: "returns", value: 5 } } },
          {
            isHidden: true,
            expected: { outcome: { kind: "returns", value: null }, files: { "/data/x": null } },
          },
        ],
      },
    });
  });

  test.for([
    ["a line that is no YAML", TASK.replace("title: Clamp", "title: [Clamp"), /task\.yaml:\d+: /],
    [
      "a field that does not exist",
      TASK.replace("module:", "modul:"),
      /task\.yaml:6: there is no field "modul".*Did you mean "module"\?/,
    ],
    ["a field that is missing", TASK.replace(/^title.*\n/m, ""), /the field "title" is missing/],
    [
      "a module that is none",
      TASK.replace("module: scores", "module: my scores"),
      /task\.yaml:6: module: it is no module's name/,
    ],
    [
      "a result of an unknown form",
      TASK.replace("{ union: [Int, ClampError] }", "Int"),
      /task\.yaml:12: returns: write \{ type: T \}/,
    ],
    [
      "a behaviour that expects nothing",
      TASK.replace("    returns: 5\n", ""),
      /behaviours\.0: it expects nothing/,
    ],
    [
      "a behaviour that expects two things",
      TASK.replace("returns: 5", "returns: 5\n    raises: x"),
      /it says both returns and raises/,
    ],
    ["a list", "- 1\n", /a task is a list of fields/],
    ["nothing", "", /a task is a list of fields/],
    ["an alias that leads nowhere", TASK.replace("title: Clamp a score", "title: *x"), /alias/i],
    [
      "an alias inside of what it stands for",
      TASK.replace("returns: 5", "returns: &a [*a]"),
      /alias/i,
    ],
    [
      "a number that would be read as another",
      TASK.replace("returns: 5", "returns: 9007199254740993"),
      /task\.yaml:29: the number 9007199254740993 .*Write \{ \$int: "9007199254740993" \}/,
    ],
    [
      "a tag that nobody knows",
      TASK.replace("returns: 5", "returns: !number 5"),
      /task\.yaml:29: Unresolved tag: !number/,
    ],
    [
      "an argument without a parameter",
      TASK.replace("score: 777", "points: 777"),
      /task\.yaml:31: behaviour "secret": there is no parameter "points"/,
    ],
    [
      "a parameter without an argument",
      TASK.replace("score: 777, ", ""),
      /behaviour "secret": the argument "score" is missing/,
    ],
    ["nesting without end", `language: ${"[".repeat(20_000)}`, /specification\/invalid/],
  ] as const)("refuses %s, with the place", async ([, text, expected]) => {
    const said = await message(text);

    expect(said).toMatch(/^specification\/invalid/);
    expect(said).toMatch(expected);
  });

  test("refuses a language that is not here", async () => {
    expect(await message(TASK, "klingon")).toMatch(
      /task\.yaml:1: there is no language "klingon" \(Languages here: toy\)/,
    );
  });
});
