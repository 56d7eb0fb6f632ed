import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyze } from "../src/languages/covenant/analyze.ts";
import { isBlocking } from "../src/languages/covenant/finding.ts";

const DOCUMENTS = globSync(["*.md", "docs/**/*.md", "datasets/**/*.md", "examples/**/*.md"]);

/** Whole programs in a document: what is no whole program there is fenced as something else. */
const programsIn = (file: string): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(/^```covenant\n([\s\S]*?)^```/gm)].map(
    ([, program = ""]) => program,
  );

describe("Covenant programs in documents", () => {
  const programs = DOCUMENTS.flatMap((file) => programsIn(file).map((text) => ({ file, text })));

  test("are found", () => {
    expect(programs.length).toBeGreaterThan(0);
  });

  test.for(programs)("in $file are accepted", ({ text }) => {
    expect(analyze(text, "strict").findings.filter(isBlocking)).toEqual([]);
  });
});
