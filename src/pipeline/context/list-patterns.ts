import type { Context } from "../../domain/context.ts";

/** Ids of the patterns that a context shows. */
export const listPatterns = ({ items }: Pick<Context, "items">): readonly string[] =>
  items.filter(({ kind }) => kind === "pattern").map(({ source }) => source);
