import { describe, expect, test } from "vitest";
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

  test("refuses what is too large", async () => {
    await expect(read("a.md", { "a.md": "x".repeat(1_000_001) })).rejects.toMatchObject({
      code: "specification/unreadable",
    });
  });

  test("refuses a kind that no reader knows", async () => {
    await expect(read("a.doc", { "a.doc": "x" })).rejects.toMatchObject({
      code: "specification/invalid",
    });
  });
});
