import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createProjectFiles } from "./project-files.ts";

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync(
    "git",
    ["-c", "core.excludesFile=/dev/null", "-c", "core.quotePath=false", ...args],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 100_000_000,
    },
  );
const listOfGit = (root: string): readonly string[] =>
  git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    .split("\0")
    .filter((path) => path !== "")
    .toSorted();
async function listOurs(root: string): Promise<readonly string[]> {
  const files = createProjectFiles(root, { maxBytes: 1e9 });
  const { sources, others } = await files.list({ extensions: new Set([".ts"]), signal: undefined });
  return [...sources.map(({ path }) => path), ...others].toSorted();
}

describe("createProjectFiles() and git", () => {
  test("see the same files of this very repository", async () => {
    const root = mkdtempSync(join(tmpdir(), "specwright-clone-"));
    try {
      git(process.cwd(), "clone", "--quiet", ".", root);

      expect(await listOurs(root)).toEqual(listOfGit(root));
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test("see the same files, whatever the rules", async () => {
    const name = fc.constantFrom("a", "b", "ab", "a.ts", "b.ts", "c d");
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
    const rule = fc
      .tuple(
        fc.constantFrom("", "!", "/", "!/", "**/"),
        fc.oneof(
          path,
          fc.constantFrom("*", "a*", "*.ts", "?", "[ab]", "a/**", "**/b", "#x", "\\#x"),
        ),
        fc.constantFrom("", "/", " "),
      )
      .map((parts) => parts.join(""));
    const rules = fc.array(rule, { maxLength: 4 });

    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { maxLength: 12 }),
        rules,
        rules,
        async (paths, top, inner) => {
          const root = mkdtempSync(join(tmpdir(), "specwright-rules-"));
          try {
            git(root, "init", "--quiet");
            write(root, ".gitignore", top.join("\n"));
            write(root, "a/.gitignore", inner.join("\n"));
            for (const one of paths) write(root, one, "");

            expect(await listOurs(root)).toEqual(listOfGit(root));
          } finally {
            rmSync(root, { recursive: true });
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A path whose parent is a file, or that is a folder, is left out. */
function write(root: string, path: string, text: string): void {
  try {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  } catch {}
}
