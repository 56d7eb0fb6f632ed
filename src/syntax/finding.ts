import { createDiagnostic, type Diagnostic } from "../domain/diagnostic.ts";

/** Something in a text that switches checking off, or takes the place of what was given. */
export interface Finding {
  /** Stable, in words: `any-cast`, `axiom`, `shadowed`. */
  readonly code: string;
  readonly message: string;
  /** UTF-16 offsets in the text that was read. */
  readonly start: number;
  readonly end: number;
}

/** A finding as the guard tells it; its text begins at `offset` of the file. */
export const toBypass = (
  { code, message, start, end, help }: Finding & { readonly help?: string | undefined },
  path: string,
  { offset = 0, slot }: { readonly offset?: number; readonly slot?: string } = {},
): Diagnostic =>
  createDiagnostic({
    tool: "guard",
    code,
    phase: "guard",
    category: "bypass",
    message,
    help,
    span: { file: path, start: start + offset, end: end + offset },
    facts: slot === undefined ? {} : { slot },
  });
