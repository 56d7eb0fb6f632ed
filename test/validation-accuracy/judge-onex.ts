/** A labelled node, judged by the rules of the product: contract and code. */

import { readFileSync } from "node:fs";
import { type Diagnostic, isError } from "../../src/domain/diagnostic.ts";
import type { NodeContract } from "../../src/domain/node-contract.ts";
import type { SourceText } from "../../src/domain/source-text.ts";
import { languages } from "../../src/languages/index.ts";
import { parseCoreFacts } from "../../src/languages/onex/rules/core-facts.ts";
import { openNode } from "../../src/languages/onex/rules/node-unit.ts";
import { runRules } from "../../src/languages/onex/rules/run-rules.ts";
import { createSyntaxParser } from "../../src/platform/syntax-parser.ts";
import type { LanguagePack } from "../../src/ports/language-pack.ts";
import { lintContract } from "../../src/specifications/node-contract/lint-contract.ts";
import { toSpecification } from "../../src/specifications/node-contract/to-specification.ts";
import { createLineIndex } from "../../src/std/line-index.ts";
import { createMemoryFiles } from "../../src/testing/memory-files.ts";
import type { Judged } from "./labelled.ts";
import type { OnexCandidate } from "./read-onex-corpus.ts";

const pack = languages.find(({ takes = [] }) => takes.includes("node-contract")) as LanguagePack;
const DATA = "datasets/onex";
const core = parseCoreFacts(
  readFileSync(`${DATA}/import-map.json`, "utf8"),
  readFileSync(`${DATA}/error-codes.json`, "utf8"),
);
const syntax = createSyntaxParser();

/** Findings that a comment excuses are left out. */
export async function judgeOnex(candidate: OnexCandidate): Promise<Judged> {
  const { id, files, labels } = candidate;
  const [said, contract] = await judgeContract(files);
  const unit = await openNode(files, syntax, {
    core,
    contract,
    kind: candidate.kind,
    wanted: { classes: [], functions: candidate.wanted },
    isWhole: candidate.isWhole,
  });
  const told = [...said, ...runRules(unit)].filter(({ severity }) => severity !== "hint");
  const indexes = new Map(files.map(({ path, text }) => [path, createLineIndex(text)]));
  return {
    id,
    labels,
    found: told.map(({ code, span, severity, message }) => ({
      rule: code ?? "",
      file: span?.file ?? "",
      line: indexes.get(span?.file ?? "")?.position(span?.start ?? 0).line ?? 0,
      severity,
      message,
    })),
  };
}

/** What is said of the contract, and the contract itself where it can be used. */
async function judgeContract(
  files: readonly SourceText[],
): Promise<readonly [readonly Diagnostic[], NodeContract | undefined]> {
  const source = files.find(({ path }) => path.endsWith("/contract.yaml"));
  if (source === undefined) return [[], undefined];
  const { diagnostics, kind, data, sources } = await lintContract(source, {
    files: createMemoryFiles(Object.fromEntries(files.map(({ path, text }) => [path, text]))),
    extension: pack.fileExtensions[0],
  });
  if (diagnostics.some(isError) || kind === undefined || data === undefined)
    return [diagnostics, undefined];
  return [diagnostics, toSpecification({ kind, data, sources }, pack).contract];
}
