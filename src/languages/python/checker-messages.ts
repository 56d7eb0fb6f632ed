/** What is asked of the checker's process, and what it answers: one line of JSON each. */

import type { Severity } from "../../domain/diagnostic.ts";

/** Something wrong with a text, with UTF-16 offsets. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly span: readonly [number, number] | null;
  readonly help: string | null;
  readonly severity: Severity;
}

/** `import a.b` is level 0 with no names; `from ..a import b` is level 2 with one. */
export interface Import {
  readonly level: number;
  readonly module: string;
  readonly names: readonly string[];
}

interface CheckRequest {
  readonly question: "check";
  readonly text: string;
  readonly signature: string | undefined;
}

interface CheckAnswer {
  /** What CPython refuses, or names that nothing defines. */
  readonly syntax: readonly Finding[];
  readonly signature: readonly Finding[];
  readonly imports: readonly Import[];
}

interface BypassesRequest {
  readonly question: "bypasses";
  readonly text: string;
}

interface ImportsRequest {
  readonly question: "imports";
  readonly text: string;
}

interface SpecificationRequest {
  readonly question: "specification";
  readonly signature: string | undefined;
  readonly expressions: readonly string[];
}

interface SpecificationAnswer {
  readonly wrong: readonly {
    readonly what: "signature" | "expression";
    readonly text: string;
    readonly message: string;
  }[];
}

export type Request = CheckRequest | BypassesRequest | ImportsRequest | SpecificationRequest;

export type AnswerTo<R extends Request> = R extends CheckRequest
  ? CheckAnswer
  : R extends BypassesRequest
    ? { readonly bypasses: readonly Finding[] }
    : R extends ImportsRequest
      ? { readonly imports: readonly Import[] }
      : SpecificationAnswer;
