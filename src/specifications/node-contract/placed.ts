/** A value as a contract says it, each part with its place: what diagnostics about several files are made of. */

import type { SourceSpan } from "../../domain/diagnostic.ts";
import type { JsonValue } from "../../domain/json.ts";

export interface PlacedEntry {
  readonly key: SourceSpan;
  readonly value: Placed;
}

interface Part {
  readonly span: SourceSpan;
  /** Values in it, itself counted, shared ones as often as they stand in it. */
  readonly size: number;
}

export type Placed =
  | (Part & { readonly kind: "scalar"; readonly value: string | number | boolean | null })
  | (Part & { readonly kind: "list"; readonly items: readonly Placed[] })
  | (Part & { readonly kind: "map"; readonly entries: ReadonlyMap<string, PlacedEntry> });

export type PlacedMap = Extract<Placed, { readonly kind: "map" }>;

export const scalar = (
  value: string | number | boolean | null,
  span: SourceSpan,
): Extract<Placed, { readonly kind: "scalar" }> => ({ kind: "scalar", value, span, size: 1 });

export const list = (items: readonly Placed[], span: SourceSpan): Placed => ({
  kind: "list",
  items,
  span,
  size: items.reduce((sum, { size }) => sum + size, 1),
});

export const map = (entries: ReadonlyMap<string, PlacedEntry>, span: SourceSpan): PlacedMap => ({
  kind: "map",
  entries,
  span,
  size: [...entries.values()].reduce((sum, { value }) => sum + value.size, 1),
});

/** The same without places. */
export function toPlain(placed: Placed): JsonValue {
  if (placed.kind === "scalar") return placed.value;
  if (placed.kind === "list") return placed.items.map(toPlain);
  // `fromEntries` makes own properties of names such as __proto__ too.
  return Object.fromEntries([...placed.entries].map(([key, { value }]) => [key, toPlain(value)]));
}

/** What stands at `path`. */
export function valueAt(placed: Placed, path: readonly PropertyKey[]): Placed | undefined {
  let at: Placed | undefined = placed;
  for (const key of path) at = at === undefined ? undefined : childOf(at, key);
  return at;
}

/** Where `path` stands: its key where it has one; else of what comes nearest to it. */
export function spanAt(placed: Placed, path: readonly PropertyKey[]): SourceSpan {
  let at = placed;
  let span = startOf(placed.span);
  for (const key of path) {
    const next = childOf(at, key);
    if (next === undefined) return span;
    span = (at.kind === "map" ? at.entries.get(String(key))?.key : undefined) ?? next.span;
    at = next;
  }
  return span;
}

const childOf = (placed: Placed, key: PropertyKey): Placed | undefined => {
  if (placed.kind === "map") return placed.entries.get(String(key))?.value;
  return placed.kind === "list" ? placed.items[Number(key)] : undefined;
};

/** A whole document is no place to point at. */
const startOf = ({ file, start }: SourceSpan): SourceSpan => ({ file, start, end: start });
