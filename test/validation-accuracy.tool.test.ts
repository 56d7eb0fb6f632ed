/** How right the checks of nodes, contracts and security are on candidates that people labelled. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES } from "../src/languages/onex/rules/all-rules.ts";
import { SECURITY_RULES } from "../src/security/rules.ts";
import { judgeOnex } from "./validation-accuracy/judge-onex.ts";
import { judgeSecurity } from "./validation-accuracy/judge-security.ts";
import { type Comparison, compare } from "./validation-accuracy/labelled.ts";
import { readOnexCorpus, readRuleTable } from "./validation-accuracy/read-onex-corpus.ts";
import { type Part, percent, renderReport } from "./validation-accuracy/render-report.ts";
import { score } from "./validation-accuracy/score.ts";

const PAGE = "datasets/validation/accuracy.md";
const IS_UPDATING = process.env["UPDATE_TABLE"] === "1";
/** Share of candidates that have to be judged exactly right. */
const LEAST = 0.97;

describe("the labelled nodes and contracts", () => {
  const table = readRuleTable();
  const candidates = readOnexCorpus(table);
  const parts: Part[] = [];
  const part = (title: string, all: readonly Comparison[], rules: readonly string[]): Part => ({
    title,
    comparisons: all,
    score: score(all, rules),
  });
  const [onex, security] = [() => parts[0] as Part, () => parts[1] as Part];

  beforeAll(async () => {
    const nodes: Comparison[] = [];
    for (const candidate of candidates) nodes.push(compare(await judgeOnex(candidate)));
    const scanned = (await judgeSecurity()).map(compare);
    parts.push(
      part("ONEX nodes and contracts", nodes, [...table.keys()]),
      part(
        "Security",
        scanned,
        SECURITY_RULES.slice(0, 45).map(({ id }) => id),
      ),
    );
    for (const { title, score: figures } of parts)
      process.stdout.write(
        `${title}: ${figures.exact} of ${figures.candidates} exactly right, precision ${percent(figures.precision)}, recall ${percent(figures.recall)}\n`,
      );
  });

  test("cover each of the 105 rules broken, and all kinds kept", () => {
    const broken = new Set(candidates.flatMap(({ labels }) => labels.map(({ rule }) => rule)));
    const kept = candidates.filter(({ labels }) => labels.length === 0);

    expect(table.size).toBe(105);
    expect([...table.keys()].filter((rule) => !broken.has(rule))).toEqual([]);
    expect(kept.length).toBeGreaterThanOrEqual(30);
    expect(new Set(kept.map(({ kind }) => kind)).size).toBe(4);
    expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
  });

  test("name the rules, kinds and severities of the product", () => {
    const rules = ALL_RULES.map(({ id, severity, kinds }) => [id, severity, [...kinds].sort()]);

    expect(rules).toEqual(
      [...table]
        .filter(([id]) => !id.startsWith("CON"))
        .map(([id, { severities, kinds }]) => [id, severities[0], [...kinds].sort()]),
    );
  });

  test("are judged exactly right in at least 97 of 100", () => {
    expect(onex().score.exact / onex().score.candidates).toBeGreaterThanOrEqual(LEAST);
    expect(onex().score.precision).toBeGreaterThanOrEqual(LEAST);
    expect(onex().score.recall).toBeGreaterThanOrEqual(LEAST);
  });

  test("raise no alarm where every rule is kept", () => {
    expect(onex().score.compliantWithAlarms).toEqual([]);
    expect(security().score.compliantWithAlarms).toEqual([]);
  });

  test(`have the figures of ${PAGE}`, () => {
    const page = renderReport(parts);
    if (IS_UPDATING) writeFileSync(PAGE, page);

    expect(existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "", "UPDATE_TABLE=1 writes it").toBe(
      page,
    );
  });
});
