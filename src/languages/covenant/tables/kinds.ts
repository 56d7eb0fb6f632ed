/** Closed lists of words that the grammar, the checker and the briefing share. */

export const SNIPPET_KINDS = [
  "fn",
  "struct",
  "enum",
  "module",
  "database",
  "extern",
  "extern-abstract",
  "extern-impl",
  "test",
  "data",
] as const;
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

/** Sections in canonical order. */
export const SECTION_KINDS = [
  "effects",
  "requires",
  "types",
  "signature",
  "body",
  "tests",
  "metadata",
  "relations",
  "content",
  "schema",
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

export const STEP_KINDS = [
  "compute",
  "call",
  "bind",
  "return",
  "construct",
  "if",
  "match",
  "for",
  "query",
  "insert",
  "update",
  "delete",
  "transaction",
  "traverse",
  "parallel",
  "race",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export const PRIORITIES = ["critical", "high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const COMPARISONS = [
  "equals",
  "not_equals",
  "contains",
  "less",
  "greater",
  "matches",
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a parallel step may do when a branch fails. */
export const ON_ERROR_VALUES = ["fail_fast", "collect_all", "ignore_errors"] as const;

/** Type names that need no declaration. */
export const PRIMITIVES = ["Int", "Float", "Bool", "String", "Char", "Bytes", "DateTime"] as const;
export type PrimitiveName = (typeof PRIMITIVES)[number];

/** Further names that the strict profile takes as declared. */
export const PREDECLARED_TYPES = [
  "List",
  "Set",
  "Map",
  "Optional",
  "Result",
  "Option",
  "Unit",
  "Any",
  "None",
  "Decimal",
  "Json",
  "IoError",
  "DirEntry",
  "FileStat",
  "ParseError",
  "DecodeError",
] as const;
