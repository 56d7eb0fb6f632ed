/** Kinds of tasks, as the suite and the examples are sorted. */

export const CATEGORIES = [
  "pure",
  "crud",
  "error-handling",
  "pattern-matching",
  "types",
  "database-binding",
  "query",
  "transaction",
  "effectful",
  "multi-step",
  "migration",
  "refactoring",
] as const;
export type Category = (typeof CATEGORIES)[number];

export const isCategory = (name: string): name is Category =>
  CATEGORIES.some((category) => category === name);

/** Categories whose examples help with another one, nearest first. */
export const RELATED_CATEGORIES: Readonly<Record<Category, readonly Category[]>> = {
  pure: ["pattern-matching", "refactoring", "migration", "types"],
  crud: ["database-binding", "query", "transaction"],
  "error-handling": ["pattern-matching", "multi-step", "effectful"],
  "pattern-matching": ["types", "error-handling", "pure"],
  types: ["pattern-matching", "database-binding", "pure"],
  "database-binding": ["query", "crud", "types"],
  query: ["database-binding", "crud", "refactoring"],
  transaction: ["crud", "multi-step", "error-handling"],
  effectful: ["multi-step", "error-handling"],
  "multi-step": ["effectful", "transaction", "error-handling", "query"],
  migration: ["pure", "refactoring", "error-handling", "effectful"],
  refactoring: ["pure", "pattern-matching", "query", "migration"],
};
