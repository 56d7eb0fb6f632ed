import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createScratchFolder } from "../scratch-folder.ts";
import { listJobFiles, writeJobFiles } from "./job-files.ts";

const job = (paths: readonly string[], entry: string) => ({
  files: paths.map((path) => ({ path, text: "" })),
  entry,
  interpreter: "javascript" as const,
});

describe("listJobFiles()", () => {
  test("adds a package.json that makes modules of the files", () => {
    expect(listJobFiles(job(["a.js"], "a.js")).at(-1)).toEqual({
      path: "package.json",
      text: '{"type":"module"}\n',
    });
  });

  test("leaves a package.json of the job as it is", () => {
    expect(listJobFiles(job(["package.json", "a.js"], "a.js"))).toHaveLength(2);
  });

  test.each(["../a.js", "/etc/a.js", "a/../../b.js", "", "a//b.js", "./a.js", "a\0.js"])(
    "refuses the path %j",
    (path) => {
      expect(() => listJobFiles(job([path], path))).toThrow(TypeError);
    },
  );

  test("refuses an entry that is not among the files", () => {
    expect(() => listJobFiles(job(["a.js"], "b.js"))).toThrow(TypeError);
  });
});

describe("writeJobFiles()", () => {
  test("writes files that everybody may read, whatever our own mask", async () => {
    await using scratch = await createScratchFolder();
    const mask = process.umask(0o077);

    await writeJobFiles(scratch.path, [{ path: "a/b/c.txt", text: "ä" }]);
    process.umask(mask);

    const modeOf = (path: string): number => statSync(join(scratch.path, path)).mode & 0o777;
    expect(readFileSync(join(scratch.path, "a/b/c.txt"), "utf8")).toBe("ä");
    expect(["a", "a/b", "a/b/c.txt"].map(modeOf)).toEqual([0o755, 0o755, 0o644]);
  });
});
