import { type Finding, isBlocking } from "../finding.ts";
import { parse } from "../syntax/parse.ts";
import { layoutProgram } from "./layout-program.ts";
import { writeLayout } from "./write-layout.ts";

export type Formatted =
  | { readonly kind: "formatted"; readonly text: string }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/**
 * A Covenant text in canonical form: sections in their order, two blanks a level, one attribute a line, one spelling of
 * each value; comments and SQL are kept. What it means stays the same. A text that cannot be read is refused.
 */
export function format(source: string): Formatted {
  const { program, findings } = parse(source);
  if (findings.some(isBlocking)) return { kind: "refused", findings };
  return { kind: "formatted", text: writeLayout(program, layoutProgram(program)) };
}
