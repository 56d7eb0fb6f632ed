/** The condition that a query puts on rows, as far as it says which fields it needs. */

import type { Condition } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import { fieldNamed, type TableSchema } from "./table-schemas.ts";

export type Filter =
  | (Range & { readonly kind: "comparison"; readonly field: string; readonly isEquality: boolean })
  | { readonly kind: "and" | "or"; readonly parts: readonly Filter[] }
  | { readonly kind: "unknown" };

export type FilteredField = Extract<Filter, { readonly kind: "comparison" }>;

/** The filter that a structured condition is. */
export function filterOf(condition: Condition): Filter {
  switch (condition.kind) {
    case "comparison": {
      const { comparison, field } = condition;
      if (comparison === "equals" || comparison === "less" || comparison === "greater") {
        const isEquality = comparison === "equals";
        return {
          kind: "comparison",
          field: field.text,
          isEquality,
          start: field.start,
          end: field.end,
        };
      }
      return { kind: "unknown" };
    }
    case "and":
    case "or":
      return { kind: condition.kind, parts: condition.conditions.map(filterOf) };
    case "rel_to":
    case "rel_from":
      return { kind: "unknown" };
  }
}

/** Whether at most one row can pass: it fixes a unique field, or all fields of the primary key. */
export function fixesKey(filter: Filter, table: TableSchema): boolean {
  const fixed = new Set(fixedFields(filter).map((name) => name.toLowerCase()));
  const primary = [...table.fields.values()].filter(({ isPrimary }) => isPrimary);
  const isFixed = (name: string): boolean => fixed.has(name.toLowerCase());
  return (
    [...table.fields.values()].some(({ name, isUnique }) => isUnique && isFixed(name.text)) ||
    (primary.length > 0 && primary.every(({ name }) => isFixed(name.text)))
  );
}

/** Fields that every row that passes has one given value of. */
export function fixedFields(filter: Filter): readonly string[] {
  if (filter.kind === "comparison") return filter.isEquality ? [filter.field] : [];
  return filter.kind === "and" ? filter.parts.flatMap(fixedFields) : [];
}

/**
 * The field that makes the database read every row, because no index leads to its value; `undefined` where an index
 * can be used, or nothing is known.
 */
export function findUnindexed(filter: Filter, table: TableSchema): FilteredField | undefined {
  const use = indexUseOf(filter, table);
  return typeof use === "string" ? undefined : use;
}

type IndexUse = "indexed" | "unknown" | FilteredField;

function indexUseOf(filter: Filter, table: TableSchema): IndexUse {
  if (filter.kind === "unknown") return "unknown";
  if (filter.kind === "comparison") {
    const field = fieldNamed(table, filter.field);
    if (field === undefined) return "unknown";
    return field.isPrimary || field.isUnique ? "indexed" : filter;
  }
  const uses = filter.parts.map((part) => indexUseOf(part, table));
  // One index is enough to find rows that pass all parts; of alternatives each needs its own.
  if (filter.kind === "or")
    return (
      uses.find((use) => typeof use !== "string") ??
      (uses.includes("unknown") ? "unknown" : "indexed")
    );
  if (uses.includes("indexed")) return "indexed";
  return uses.includes("unknown") ? "unknown" : (uses[0] ?? "unknown");
}
