import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTextOutput } from "./open-text-output.ts";
import { createScratchFolder, type ScratchFolder } from "./scratch-folder.ts";
import { sha256 } from "./sha256.ts";

let scratch: ScratchFolder;
const at = (path: string): string => join(scratch.path, path);
beforeEach(async () => {
  scratch = await createScratchFolder();
});
afterEach(() => scratch[Symbol.asyncDispose]());

describe("openTextOutput()", () => {
  test("appears whole when it is committed, and not before", async () => {
    const line = `${"ä".repeat(1000)}\n`;
    await using output = await openTextOutput(at("new/a.jsonl"));
    for (let count = 0; count < 600; count += 1) await output.write(line);
    expect(existsSync(at("new/a.jsonl"))).toBe(false);

    const sealed = await output.seal();
    await output.commit();

    const text = line.repeat(600);
    expect(readFileSync(at("new/a.jsonl"), "utf8")).toBe(text);
    expect(sealed).toEqual({ bytes: Buffer.byteLength(text), sha256: sha256(text) });
    expect(readdirSync(at("new"))).toEqual(["a.jsonl"]);
  });

  test.each([false, true])(
    "leaves what was there when it is not committed, sealed: %s",
    async (isSealed) => {
      writeFileSync(at("a.jsonl"), "before");
      {
        await using output = await openTextOutput(at("a.jsonl"));
        await output.write("after");
        if (isSealed) await output.seal();
      }

      expect(readFileSync(at("a.jsonl"), "utf8")).toBe("before");
      expect(readdirSync(scratch.path)).toEqual(["a.jsonl"]);
    },
  );

  test("refuses a folder, and a path through a file, at once", async () => {
    mkdirSync(at("folder"));
    writeFileSync(at("file"), "");

    for (const path of ["folder", "file/a.jsonl"])
      await expect(openTextOutput(at(path))).rejects.toMatchObject({ code: "storage/unwritable" });
  });
});
