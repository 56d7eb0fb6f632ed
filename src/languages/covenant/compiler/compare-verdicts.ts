/** Our front end against the real compiler: what to report, and where the two differ. */

import { createLineIndex } from "../../../std/line-index.ts";
import { type Finding, isBlocking } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import type { FindingKind } from "./compiler-finding.ts";
import type { CompilerResult } from "./run-compiler.ts";
import { createFindingConverter } from "./to-finding.ts";

/** Something that our front end and the compiler see differently: a mistake of ours, or of our reference. */
export interface Difference {
  /** `kind` is the part that rejects, `line` a place, `finding` one that only one of the two reports. */
  readonly kind: "verdict" | "kind" | "line" | "finding";
  readonly message: string;
  readonly range: Range | undefined;
}

export interface Comparison {
  /**
   * What holds: the compiler decides, ours lends its places, its words and its fixes. With a compiler that came to
   * no verdict, ours alone.
   */
  readonly findings: readonly Finding[];
  readonly differences: readonly Difference[];
}

/** Compares what the two say of `program`; `ours` are the findings of the `compat` profile. */
export function compareVerdicts(
  program: Program,
  ours: readonly Finding[],
  theirs: CompilerResult,
): Comparison {
  if (theirs.verdict !== "accepted" && theirs.verdict !== "rejected")
    return { findings: ours, differences: [] };

  const told = theirs.findings.map(createFindingConverter(program));
  const remarks = ours.filter((each) => !isBlocking(each));
  const errors = ours.filter(isBlocking);
  const theirErrors = told.filter(isBlocking);
  const theirRemarks = told.filter((each) => !isBlocking(each));
  const kept = [...remarks, ...onlyIn(theirRemarks, ours)];

  if (theirErrors.length === 0) {
    return {
      findings: kept,
      differences: errors
        .slice(0, 1)
        .map(({ message, range }) => ({
          kind: "verdict",
          message: `Only the embedded checker rejects: ${message}`,
          range,
        })),
    };
  }
  const [theirFirst] = theirErrors;
  const theirKind = theirFirst && kindOf(theirFirst);
  const ourKind = firstKind(errors);
  if (ourKind !== theirKind) {
    const said = `The compiler rejects with a ${theirKind} error: ${theirFirst?.message}`;
    const difference: Difference =
      ourKind === undefined
        ? { kind: "verdict", message: `Only the compiler rejects: ${theirFirst?.message}`, range: theirFirst?.range }
        : {
            kind: "kind",
            message: `${said}; the embedded checker with a ${ourKind} error: ${errors[0]?.message}`,
            range: errors[0]?.range,
          };
    return { findings: [...theirErrors, ...kept], differences: [difference] };
  }
  if (theirKind === "parse")
    return { findings: [...errors, ...kept], differences: compareLines(program, errors, theirErrors) };

  const [same, later] = partition(errors, (each) => kindOf(each) === theirKind);
  const onlyOurs = onlyIn(same, theirErrors);
  const onlyTheirs = onlyIn(theirErrors, same);
  return {
    findings: [...same.filter((each) => !onlyOurs.includes(each)), ...onlyTheirs, ...later, ...kept],
    differences: [
      ...onlyTheirs.map((each) => oneSided("compiler", each)),
      ...onlyOurs.map((each) => oneSided("embedded checker", each)),
    ],
  };
}
