import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";

/** Why an answer held no usable candidate. */
export type ResponseCode =
  | "response/truncated"
  | "response/refused"
  | "response/no-code"
  | "response/omission"
  | "response/wrong-language";

const EXCERPT_LENGTH = 400;

/** An error about a model's answer; `quote` is the part of the answer that shows it. */
export const responseDiagnostic = (
  code: ResponseCode,
  message: string,
  options: { readonly help: string; readonly quote: string },
): Diagnostic =>
  createDiagnostic({
    tool: "response",
    code,
    phase: "response",
    category: "response",
    message,
    help: options.help,
    raw: excerpt(options.quote) || message,
  });

function excerpt(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= EXCERPT_LENGTH ? trimmed : `${trimmed.slice(0, EXCERPT_LENGTH)}…`;
}
