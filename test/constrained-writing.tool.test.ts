/** What the local default model writes freely and constrained: all that is constrained parses and is well-typed. */

import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../src/config/create-environment.ts";
import type { Specification } from "../src/domain/specification.ts";
import type { Environment } from "../src/ports/environment.ts";
import { createProject } from "./cli/run-cli.ts";
import {
  readCovenantTasks,
  readSignatures,
  takeEvenly,
} from "./constrained-writing/read-wishes.ts";
import { type Comparison, renderComparison } from "./constrained-writing/render-comparison.ts";
import { type Written, writeOnce } from "./constrained-writing/write-once.ts";

const PAGE = "docs/reference/constrained-writing.md";
const IS_FULL = process.env["SPECWRIGHT_CONSTRAINTS"] === "full";
const IS_UPDATING = process.env["UPDATE_TABLE"] === "1";
const SIGNATURES = IS_FULL ? 100 : 6;
const TASKS = IS_FULL ? 50 : 3;
/** The shortest programs for the tasks of Covenant take up to 400 tokens. */
const MOST_TOKENS = { signature: 300, task: 600 } as const;

let environment: Environment;
beforeAll(async () => {
  environment = await createEnvironment({
    directory: createProject({}),
    settings: { model: "local/smollm2-135m-instruct", response_cache: false },
  });
});
afterAll(() => environment?.[Symbol.asyncDispose]());

async function compareAll(
  title: string,
  wishes: readonly Specification[],
  maxOutputTokens: number,
): Promise<Comparison> {
  const constrained: Written[] = [];
  const free: Written[] = [];
  for (const [seed, wish] of wishes.entries()) {
    const options = { seed, maxOutputTokens };
    constrained.push(await writeOnce(wish, environment, { ...options, isConstrained: true }));
    free.push(await writeOnce(wish, environment, { ...options, isConstrained: false }));
  }
  return { title, constrained, free };
}

const failures = (written: readonly Written[]): readonly string[] =>
  written
    .filter(({ parses, isWellTyped }) => !parses || !isWellTyped)
    .map(({ name, attempt: { verdict } }) => `${name}: ${verdict.diagnostics[0]?.message}`);

describe("the local default model", () => {
  const comparisons: Comparison[] = [];

  test("writes TypeScript that always parses and type-checks", { timeout: 3_600_000 }, async () => {
    const wishes = takeEvenly(readSignatures(), SIGNATURES);
    const comparison = await compareAll("TypeScript signatures", wishes, MOST_TOKENS.signature);
    comparisons.push(comparison);
    process.stdout.write(`${renderComparison([comparison])}\n`);

    expect(failures(comparison.constrained)).toEqual([]);
    expect(comparison.constrained.every(({ decoding }) => decoding !== undefined)).toBe(true);
  });

  test("writes Covenant that always passes check and effects", { timeout: 3_600_000 }, async () => {
    const wishes = await readCovenantTasks(TASKS, environment.files);
    const comparison = await compareAll("Covenant tasks", wishes, MOST_TOKENS.task);
    comparisons.push(comparison);
    process.stdout.write(`${renderComparison([comparison])}\n`);

    expect(failures(comparison.constrained)).toEqual([]);
    expect(comparison.constrained.every(({ decoding }) => decoding !== undefined)).toBe(true);
  });

  test.runIf(IS_FULL && IS_UPDATING)("is what the page says", () => {
    const page = readFileSync(PAGE, "utf8");
    const table = `<!-- comparison -->\n${renderComparison(comparisons)}\n<!-- /comparison -->`;
    writeFileSync(
      PAGE,
      page.replace(/<!-- comparison -->[\s\S]*<!-- \/comparison -->/, () => table),
    );
  });
});
