/** How right the scan is on a corpus that was labelled before the detectors were run on it, hard cases included. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createLineIndex } from "../std/line-index.ts";
import { readRows } from "../testing/read-rows.ts";
import { createSecurityScanner } from "./create-security-scanner.ts";
import { SECURITY_RULES } from "./rules.ts";

interface Labelled {
  readonly file: string;
  readonly expected: readonly {
    readonly rule: string;
    readonly line: number;
    readonly severity?: string;
  }[];
}

const CORPUS = "datasets/validation/security";
const entries = readRows<Labelled>(`${CORPUS}/index.jsonl`);
const scanner = createSecurityScanner({ syntax: createSyntaxParser(), version: "1" });

/** What is expected and not found, and the other way round, as `file rule:line`. */
async function compare({ file, expected }: Labelled) {
  const text = readFileSync(`${CORPUS}/${file}`, "utf8");
  const lines = createLineIndex(text);
  // The language's folder is the corpus's, not the project's.
  const path = file.slice(file.indexOf("/") + 1);
  const found = await scanner.scan({ path, text });
  const left = found.map(({ code, span, severity }) => ({
    rule: code,
    line: lines.position(span?.start ?? 0).line,
    severity,
  }));
  const missed = expected.filter(({ rule, line, severity }) => {
    const at = left.findIndex(
      (each) =>
        each.rule === rule && each.line === line && (severity ?? each.severity) === each.severity,
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return {
    hits: expected.length - missed.length,
    missed: missed.map(({ rule, line }) => `${file} ${rule}:${line}`),
    alarms: left.map(({ rule, line }) => `${file} ${rule}:${line}`),
    isClean: expected.length === 0,
  };
}

describe("the scan of the labelled corpus", async () => {
  const results = await Promise.all(entries.map(compare));
  const missed = results.flatMap((result) => result.missed);
  const alarms = results.flatMap((result) => result.alarms);
  const hits = results.reduce((sum, result) => sum + result.hits, 0);
  const precision = hits / (hits + alarms.length);
  const recall = hits / (hits + missed.length);

  test("is at least 97 % precise and complete", () => {
    process.stdout.write(
      `security scan: ${entries.length} files, precision ${(precision * 100).toFixed(1)} %, recall ${(recall * 100).toFixed(1)} %; missed: ${missed.join(", ") || "nothing"}\n`,
    );

    expect(alarms).toEqual([]);
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });

  test("misses nothing but what is labelled as hard", () => {
    expect(missed.filter((each) => !each.includes("/hard-"))).toEqual([]);
  });

  test("raises no alarm on clean files", () => {
    expect(results.filter(({ isClean, alarms: own }) => isClean && own.length > 0)).toEqual([]);
    expect(results.filter(({ isClean }) => isClean).length).toBeGreaterThan(70);
  });

  test("has broken code for every rule about code, in Python for all 45", () => {
    const python = entries.filter(({ file }) => file.startsWith("python/"));
    const broken = new Set(python.flatMap(({ expected }) => expected.map(({ rule }) => rule)));

    expect(SECURITY_RULES.slice(0, 45).filter(({ id }) => !broken.has(id))).toEqual([]);
  });
});
