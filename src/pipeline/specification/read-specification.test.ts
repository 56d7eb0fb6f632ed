import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createFiles } from "../../platform/files.ts";
import type { SpecificationReader } from "../../ports/specification-reader.ts";
import { specification } from "../../testing/builders.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { readSpecification } from "./read-specification.ts";

const reader: SpecificationReader = {
  kind: "prose",
  canRead: (path) => path.endsWith(".md"),
  read: async ({ text }) => specification({ text }),
};
const read = (path: string, files: Record<string, string>) =>
  readSpecification(path, {
    readers: [reader],
    languages: [],
    language: undefined,
    files: createMemoryFiles(files),
  });

describe("readSpecification()", () => {
  test("gives the text to the reader that knows its kind", async () => {
    expect(await read("a.md", { "a.md": "Add." })).toMatchObject({ text: "Add." });
  });

  test("suggests a file for one that is missing", async () => {
    await expect(read("specs/slugfy.md", { "specs/slugify.md": "x" })).rejects.toMatchObject({
      code: "specification/missing",
      help: 'Did you mean "specs/slugify.md"?',
    });
  });

  test("suggests nothing where no name is near", async () => {
    await expect(read("a.md", { "something-else.md": "x" })).rejects.toMatchObject({
      code: "specification/missing",
      help: expect.not.stringContaining("something-else"),
    });
  });

  test("refuses what is too large", async () => {
    await expect(read("a.md", { "a.md": "x".repeat(1_000_001) })).rejects.toMatchObject({
      code: "specification/unreadable",
    });
  });

  test.each([
    ["201 files", Array.from({ length: 201 }, (_, n) => ({ path: `${n}`, text: "x" }))],
    ["5000001 characters", [{ path: "a", text: "x".repeat(5_000_001) }]],
  ])("refuses one whose files are %s", async (what, contextFiles) => {
    const naming = { ...reader, read: async () => specification({ contextFiles }) };

    await expect(
      readSpecification("a.md", {
        readers: [naming],
        languages: [],
        language: undefined,
        files: createMemoryFiles({ "a.md": "Add." }),
      }),
    ).rejects.toMatchObject({
      code: "specification/invalid",
      message: expect.stringContaining(what),
      help: expect.any(String),
    });
  });

  test("refuses a kind that no reader knows", async () => {
    await expect(read("a.doc", { "a.doc": "x" })).rejects.toMatchObject({
      code: "specification/invalid",
    });
  });

  describe("with real files", () => {
    const folder = mkdtempSync(join(tmpdir(), "specwright-specification-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    const readReal = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return readSpecification(name, {
        readers: [reader],
        languages: [],
        language: undefined,
        files: createFiles(folder),
      });
    };

    test("reads text in UTF-8 without its byte order mark", async () => {
      expect(await readReal("a.md", "\uFEFFAdd é.")).toMatchObject({ text: "Add é." });
    });

    test.each([
      ["binary", new Uint8Array([65, 0, 66])],
      ["not UTF-8", new Uint8Array([65, 0xe9, 66])],
      ["50 MB long", Buffer.alloc(50_000_000, "a")],
    ])("refuses what is %s", async (_name, content) => {
      await expect(readReal("b.md", content)).rejects.toMatchObject({
        code: "specification/unreadable",
      });
    });

    test("refuses a folder", async () => {
      mkdirSync(join(folder, "c.md"));

      await expect(
        readSpecification("c.md", {
          readers: [reader],
          languages: [],
          language: undefined,
          files: createFiles(folder),
        }),
      ).rejects.toMatchObject({ code: "specification/unreadable" });
    });
  });
});
