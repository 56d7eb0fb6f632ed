import type { Candidate } from "../../../../domain/candidate.ts";
import type { Diagnostic } from "../../../../domain/diagnostic.ts";
import { toBypass } from "../../../../syntax/finding.ts";
import { findSyntaxErrors } from "../internal.ts";
import { openScope } from "../scope.ts";
import { walk } from "../walk.ts";
import { codeRules } from "./code.ts";
import { findCommentBypasses } from "./comments.ts";
import { denoteNamed } from "./denote.ts";
import { hostRules } from "./host.ts";
import { typeRules } from "./types.ts";

const RULES = [...typeRules, ...codeRules, ...hostRules];

/**
 * Text in the candidate that switches checking off, in the order of the text. Judged on the syntax tree, so
 * that comments, strings, regular expressions and JSX text may mention it. Empty for text that cannot be parsed.
 */
export function findBypasses({
  path,
  text,
}: Pick<Candidate, "path" | "text">): readonly Diagnostic[] {
  const scope = openScope(path, text);
  if (findSyntaxErrors(scope.file).length > 0) return [];
  const found = [...findCommentBypasses(scope.file)];
  for (const node of walk(scope.file)) {
    const named = denoteNamed(node, scope);
    for (const rule of RULES) {
      const bypass = rule(node, scope, named);
      if (bypass !== undefined) found.push(bypass);
    }
  }
  return found.sort((a, b) => a.start - b.start).map((bypass) => toBypass(bypass, path));
}
