import type ts from "typescript";
import type { InternalChecker } from "../fill/internal-checker.ts";

/** Where values are looked for. */
export interface ValuePlace {
  readonly checker: InternalChecker;
  readonly node: ts.Node;
}
