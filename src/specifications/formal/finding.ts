import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";

/** A mistake of a file as a specification, at an offset of it. */
export const finding = (
  file: string,
  at: number,
  message: string,
  help?: string | undefined,
): Diagnostic =>
  createDiagnostic({
    tool: "specification",
    phase: "lock",
    category: "other",
    message,
    help,
    span: { file, start: at, end: at },
  });
