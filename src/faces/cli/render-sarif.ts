/**
 * Diagnostics as a SARIF log, for tools that collect findings. It holds no text of the sources.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { SecurityRule } from "../../ports/security-scanner.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { SARIF_HEAD, sarifLocation, sarifRunHead } from "../../std/sarif-log.ts";

export interface SarifFile extends SourceText {
  readonly diagnostics: readonly Diagnostic[];
}

export interface SarifTool {
  /** As in `Diagnostic.tool`. */
  readonly name: string;
  readonly version: string | undefined;
  /** Told even where nothing was found; rules that only findings name are added. @default none */
  readonly rules?: readonly SecurityRule[] | undefined;
}

export interface RenderSarifOptions {
  readonly files: readonly SarifFile[];
  /** Those that looked; each has a run of its own, found it something or not. */
  readonly tools: readonly SarifTool[];
  readonly sha256: (text: string) => string;
}

const LEVELS = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
} as const satisfies Record<Severity, string>;

/** The log as JSON, one run a tool. */
export function renderSarif({ files, tools, sha256 }: RenderSarifOptions): string {
  const speaking = files.flatMap(({ diagnostics }) => diagnostics.map(({ tool }) => tool));
  const known = new Set(tools.map(({ name }) => name));
  const others = [...new Set(speaking)].filter((name) => !known.has(name));
  const all = [...tools, ...others.map((name) => ({ name, version: undefined }))];
  const log = {
    ...SARIF_HEAD,
    runs: all.map((tool) => toRun(tool, files, sha256)),
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface Rule {
  readonly id: string;
  readonly title: string | undefined;
  readonly help: string | undefined;
  readonly level: string | undefined;
  readonly cwe: readonly number[];
}

function toRun(tool: SarifTool, files: readonly SarifFile[], sha256: (text: string) => string) {
  const rules = listRules(tool, files);
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const weaknesses = [...new Set(rules.flatMap(({ cwe }) => cwe))].toSorted((a, b) => a - b);
  const results = files.flatMap((file) => toResults(file, { tool: tool.name, index, sha256 }));
  return {
    ...sarifRunHead({
      name: tool.name,
      version: tool.version,
      rules: rules.map(toDescriptor),
      driver: weaknesses.length === 0 ? {} : { supportedTaxonomies: [{ name: "CWE", index: 0 }] },
    }),
    ...(weaknesses.length === 0 ? {} : { taxonomies: [toTaxonomy(weaknesses)] }),
    results,
  };
}

function listRules({ name, rules = [] }: SarifTool, files: readonly SarifFile[]): readonly Rule[] {
  const known = new Map<string, Rule>(
    rules.map(({ id, title, help, severity, cwe }) => [
      id,
      { id, title, help, level: LEVELS[severity], cwe },
    ]),
  );
  for (const diagnostic of files.flatMap(({ diagnostics }) => diagnostics)) {
    if (diagnostic.tool !== name || known.has(ruleOf(diagnostic))) continue;
    const id = ruleOf(diagnostic);
    known.set(id, {
      id,
      title: undefined,
      help: undefined,
      level: undefined,
      cwe: cweOf(diagnostic),
    });
  }
  return [...known.values()];
}

/** Tools without codes of their own are told by what kind of mistake they found. */
const ruleOf = ({ code, category }: Diagnostic): string => code ?? category;

function cweOf({ facts }: Diagnostic): readonly number[] {
  const numbers: unknown = facts["cwe"];
  return Array.isArray(numbers) ? numbers.filter((each) => typeof each === "number") : [];
}

const toDescriptor = ({ id, title, help, level, cwe }: Rule) => ({
  id,
  ...(title === undefined ? {} : { shortDescription: { text: title } }),
  ...(help === undefined ? {} : { help: { text: help } }),
  ...(level === undefined ? {} : { defaultConfiguration: { level } }),
  ...(cwe.length === 0
    ? {}
    : {
        relationships: cwe.map((weakness) => ({
          target: toWeakness(weakness),
          kinds: ["superset"],
        })),
      }),
});

const toWeakness = (number: number) => ({
  id: String(number),
  toolComponent: { name: "CWE", index: 0 },
});

const toTaxonomy = (weaknesses: readonly number[]) => ({
  name: "CWE",
  organization: "MITRE",
  shortDescription: { text: "Common Weakness Enumeration" },
  informationUri: "https://cwe.mitre.org",
  taxa: weaknesses.map((number) => ({
    id: String(number),
    helpUri: `https://cwe.mitre.org/data/definitions/${number}.html`,
  })),
});

function toResults(
  { path, text, diagnostics }: SarifFile,
  {
    tool,
    index,
    sha256,
  }: {
    readonly tool: string;
    readonly index: ReadonlyMap<string, number>;
    readonly sha256: (text: string) => string;
  },
) {
  const lines = createLineIndex(text);
  const seen = new Map<string, number>();
  return diagnostics
    .filter((diagnostic) => diagnostic.tool === tool)
    .map((diagnostic) => {
      const { span, message, help, severity } = diagnostic;
      const id = ruleOf(diagnostic);
      const count = (seen.get(id) ?? 0) + 1;
      seen.set(id, count);
      const isHere = span !== undefined && span.file === path;
      const [start, end] = isHere ? [lines.position(span.start), lines.position(span.end)] : [];
      const region = start &&
        end && {
          startLine: start.line,
          startColumn: start.column,
          endLine: end.line,
          endColumn: end.column,
        };
      const cwe = cweOf(diagnostic);
      return {
        ruleId: id,
        ruleIndex: index.get(id) ?? -1,
        level: LEVELS[severity],
        message: { text: help === undefined ? message : `${message}. ${help}` },
        locations: [sarifLocation({ path: span?.file ?? path, region })],
        // The place among its like, and no text: a hash of a short secret would tell it.
        partialFingerprints: { "ruleAndOrder/v1": sha256(`${id}\n${path}\n${count}`) },
        ...(cwe.length === 0 ? {} : { taxa: cwe.map(toWeakness) }),
      };
    });
}
