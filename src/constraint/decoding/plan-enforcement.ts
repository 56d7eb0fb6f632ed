import {
  CONSTRAINT_LEVELS,
  type ConstraintLevel,
  type EnforcementReport,
  type LevelEnforcement,
} from "../../domain/decoding.ts";
import type { ConstraintEngine } from "../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import { refuseConstraint } from "../grammar/refuse-constraint.ts";
import type { SyntaxOutcome } from "./compile-syntax.ts";

/** What stands behind a model that gives its tokens, or why nothing does. */
export interface Behind {
  readonly engine: ConstraintEngine;
  /** `undefined` where the set leaves the syntax free. */
  readonly outcome: SyntaxOutcome | undefined;
}

/**
 * What becomes of each level of a set.
 *
 * @throws {Fault} `constraint/refused` with place and reason, for a syntax that nothing could be written under.
 */
export function reportEnforcement(
  set: ConstraintSet,
  { engine, outcome }: Behind,
): EnforcementReport {
  const by = `${engine.id} ${engine.version}`;
  const syntax = outcome === undefined ? undefined : enforceSyntax(set, outcome, engine, by);
  const levels = CONSTRAINT_LEVELS.flatMap((level): readonly LevelEnforcement[] => {
    const own = level === "syntax" ? syntax : enforceOther(level, set);
    const gaps = set.gaps.filter((gap) => gap.level === level).map(({ why }) => why);
    if (own === undefined)
      return gaps.length === 0 ? [] : [{ level, how: "ignored", why: gaps.join("; ") }];
    if (gaps.length === 0) return [own];
    const how = own.how === "enforced" ? "weakened" : own.how;
    return [{ level, how, why: `${own.why}, but ${gaps.join("; ")}` }];
  });
  return { constraint: set.describes, by, levels };
}

/** Where nothing can be seen to at all, each level with the reason. */
export const reportNothing = (set: ConstraintSet, why: string): EnforcementReport => ({
  constraint: set.describes,
  by: "nothing",
  levels: CONSTRAINT_LEVELS.filter((level) => hasLevel(set, level)).map((level) => ({
    level,
    how: "ignored",
    why,
  })),
});

const hasLevel = ({ syntax, judges, bias, gaps }: ConstraintSet, level: ConstraintLevel): boolean =>
  (level === "syntax" && syntax !== undefined) ||
  (level === "context" && bias !== undefined) ||
  judges.some((judge) => judge.level === level) ||
  gaps.some((gap) => gap.level === level);

function enforceSyntax(
  set: ConstraintSet,
  outcome: SyntaxOutcome,
  { abilities }: ConstraintEngine,
  by: string,
): LevelEnforcement {
  if (outcome.isOpen) {
    const notes = outcome.syntax.notes.map((note) => `; ${note}`).join("");
    return abilities.hasLimits
      ? { level: "syntax", how: "enforced", why: `each token, by ${by}${notes}` }
      : {
          level: "syntax",
          how: "enforced",
          why: `each token, by ${by}, more slowly: its limits are for JSON${notes}`,
        };
  }
  const { refusals } = outcome;
  // Another engine would take it: that is no fault of the grammar's.
  if (!abilities.hasLimits && refusals.every(({ reason }) => reason === "over-limits"))
    return {
      level: "syntax",
      how: "ignored",
      why: `${by} gives up on this grammar, and its limits cannot be raised`,
    };
  throw refuseConstraint(set, refusals);
}

function enforceOther(
  level: Exclude<ConstraintLevel, "syntax">,
  { judges, bias }: ConstraintSet,
): LevelEnforcement | undefined {
  if (level === "context")
    return bias === undefined
      ? undefined
      : { level, how: "enforced", why: `prefers ${bias.describes}; forbids nothing` };
  const own = judges.filter((judge) => judge.level === level);
  if (own.length === 0) return undefined;
  return { level, how: "enforced", why: own.map(({ describes }) => describes).join(", ") };
}
