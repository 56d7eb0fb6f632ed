/** What a specification asks for by name, and whether a text declares it; for any language. */

import type { Specification } from "../../domain/specification.ts";

const NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
const DECLARES =
  "function|def|class|const|let|var|val|fn|func|fun|interface|type|enum|struct|trait|impl|object|record|method|lemma|predicate|theorem|namespace|module";
const MODIFIERS =
  "export|default|declare|async|abstract|public|private|protected|static|final|pub|inline|override|readonly|unsafe|extern";

/** A declaration at the start of a line; the first group is its name. */
export const DECLARED_NAME = new RegExp(
  `^(?:\\s*(?:${MODIFIERS})\\b)*\\s*(?:${DECLARES})\\b\\s*\\*?\\s*(${NAME})`,
  "u",
);
const BEFORE_PARENTHESIS = new RegExp(`(${NAME})\\s*(?:<[^()]*>)?\\s*\\(`, "u");
const CALLEE = new RegExp(`^[\\s(]*(?:(?:await|new)\\s+)?(${NAME})`, "u");

/** The name that the signature declares, else the one that the first example calls. */
export function findDeclaredName(specification: Specification): string | undefined {
  const { signature, examples } = specification;
  if (signature !== undefined) {
    return (DECLARED_NAME.exec(signature) ?? BEFORE_PARENTHESIS.exec(signature))?.[1];
  }
  return CALLEE.exec(examples[0]?.call ?? "")?.[1];
}

/** Whether `code` declares `name`, rather than merely using it. */
export function declares(code: string, name: string): boolean {
  const escaped = name.replaceAll("$", "\\$");
  const pattern = `(?:^|[^\\p{L}\\p{N}_$.])(?:${DECLARES})\\b\\s*\\*?\\s*${escaped}(?![\\p{L}\\p{N}_$])`;
  return new RegExp(pattern, "u").test(code) || isAssigned(code, escaped);
}

/** `NAME = …`, `NAME: T = …` and `int NAME(…) {` at the start of a line. */
function isAssigned(code: string, escaped: string): boolean {
  const pattern = `^(?:${escaped}\\s*(?::[^=\\n]+)?=[^=]|[\\p{L}_][\\p{L}\\p{N}_<>\\[\\], ]{0,200}\\s${escaped}\\s*\\([^;\\n]{0,500}\\)\\s*\\{)`;
  return new RegExp(pattern, "mu").test(code);
}
