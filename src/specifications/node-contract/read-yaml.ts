import { isAlias, isCollection, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Diagnostic, SourceSpan } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { finding } from "./contract-rules.ts";
import { list, map, type Placed, type PlacedEntry, scalar } from "./placed.ts";

/** Far above what people write, far below what takes long to read. */
const MAX_LENGTH = 200_000;
const MAX_DEPTH = 60;
/** Aliases multiply: what they stand for is counted as often as they stand for it. */
export const MAX_VALUES = 50_000;
/** More are rarely about more. */
const MAX_PROBLEMS = 20;

export interface ReadYaml {
  /** `undefined` where the text cannot be read at all. */
  readonly value: Placed | undefined;
  readonly problems: readonly Diagnostic[];
}

/** YAML as the nodes' own loader reads it (1.1, merge keys), bounded in length, depth and what aliases make of it. */
export function readYaml({ path, text }: SourceText): ReadYaml {
  const span = (start: number, end: number): SourceSpan => ({
    file: path,
    start: Math.min(start, text.length),
    end: Math.min(end, text.length),
  });
  const problem = (start: number, end: number, message: string): Diagnostic =>
    finding("CON001", span(start, end), message);
  if (text.length > MAX_LENGTH) {
    const message = `It holds ${text.length} characters, and may hold ${MAX_LENGTH}`;
    return { value: undefined, problems: [problem(0, 0, message)] };
  }
  const document = parseDocument(text, {
    version: "1.1",
    // The parser looks for doubles by comparing each with each; reading the entries finds them too.
    uniqueKeys: false,
    // Silent, it would overlook a second document.
    logLevel: "error",
    prettyErrors: false,
  });
  const mistakes = [...document.errors, ...document.warnings].slice(0, MAX_PROBLEMS);
  if (mistakes.length > 0) {
    const problems = mistakes.map(({ message, pos: [start, end] }) =>
      problem(start, Math.max(start, end), sayMistake(message)),
    );
    return { value: undefined, problems };
  }
  if (document.contents === null) {
    return { value: undefined, problems: [problem(0, 0, "It is empty")] };
  }
  const problems: Diagnostic[] = [];
  const value = placeNode(document.contents, {
    span,
    anchors: new Map(),
    report: (node, message) => {
      const [start = 0, end = start] = node.range ?? [];
      if (problems.length < MAX_PROBLEMS) problems.push(problem(start, end, message));
    },
    depth: 0,
  });
  return { value, problems };
}

const sayMistake = (message: string): string =>
  /call stack/.test(message) ? "It is nested too deeply" : (message.split("\n")[0] ?? message);

interface Reading {
  readonly span: (start: number, end: number) => SourceSpan;
  /** `undefined` for one that is being read. */
  readonly anchors: Map<string, Placed | undefined>;
  readonly report: (node: Node, message: string) => void;
  readonly depth: number;
}

function placeNode(node: Node, reading: Reading): Placed {
  const [start = 0, end = start] = node.range ?? [];
  const span = reading.span(start, end);
  const nothing = scalar(null, span);
  if (reading.depth > MAX_DEPTH) {
    reading.report(node, "It is nested too deeply");
    return nothing;
  }
  if (isAlias(node)) return resolveAlias(node.source, node, reading) ?? nothing;
  const { anchor } = node as { readonly anchor?: string };
  if (anchor !== undefined) reading.anchors.set(anchor, undefined);
  const placed = placeContent(node, span, { ...reading, depth: reading.depth + 1 });
  if (anchor !== undefined) reading.anchors.set(anchor, placed);
  if (placed.size <= MAX_VALUES) return placed;
  reading.report(node, `Its aliases make more than ${MAX_VALUES} values of it`);
  return nothing;
}

function placeContent(node: Node, span: SourceSpan, reading: Reading): Placed {
  if (isSeq(node)) {
    return list(
      node.items.map((item) => placeNode(item as Node, reading)),
      span,
    );
  }
  if (isMap(node)) return map(readEntries(node.items, reading), span);
  return scalar(isScalar(node) ? toScalar(node.value, node.source) : null, span);
}

function resolveAlias(name: string, node: Node, { anchors, report }: Reading): Placed | undefined {
  const placed = anchors.get(name);
  if (placed === undefined) {
    const what = anchors.has(name) ? "stands inside of what it stands for" : "leads nowhere";
    report(node, `The alias *${name} ${what}`);
  }
  return placed;
}

function readEntries(
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  reading: Reading,
): ReadonlyMap<string, PlacedEntry> {
  const entries = new Map<string, PlacedEntry>();
  const merged = new Map<string, PlacedEntry>();
  for (const { key, value } of pairs) {
    const name = nameOf(key as Node);
    if (name === undefined) {
      reading.report(key as Node, isCollection(key) ? "A key is no name" : "A key is missing");
      continue;
    }
    const [start = 0, end = start] = (key as Node).range ?? [];
    const placed =
      value === null ? scalar(null, reading.span(end, end)) : placeNode(value as Node, reading);
    if (name === "<<") {
      for (const [each, entry] of entriesToMerge(placed)) {
        if (!merged.has(each)) merged.set(each, entry);
      }
      continue;
    }
    if (entries.has(name)) reading.report(key as Node, `The key "${name}" stands here twice`);
    entries.set(name, { key: reading.span(start, end), value: placed });
  }
  // What is written out wins over what is merged in.
  return merged.size === 0 ? entries : new Map([...merged, ...entries]);
}

const entriesToMerge = (placed: Placed): readonly (readonly [string, PlacedEntry])[] => {
  if (placed.kind === "map") return [...placed.entries];
  return placed.kind === "list" ? placed.items.flatMap(entriesToMerge) : [];
};

const nameOf = (key: Node | null): string | undefined =>
  isScalar(key) ? (key.source ?? String(key.value)) : undefined;

/** The nodes' loader takes a lone y or n for text; dates and what no number can hold stay as they were written. */
function toScalar(value: unknown, source: string | undefined): string | number | boolean | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return /^[yn]$/i.test(source ?? "") ? (source ?? "") : value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return source ?? String(value);
}
