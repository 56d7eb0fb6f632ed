/** How the lock tells what was changed of a specification. */

import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { DeclarationChange } from "./compare-declarations.ts";

type ChangeKind = DeclarationChange["kind"];

const SAID: Readonly<Record<ChangeKind, string>> = {
  missing: "is not declared any more",
  changed: "is declared otherwise than it was given",
  "body-changed": "has another body than the one that was given",
  doubled: "is declared more often than it was given",
  shadowed: "is the name of something else as well: it may be meant instead of what was given",
};

/** @param what what it is about, in words: `method Max` */
export const lockBreak = (
  code: ChangeKind,
  what: string,
  {
    path,
    start = 0,
    end = 0,
  }: { readonly path: string } & Partial<Record<"start" | "end", number>>,
): Diagnostic => refuse(code, `${what} ${SAID[code]}`, { file: path, start, end });

/** A change of a declaration. */
export const toLockBreak = ({ kind, given, found }: DeclarationChange, path: string): Diagnostic =>
  lockBreak(kind, `${given.kind} ${given.name}`, {
    path,
    start: found?.start ?? 0,
    end: found?.end ?? 0,
  });

/** The candidate is not the given file with its slots filled. */
export const frozenTextDiffers = ({ path, text }: SourceText): Diagnostic =>
  refuse("frozen-text", "The text outside of the slots differs from what was given", {
    file: path,
    start: 0,
    end: text.length,
  });

const refuse = (code: string, message: string, span: NonNullable<Diagnostic["span"]>): Diagnostic =>
  createDiagnostic({
    tool: "lock",
    code,
    phase: "lock",
    category: "specification-changed",
    message,
    span,
    help: "Write into the slots alone, and leave everything else as it was given",
  });
