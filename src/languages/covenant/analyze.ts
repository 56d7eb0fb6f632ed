import { type Finding, isBlocking } from "./finding.ts";
import type { Profile } from "./profiles.ts";
import { analyzeQueries } from "./queries/analyze-queries.ts";
import { checkSemantics } from "./semantics/check-semantics.ts";
import { checkRequirements } from "./semantics/requirements.ts";
import { checkStrict } from "./strict/check-strict.ts";
import { findDeadCode } from "./strict/dead-code.ts";
import type { Program } from "./syntax/ast.ts";
import { parse } from "./syntax/parse.ts";

export interface Analysis {
  readonly program: Program;
  /** Syntax errors stand alone: what does not parse is not checked further. */
  readonly findings: readonly Finding[];
}

/** Everything the front end has to say about a source text. */
export function analyze(source: string, profile: Profile): Analysis {
  const { program, findings } = parse(source);
  if (findings.length > 0) return { program, findings };
  const semantic = checkSemantics(program);
  if (profile === "compat") return { program, findings: semantic };
  const strict = withoutRepetition(semantic, checkStrict(program));
  const errors = [...semantic, ...strict, ...checkRequirements(program)];
  // Advice on a program that is wrong would be noise.
  const advice = errors.some(isBlocking)
    ? []
    : [...analyzeQueries(program), ...findDeadCode(program)];
  return { program, findings: [...errors, ...advice] };
}

/** What `strict` says about places that have no error of the same code. */
function withoutRepetition(
  semantic: readonly Finding[],
  strict: readonly Finding[],
): readonly Finding[] {
  const key = ({ code, range }: Finding): string => `${code} ${range.start} ${range.end}`;
  const said = new Set(semantic.map(key));
  return strict.filter((finding) => !said.has(key(finding)));
}
