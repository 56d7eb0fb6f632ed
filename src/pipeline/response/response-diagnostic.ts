import {
  createDiagnostic,
  type Diagnostic,
  type Severity,
  type SourceSpan,
} from "../../domain/diagnostic.ts";
import { type MissingPart, partFacts } from "../../domain/missing-part.ts";

/** Why an answer held no usable candidate, or not all of it. */
export type ResponseCode =
  | "response/truncated"
  | "response/refused"
  | "response/no-code"
  | "response/omission"
  | "response/wrong-language"
  | "response/diff"
  | "response/missing-file"
  | "response/doubled-file"
  | "response/unasked-file"
  | "response/outside"
  | "response/elided"
  | "response/missing-unit"
  | "response/doubled-unit"
  | "response/unmergeable"
  | "response/missing-slot"
  | "response/doubled-slot"
  | "response/foreign-block"
  | "response/unmarked";

export interface ResponseDiagnosticOptions {
  readonly help: string;
  /** The part of the answer that shows it. */
  readonly quote: string;
  /** What is asked for again. @default nothing in particular */
  readonly missing?: MissingPart | undefined;
  /** @default "error" */
  readonly severity?: Severity | undefined;
  /** @default none */
  readonly span?: SourceSpan | undefined;
}

const EXCERPT_LENGTH = 400;

/** A diagnostic about a model's answer. */
export const responseDiagnostic = (
  code: ResponseCode,
  message: string,
  { help, quote, missing, severity = "error", span }: ResponseDiagnosticOptions,
): Diagnostic =>
  createDiagnostic({
    tool: "response",
    code,
    phase: "response",
    category: "response",
    severity,
    message,
    help,
    span,
    facts: missing === undefined ? {} : partFacts(missing),
    raw: excerpt(quote) || message,
  });

function excerpt(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= EXCERPT_LENGTH ? trimmed : `${trimmed.slice(0, EXCERPT_LENGTH)}…`;
}
