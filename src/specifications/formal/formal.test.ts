import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { readSpecification } from "../../pipeline/specification/read-specification.ts";
import { accepted } from "../../testing/builders.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { specificationReaders } from "../index.ts";
import { formal } from "./index.ts";
import { type FormalRow, readFormalRows } from "./read-rows.ts";

const languages = [fakeMarkedPack(() => accepted())];
const BODY = "method M()\n// <vc-code>\nopen\n// </vc-code>\n";

const open = (
  path: string,
  files: Readonly<Record<string, string>>,
  language?: string | undefined,
) =>
  readSpecification(path, {
    readers: specificationReaders,
    languages,
    files: createMemoryFiles(files),
    language,
  });
async function refusal(...asked: Parameters<typeof open>): Promise<string> {
  const error: unknown = await open(...asked).catch((thrown: unknown) => thrown);
  if (!isFault(error)) throw new Error("It was read", { cause: error });
  return `${error.code} ${error.message} ${error.help ?? ""}`;
}
const rows = (...lines: readonly unknown[]): readonly FormalRow[] =>
  readFormalRows(
    {
      path: "tasks.jsonl",
      text: lines
        .map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
        .join("\n"),
    },
    { languages },
  );
const sections = {
  "vc-description": "Grow it.",
  "vc-preamble": "predicate P()",
  "vc-helpers": "",
  "vc-spec": "method M()",
  "vc-code": "open",
  "vc-postamble": "",
};

describe("the reader of files of contracts", () => {
  test("reads a file by its extension, its text to the byte", async () => {
    const source = `\n${BODY}\n  `;

    expect(await open("a/grow.proof", { "a/grow.proof": source })).toEqual({
      kind: "formal",
      name: "grow",
      language: "toyproof",
      text: source,
      signature: undefined,
      examples: [],
      requirements: [],
      contextFiles: [],
      testFiles: [],
      companions: [],
      path: "a/grow.proof",
      source,
      slots: [{ name: "vc-code", role: "body", start: 25, end: 30 }],
    });
  });

  test("reads what is included with it, each file once, also in a circle", async () => {
    const files = {
      "a/one.proof": `include "../b/two.proof"\ninclude "std/sets"\n${BODY}`,
      "b/two.proof": 'include "three.proof"\ninclude "../a/one.proof"\n',
      "b/three.proof": 'include "two.proof"\n',
    };

    const { contextFiles } = await open("a/one.proof", files);

    expect(contextFiles.map(({ path }) => path)).toEqual(["b/three.proof", "b/two.proof"]);
  });

  test.each([
    ["that is missing", 'x\ninclude "gone.proof"\n', 'one.proof:2 There is no file "gone.proof"'],
    ["outside the project", 'include "../x.proof"\n', 'one.proof:1 "../x.proof" lies outside'],
    ["by an absolute path", 'include "/etc/passwd"\n', 'one.proof:1 "/etc/passwd" lies outside'],
  ])("refuses an included file %s, with the line", async (_, text, message) => {
    const said = await refusal("one.proof", { "one.proof": text + BODY });

    expect(said).toContain("specification/invalid");
    expect(said).toContain(message);
  });

  test("reads a module of the project from its root", async () => {
    const files = { "a/b.proof": `include "Sets/Basic"\n${BODY}`, "Sets/Basic": "predicate P()\n" };

    expect(await open("a/b.proof", files)).toMatchObject({
      contextFiles: [{ path: "Sets/Basic" }],
    });
  });

  test("takes a module that is not there for one of a library", async () => {
    expect(await open("a.proof", { "a.proof": `include "Sets/Basic"\n${BODY}` })).toMatchObject({
      contextFiles: [],
    });
  });

  test.each([
    ["the language refuses", `\n\nchat\n${BODY}`, "one.proof:3 It holds a conversation"],
    ["is empty", "  \n", "It is empty"],
    ["holds NUL", `\n\0${BODY}`, "one.proof:2 It holds a NUL character"],
    ["has nothing open", "method M() {}\n", "Nothing in it is open"],
  ])("refuses a file that %s, with the line", async (_, text, message) => {
    expect(await refusal("one.proof", { "one.proof": text })).toContain(message);
  });

  test("refuses a language that proves nothing", async () => {
    expect(await refusal("a.proof", { "a.proof": BODY }, "cobol")).toContain("language/unknown");
  });

  test("lints a file with all that is wrong", async () => {
    const source = { path: "a.proof", text: 'include "gone.proof"\nchat\n' };
    const found = await formal.lint?.(source, { languages, files: createMemoryFiles() });

    expect(found?.diagnostics.map(({ message }) => message)).toEqual([
      "Nothing in it is open",
      "It holds a conversation",
      'There is no file "gone.proof"',
    ]);
  });
});

describe("tasks in YAML", () => {
  const yaml = (more: object = {}) =>
    Object.entries({ ...sections, ...more })
      .map(([key, value]) => `${key}: ${value === "" ? "''" : `|-\n  ${String(value)}`}\n`)
      .join("");

  test("become the file that their sections make", async () => {
    const read = await open("d/DA0035.yaml", { "d/DA0035.yaml": yaml({ language: "toyproof" }) });

    expect(read).toMatchObject({
      name: "DA0035",
      path: "d/DA0035.proof",
      text: "Grow it.",
      source:
        "// <vc-preamble>\npredicate P()\n// </vc-preamble>\n\n// <vc-helpers>\n// </vc-helpers>\n\n// <vc-spec>\nmethod M()\n// </vc-spec>\n// <vc-code>\nopen\n// </vc-code>\n",
    });
  });

  test("take the language that is asked for", async () => {
    expect(await open("t.yml", { "t.yml": yaml() }, "proof")).toMatchObject({
      language: "toyproof",
    });
    expect(await refusal("t.yml", { "t.yml": yaml() })).toContain("in which language");
  });

  test.each([
    ["is broken", "vc-code: [", "specification/invalid"],
    [
      "has a section that nobody knows",
      "language: toyproof\nvc-code: x\nvc-sepc: y\n",
      'There is no section "vc-sepc"',
    ],
    ["has a section that is no text", "language: toyproof\nvc-code: [1]\n", '"vc-code" is no text'],
    ["has nothing open", "language: toyproof\nvc-spec: x\n", "Nothing in it is open"],
    ["is no task", "services: {}\n", "its kind is unknown"],
  ])("are refused where one %s", async (_, text, message) => {
    expect(await refusal("t.yaml", { "t.yaml": text })).toContain(message);
  });
});

describe("readFormalRows()", () => {
  test("reads a task a line, and does not stop at those that cannot be used", () => {
    const read = rows(
      { id: "A1", language: "toyproof", spec_text: BODY, source: "apps", "qa-score": 1 },
      "",
      "{ nonsense",
      { id: "A2", language: "cobol", spec_text: BODY },
      { id: "A1", language: "toyproof", spec_text: BODY },
      { id: "../x", language: "toyproof", spec_text: BODY },
      { language: "toyproof", ...sections },
      { id: "A3", language: "toyproof" },
      { id: "A4", language: "toyproof", spec_text: `include "x.proof"\n${BODY}` },
    );

    expect(read.map(({ id, line, fault }) => [id, line, fault?.code])).toEqual([
      ["A1", 1, undefined],
      ["line 3", 3, "specification/invalid"],
      ["A2", 4, "specification/invalid"],
      ["A1", 5, "specification/invalid"],
      ["line 6", 6, "specification/invalid"],
      ["line 7", 7, undefined],
      ["A3", 8, "specification/invalid"],
      ["A4", 9, "specification/invalid"],
    ]);
    expect(read[0]?.specification).toMatchObject({ name: "A1", path: "A1.proof", source: BODY });
    expect(read[5]?.specification?.path).toBe("line-7.proof");
  });

  test("never throws, whatever stands in a row", () => {
    const key = fc.constantFrom("id", "language", "spec_text", "vc-code", "vc-spec", "description");
    const value = fc.oneof(fc.string(), fc.constantFrom(BODY, "toyproof"), fc.jsonValue());

    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.dictionary(key, value))), (lines) => {
        for (const { specification, fault } of rows(...lines))
          expect(specification === undefined).toBe(fault !== undefined);
      }),
    );
  });

  test("is one specification where it holds one task", async () => {
    const row = JSON.stringify({ id: "A1", language: "toyproof", spec_text: BODY });

    expect(await open("t.jsonl", { "t.jsonl": row })).toMatchObject({ name: "A1" });
    expect(await refusal("t.jsonl", { "t.jsonl": `${row}\n${row}` })).toContain("holds 2 tasks");
  });
});
