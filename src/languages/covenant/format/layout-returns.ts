import type { Returns } from "../syntax/terms.ts";
import type { LayoutBuilder } from "./layout.ts";

/** The `end` of a union stands as deep as its members: so does the reference compiler's formatter. */
export function layoutReturns(builder: LayoutBuilder, returns: Returns, depth: number): void {
  builder.line(builder.firstOf(returns), depth);
  if (returns.kind !== "union") return;
  for (const member of returns.members) builder.line(builder.firstOf(member), depth + 1);
  builder.line(builder.lastOf(returns), depth + 1);
}
