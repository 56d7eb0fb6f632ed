import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openReferences } from "../config/open-references.ts";
import { languages } from "../languages/index.ts";
import { testMachine } from "../testing/test-machine.ts";

const MAIN = fileURLToPath(new URL("../faces/cli/main.ts", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "specwright-repository-"));
afterAll(() => rmSync(root, { recursive: true }));
execFileSync("git", ["clone", "--quiet", ".", root]);

async function runIndex(): Promise<{ readonly files: number; readonly units: number }> {
  const child = spawn(process.execPath, [MAIN, "index", "--json"], { cwd: root });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  await once(child, "close");
  return JSON.parse(text);
}

describe("the index of this very repository", () => {
  test("is made by three processes at once as by one", async () => {
    const reports = await Promise.all([runIndex(), runIndex(), runIndex()]);
    const alone = await runIndex();

    expect(alone.files).toBeGreaterThan(800);
    expect(alone.units).toBeGreaterThan(4 * alone.files);
    for (const { files, units } of reports)
      expect({ files, units }).toEqual({ files: alone.files, units: alone.units });
  });

  test.each([
    ["move a broken sqlite database aside", undefined, "moveAside"],
    ["text without secrets of the environment", undefined, "HideSecrets"],
    [
      "render rows as a table with columns",
      "export function renderTable(titles: readonly string[], rows: readonly (readonly string[])[]): string",
      "renderTable",
    ],
    ["how long to wait before a failed call is tried again", undefined, "backoffMs"],
  ])("finds what somebody looks for: %s", async (text, signature, name) => {
    using references = openReferences(await testMachine(root), languages);

    expect(await references.isAtHand?.()).toBe(true);
    const found = await references.find({ language: "typescript", text, signature, without: [] });

    expect(found.map((one) => one.name).join(" ")).toContain(name);
  });
});
