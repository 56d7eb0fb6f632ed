import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { accepted } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { prose } from "./index.ts";

const toy = fakeLanguagePack(() => accepted());
const read = (text: string, files: Record<string, string> = {}, language?: string) =>
  prose.read(
    { path: "specs/sum.md", text },
    { languages: [toy], language, files: createMemoryFiles(files) },
  );
const faultOf = async (text: string, files: Record<string, string> = {}) => {
  const error: unknown = await read(text, files).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isFault(error)) throw new Error(`no fault: ${String(error)}`);
  return { code: error.code, message: error.message, help: error.help };
};
const withField = (yaml: string): string => `---\nlanguage: toy\n${yaml}\n---\n# Sum\n\nAdd.\n`;

describe("prose.read()", () => {
  test("reads every field of the front matter", async () => {
    const text = withField(
      [
        'signature: "sum two"',
        "examples:",
        "  - two() => 2",
        '  - { call: two(1), returns: "3" }',
        "  - { call: two(), throws: RangeError }",
        "  - { call: two(), throws: true }",
        "requirements: [It is short.]",
        "context: [../src/a.toy]",
        "tests: [b.toy]",
      ].join("\n"),
    );

    expect(await read(text, { "src/a.toy": "A", "specs/b.toy": "B" })).toEqual({
      kind: "prose",
      name: "Sum",
      language: "toy",
      text: "# Sum\n\nAdd.\n",
      signature: "sum two",
      examples: [
        { call: "two()", expected: { kind: "returns", expression: "2" } },
        { call: "two(1)", expected: { kind: "returns", expression: "3" } },
        { call: "two()", expected: { kind: "throws", name: "RangeError" } },
        { call: "two()", expected: { kind: "throws", name: undefined } },
      ],
      requirements: ["It is short."],
      contextFiles: [{ path: "src/a.toy", text: "A" }],
      testFiles: [{ path: "specs/b.toy", text: "B" }],
      companions: [],
      grammar: undefined,
    });
  });

  test("reads the user's own grammar beside it, and keeps its text", async () => {
    const text = withField("grammar: ../sum.lark");

    expect(await read(text, { "sum.lark": 'start: "1"' })).toMatchObject({
      grammar: { path: "sum.lark", text: 'start: "1"' },
    });
    await expect(read(text, {})).rejects.toMatchObject({ code: "source/missing" });
  });

  test("refuses a grammar for several files", async () => {
    const text = withField("grammar: a.lark\ncompanions: [b.toy]");

    await expect(read(text, { "specs/a.lark": "" })).rejects.toMatchObject({
      code: "specification/invalid",
      message: expect.stringContaining("a grammar is of one file"),
    });
  });

  test("reads the same from sections", async () => {
    const text = [
      "# Sum of two",
      "Add them.",
      "## Signature",
      "```toy",
      "sum two",
      "```",
      "## Examples",
      "- `two() => 2`",
      "- a sentence about them",
      "* two(1) throws RangeError",
      "## Requirements",
      "1. It is short.",
    ].join("\n");

    expect(await read(text)).toMatchObject({
      name: "Sum of two",
      language: "toy",
      signature: "sum two",
      examples: [{ call: "two()" }, { call: "two(1)", expected: { name: "RangeError" } }],
      requirements: ["It is short."],
    });
  });

  test("keeps arrows and strings inside a call", async () => {
    const { examples } = await read(
      withField("examples:\n  - 'map([1], (x) => x * 2) => [2]'\n  - 'f(\" => \") => \" => \"'"),
    );

    expect(examples).toEqual([
      { call: "map([1], (x) => x * 2)", expected: { kind: "returns", expression: "[2]" } },
      { call: 'f(" => ")', expected: { kind: "returns", expression: '" => "' } },
    ]);
  });

  test("takes the file's name where there is no title, and the caller's language where it names none", async () => {
    expect(await read("Add.\n", {}, "TOY")).toMatchObject({ name: "sum", language: "toy" });
  });

  test.each([
    ["nothing", "", /it is empty/],
    ["nothing but front matter", "---\nlanguage: toy\n---\n", /says nothing/],
    ["front matter without an end", "---\nlanguage: toy\nAdd.\n", /no end/],
    ["nothing but comments", "# T\n<!-- Add. -->\n***\n", /says nothing/],
    ["nesting without end", withField(`examples: ${"[".repeat(20_000)}`), /nested too deeply/],
    ["a key that objects have", withField("__proto__: x"), /sum\.md:3: there is no field/],
    ["no language", "Add.\n", /in which language/],
    ["an unknown language", "---\nlanguage: cobol\n---\nAdd.\n", /cobol/],
    ["broken YAML", withField("a: [1"), /specs\/sum\.md:\d/],
    ["front matter that is a list", "---\n- a\n---\nAdd.\n", /not a list of fields/],
    ["a wrong type", withField("examples: 3"), /sum\.md:3: examples/],
    ["an example that is none", withField("examples:\n  - two()"), /sum\.md:4: .*call => value/],
    ["a file outside the project", withField("context: [../../x]"), /outside the project/],
    ["an absolute file", withField("tests: [/etc/passwd]"), /outside the project/],
  ])("refuses %s and says where", async (_name, text, says) => {
    const { code, message } = await faultOf(text);

    expect(code).toBe("specification/invalid");
    expect(message).toMatch(says);
  });

  test("suggests the field that a mistyped one may have meant", async () => {
    expect(await faultOf(withField("exmples: []"))).toMatchObject({
      message: expect.stringContaining("sum.md:3"),
      help: 'Did you mean "examples"?',
    });
  });

  test("takes expressions verbatim, whatever YAML would make of them", async () => {
    const yaml = [
      "signature: sum(a: number): number",
      "examples:",
      "  - f({ a: 1 }) => 1.0",
      "  - { call: f(1), returns: [2, 4] }",
      "  - call: f(2)",
      "    returns: None",
    ].join("\n");

    const { signature, examples } = await read(withField(yaml));

    expect(signature).toBe("sum(a: number): number");
    expect(examples.map(({ expected }) => expected)).toEqual([
      { kind: "returns", expression: "1.0" },
      { kind: "returns", expression: "[2, 4]" },
      { kind: "returns", expression: "None" },
    ]);
  });

  test("takes an empty field for an absent one", async () => {
    expect(await read(withField("examples:\ncontext:"))).toMatchObject({
      examples: [],
      contextFiles: [],
    });
  });

  test("believes the file about its language before the caller, and the caller before its blocks", async () => {
    expect(await read(withField(""), {}, "cobol")).toMatchObject({ language: "toy" });
    expect(await read("Add.\n```json\n```\n", {}, ".toy")).toMatchObject({ language: "toy" });
  });

  test("finds the language in any block, and refuses to choose among several", async () => {
    const other = { ...toy, id: "other", fenceTags: ["oth"] as const };
    const readWith = (text: string) =>
      prose.read(
        { path: "a.md", text },
        { languages: [toy, other], language: undefined, files: createMemoryFiles() },
      );
    const block = (tag: string): string => `\`\`\`${tag}\nx\n\`\`\`\n`;

    expect(await readWith(`Add.\n${block("json")}${block("oth")}`)).toMatchObject({
      language: "other",
    });
    await expect(readWith(`Add.\n${block("toy")}${block("oth")}`)).rejects.toMatchObject({
      code: "specification/invalid",
      message: expect.stringContaining("more than one language"),
    });
  });

  test("reads files beside a specification whose path is absolute, inside the project only", async () => {
    const readAt = (path: string) =>
      prose.read(
        { path, text: withField("context: [a.toy]") },
        {
          languages: [toy],
          language: undefined,
          files: createMemoryFiles({ "a.toy": "x", "specs/a.toy": "y" }),
        },
      );

    expect(await readAt("/project/specs/sum.md")).toMatchObject({
      contextFiles: [{ path: "specs/a.toy", text: "y" }],
    });
    await expect(readAt("/elsewhere/sum.md")).rejects.toMatchObject({
      code: "specification/invalid",
    });
  });

  test("says which named file is missing", async () => {
    expect(await faultOf(withField("tests:\n  - a.toy"))).toMatchObject({
      code: "source/missing",
      message: 'Cannot find "specs/a.toy", which specs/sum.md:4 names',
    });
  });

  test("refuses aliases that multiply", async () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      "b: &b [*a,*a,*a,*a,*a,*a,*a]",
      "examples: [*b,*b,*b,*b,*b,*b]",
    ];

    expect((await faultOf(withField(bomb.join("\n")))).message).toMatch(/aliases/);
  });

  test("throws nothing but faults, whatever it is given", async () => {
    const pieces = fc.constantFrom(
      "---\n",
      "language: toy\n",
      "examples:\n",
      "  - a => b\n",
      "# T\n",
      "x\n",
      ": ",
      "&a",
      "*a",
      "\t",
      "\u0000",
    );
    const anything = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));

    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const outcome: unknown = await read(text).catch((error: unknown) => error);

        expect(outcome instanceof Error && !isFault(outcome)).toBe(false);
      }),
    );
  });

  test("refuses a context file that no model could read", async () => {
    expect(
      await faultOf(withField("context: [big.toy]"), { "specs/big.toy": "x".repeat(1_000_001) }),
    ).toMatchObject({
      code: "source/unreadable",
    });
  });
});
