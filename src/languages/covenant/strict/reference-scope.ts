import { createScope, type Scope } from "../semantics/scope.ts";
import type { Context } from "./context.ts";

/** The scope in which the reference's own checks report, at a place that it does not look at. */
export const referenceScope = ({ declarations, suggest, returns, findings }: Context): Scope => ({
  ...createScope([], returns, declarations, suggest),
  findings,
});
