/** The labelled files of the security scan, judged by it. */

import { existsSync, readFileSync } from "node:fs";
import type { Severity } from "../../src/domain/diagnostic.ts";
import { createSyntaxParser } from "../../src/platform/syntax-parser.ts";
import { createSecurityScanner } from "../../src/security/create-security-scanner.ts";
import { createLineIndex } from "../../src/std/line-index.ts";
import { readRows } from "../../src/testing/read-rows.ts";
import type { Judged } from "./labelled.ts";

const CORPUS = "datasets/validation/security";
const ANY: readonly Severity[] = ["error", "warning", "information"];

interface Entry {
  readonly file: string;
  readonly expected: readonly {
    readonly rule: string;
    readonly line: number;
    readonly severity?: Severity;
  }[];
}

const scanner = createSecurityScanner({ syntax: createSyntaxParser(), version: "1" });

/** Every file of the index. */
export async function judgeSecurity(): Promise<readonly Judged[]> {
  if (!existsSync(`${CORPUS}/index.jsonl`)) return [];
  return Promise.all(readRows<Entry>(`${CORPUS}/index.jsonl`).map(judge));
}

async function judge({ file, expected }: Entry): Promise<Judged> {
  const text = readFileSync(`${CORPUS}/${file}`, "utf8");
  const index = createLineIndex(text);
  // The language's folder is the corpus's, not the project's.
  const found = await scanner.scan({ path: file.slice(file.indexOf("/") + 1), text });
  return {
    id: file,
    labels: expected.map(({ rule, line, severity }) => ({
      rule,
      file,
      line,
      severities: severity === undefined ? ANY : [severity],
      isOptional: false,
    })),
    found: found.map(({ code, span, severity, message }) => ({
      rule: code ?? "",
      file,
      line: index.position(span?.start ?? 0).line,
      severity,
      message,
    })),
  };
}
