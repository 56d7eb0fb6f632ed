import { isMap, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { createDiagnostic, type Diagnostic } from "../domain/diagnostic.ts";
import type { Pattern } from "../domain/pattern.ts";
import type { SourceText } from "../domain/source-text.ts";

const text = z.string().min(1);
const texts = z.array(text).default([]);

/** An entry of a file of patterns. Keys that are not here are mistakes: a misspelt one would be lost in silence. */
const entry = z.strictObject({
  id: z.string().regex(/^[a-z]+_[a-z0-9_]+_v[1-9]\d*$/, "must be category_name_vN"),
  name: text,
  languages: texts,
  kinds: texts,
  features: texts,
  keywords: texts,
  complexity: z.int().min(1).max(5),
  always: texts,
  group: text.optional(),
  description: z.string().min(20),
  use_cases: texts,
  prerequisites: texts,
  guidelines: z.array(text).min(1).max(5),
  examples: z.record(z.string(), z.string().min(10)),
});

export interface ReadPatterns {
  readonly patterns: readonly Pattern[];
  readonly mistakes: readonly Diagnostic[];
}

/** A file of patterns, entry by entry: a broken one is told of, and the rest is of use. */
export function readPatterns({ path, text: yaml }: SourceText): ReadPatterns {
  const document = parseDocument(yaml, { uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [line = ""] = error.message.split("\n");
    return { patterns: [], mistakes: [mistake(path, line, error.pos[0])] };
  }
  const list = toEntries(document.contents);
  if (list === undefined)
    return { patterns: [], mistakes: [mistake(path, "it must be a list of patterns", 0)] };
  const patterns: Pattern[] = [];
  const mistakes: Diagnostic[] = [];
  for (const { node, value } of list) {
    const read = entry.safeParse(value);
    if (read.success) patterns.push(toPattern(read.data));
    else mistakes.push(...read.error.issues.map((issue) => toMistake(issue, path, node)));
  }
  return { patterns, mistakes };
}

interface Entry {
  readonly node: Node;
  readonly value: unknown;
}

function toEntries(contents: unknown): readonly Entry[] | undefined {
  const items = (contents as { readonly items?: readonly Node[] } | null)?.items;
  if (items === undefined || isMap(contents)) return undefined;
  return items.map((node) => ({ node, value: (node as { toJSON(): unknown }).toJSON() }));
}

function toPattern({ use_cases, always, ...read }: z.infer<typeof entry>): Pattern {
  const [category = ""] = read.id.split("_", 1);
  const languages = read.languages.length > 0 ? read.languages : Object.keys(read.examples);
  return {
    ...read,
    group: read.group,
    category,
    languages,
    useCases: use_cases,
    alwaysFor: always,
  };
}

function toMistake(issue: z.core.$ZodIssue, path: string, node: Node): Diagnostic {
  const id = isMap(node) ? node.get("id") : undefined;
  const where = typeof id === "string" ? `pattern "${id}"` : "a pattern without an id";
  const field = issue.path.length === 0 ? "" : `, ${issue.path.join(".")}`;
  return mistake(path, `${where}${field}: ${issue.message}`, node.range?.[0] ?? 0);
}

const mistake = (file: string, message: string, start: number): Diagnostic =>
  createDiagnostic({
    tool: "patterns",
    code: "pattern/invalid",
    phase: "syntax",
    category: "other",
    severity: "warning",
    message,
    span: { file, start, end: start },
    help: "See datasets/patterns/README.md for what a pattern holds",
  });
