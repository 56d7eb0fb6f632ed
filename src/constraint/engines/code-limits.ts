import type { ConstraintLimits } from "../../domain/constraint.ts";

/** Enough for a whole programming language over 262,144 tokens; the engine's own are for JSON. */
export const CODE_LIMITS: ConstraintLimits = {
  maxItemsInRow: 20_000,
  maxItemsInMask: 500_000,
  lexerFuelAtStart: 1_000_000,
  lexerFuelInMask: 200_000,
  maxLexerStates: 250_000,
  maxSymbols: 500_000,
};
