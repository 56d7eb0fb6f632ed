/** What the local default model writes freely and constrained: all that is constrained parses and is well-typed. */

import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../src/config/create-environment.ts";
import type { Specification } from "../src/domain/specification.ts";
import type { Environment } from "../src/ports/environment.ts";
import { createProject } from "./cli/run-cli.ts";
import { hearOnlyTheEnd } from "./constrained-writing/hear-only-the-end.ts";
import {
  readCovenantTasks,
  readSignatures,
  takeEvenly,
} from "./constrained-writing/read-wishes.ts";
import { type Comparison, renderComparison } from "./constrained-writing/render-comparison.ts";
import { type Written, writeOnce } from "./constrained-writing/write-once.ts";

const PAGE = "docs/reference/constrained-writing.md";
const IS_FULL = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const IS_UPDATING = process.env["UPDATE_TABLE"] === "1";
const SIGNATURES = IS_FULL ? 100 : 6;
const TASKS = IS_FULL ? 50 : 3;
/** The shortest programs for the tasks of Covenant take up to 400 tokens. */
const MOST_TOKENS = { signature: 300, task: IS_FULL ? 600 : 450 } as const;

/** All of it takes hours where other work runs beside. */
const TIMEOUT = IS_FULL ? 21_600_000 : 900_000;

let environment: Environment;
/** The guide to Covenant alone takes a small model minutes to read, for each task twice. */
let hurried: Environment;
beforeAll(async () => {
  environment = await createEnvironment({
    directory: createProject({}),
    settings: { model: "local/smollm2-135m-instruct", response_cache: false },
  });
  hurried = { ...environment, model: hearOnlyTheEnd(environment.model) };
});
afterAll(() => environment?.[Symbol.asyncDispose]());

/** Freely only where it is compared: that is what takes longest. */
async function compareAll(
  title: string,
  wishes: readonly Specification[],
  within: Environment,
  maxOutputTokens: number,
): Promise<Comparison> {
  const constrained: Written[] = [];
  const free: Written[] = [];
  for (const [seed, wish] of wishes.entries()) {
    const options = { seed, maxOutputTokens };
    constrained.push(await writeOnce(wish, within, { ...options, isConstrained: true }));
    if (IS_FULL) free.push(await writeOnce(wish, within, { ...options, isConstrained: false }));
  }
  const comparison = { title, constrained, free };
  process.stdout.write(`${renderComparison(comparison)}\n`);
  if (IS_FULL && IS_UPDATING) writeTable(comparison);
  return comparison;
}

function writeTable(comparison: Comparison): void {
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = [`<!-- ${comparison.title} -->`, `<!-- /${comparison.title} -->`];
  const [before, rest = ""] = page.split(from);
  const [, after] = rest.split(to);
  if (after === undefined) throw new TypeError(`${PAGE} has no place for ${comparison.title}`);
  writeFileSync(PAGE, `${before}${from}\n${renderComparison(comparison)}\n${to}${after}`);
}

const failures = (written: readonly Written[]): readonly string[] =>
  written
    .filter(({ parses, isWellTyped }) => !parses || !isWellTyped)
    .map(({ name, attempt: { verdict } }) => `${name}: ${verdict.diagnostics[0]?.message}`);

describe("the local default model", () => {
  test("writes TypeScript that always parses and type-checks", { timeout: TIMEOUT }, async () => {
    const wishes = takeEvenly(readSignatures(), SIGNATURES);
    const { constrained } = await compareAll(
      "TypeScript signatures",
      wishes,
      IS_FULL ? environment : hurried,
      MOST_TOKENS.signature,
    );

    expect(failures(constrained)).toEqual([]);
    expect(constrained.every(({ decoding }) => decoding !== undefined)).toBe(true);
  });

  test("writes Covenant that always passes check and effects", { timeout: TIMEOUT }, async () => {
    const wishes = await readCovenantTasks(TASKS, environment.files);
    const { constrained } = await compareAll("Covenant tasks", wishes, hurried, MOST_TOKENS.task);

    expect(failures(constrained)).toEqual([]);
    expect(constrained.every(({ decoding }) => decoding !== undefined)).toBe(true);
  });
});
