import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFileLines } from "./read-file-lines.ts";
import { createScratchFolder, type ScratchFolder } from "./scratch-folder.ts";

let scratch: ScratchFolder;
const path = (): string => join(scratch.path, "a.jsonl");
const read = (file: string, isWholeOnly?: boolean): Promise<readonly string[]> =>
  Array.fromAsync(readFileLines(file, { isWholeOnly }));

beforeAll(async () => {
  scratch = await createScratchFolder();
});
afterAll(() => scratch[Symbol.asyncDispose]());

describe("readFileLines()", () => {
  test("gives every line, and a torn one only where it is wanted", async () => {
    const line = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\n"));
    await fc.assert(
      fc.asyncProperty(fc.array(line), line, async (lines, torn) => {
        const wellFormed = lines.map((text) => text.toWellFormed());
        writeFileSync(path(), `${wellFormed.map((text) => `${text}\n`).join("")}${torn}`);

        expect(await read(path(), true)).toEqual(wellFormed);
        const last = torn === "" ? [] : [torn.toWellFormed()];
        expect(await read(path())).toEqual([...wellFormed, ...last]);
      }),
      { numRuns: 30 },
    );
  });

  test("joins a line that is longer than what is read at once", async () => {
    const long = "ä".repeat(200_000);
    writeFileSync(path(), `a\n${long}\nb\n`);

    expect(await read(path())).toEqual(["a", long, "b"]);
  });

  test("refuses a folder, and a file that is not there", async () => {
    await expect(read(join(scratch.path, "no"))).rejects.toMatchObject({ code: "source/missing" });
    await expect(read(scratch.path)).rejects.toMatchObject({ code: "source/unreadable" });
  });
});
