import type { Diagnostic } from "../domain/diagnostic.ts";
import { createDiagnostic } from "../domain/diagnostic.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { SyntaxNode } from "../domain/syntax-tree.ts";
import type { SecurityScanner } from "../ports/security-scanner.ts";
import type { SyntaxParser } from "../ports/syntax-parser.ts";
import type { Code, Finding } from "./code.ts";
import { SECURITY_RULES, securityRule } from "./rules.ts";
import { scannedKind } from "./scanned-files.ts";
import { isTestFile, RULES_IN_TESTS } from "./test-code.ts";
import { findUnknownPackages } from "./unknown-packages.ts";

/** Looks for dangerous code by the tree of the text, never by its words: what is quoted or commented is not code. */
export const createSecurityScanner = ({
  syntax,
  version,
}: {
  readonly syntax: SyntaxParser;
  /** Version of the rules. */
  readonly version: string;
}): SecurityScanner => ({
  rules: SECURITY_RULES,
  tool: { name: "specwright-scan", version },
  canScan: (path) => scannedKind(path) !== undefined,
  async scan(source, { knownPackages } = {}) {
    const kind = scannedKind(source.path);
    if (kind === undefined) return [];
    // The detectors are much code, which most commands do without.
    const dialect = (await import("./dialects.ts")).DIALECTS[kind];
    const code = dialect.read(source.path, await syntax.parse(source.text, dialect.grammar));
    const findings = dialect.detectors.flatMap((detector) => [...detector(code)]);
    const unknown =
      knownPackages === undefined ? [] : findUnknownPackages(code, dialect, knownPackages);
    return withoutRepetition([...findings, ...unknown].filter(isOfConcern(code)))
      .sort((one, other) => one.node.start - other.node.start)
      .map((finding) => toDiagnostic(finding, source));
  },
});

const isOfConcern = (code: Code) => {
  const isTest = isTestFile(code.path);
  return ({ rule, node }: Finding): boolean =>
    RULES_IN_TESTS.has(rule) || (!isTest && !code.isExempt(node));
};

/** One finding a rule and place: several detectors may meet at one. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter(({ rule, node }) => {
    const key = `${rule} ${node.start}`;
    return !told.has(key) && told.add(key) !== undefined;
  });
}

/** What is said names rules, names and places: never a text of the source, which may be the secret itself. */
function toDiagnostic(finding: Finding, { path }: SourceText): Diagnostic {
  const { id, severity, cwe, title, help } = securityRule(finding.rule);
  const { node } = finding;
  return createDiagnostic({
    tool: "specwright-scan",
    code: id,
    phase: "security",
    category: "other",
    severity: finding.severity ?? severity,
    message: finding.message ?? title,
    span: { file: path, start: node.start, end: endOf(node) },
    help,
    facts: { cwe: [...cwe] },
  });
}

/** A finding on a whole block is shown at its first line. */
function endOf({ source, start, end }: SyntaxNode): number {
  const lineEnd = source.slice(start, end).search(/\r|\n/);
  return lineEnd === -1 ? end : start + lineEnd;
}
