/** What the front end says about a text, before it becomes a diagnostic of the port. */

import type { Severity } from "../../domain/diagnostic.ts";
import { type FindingPhase, RULES, type Rule, type RuleFacts } from "./rules.ts";
import type { Range } from "./syntax/token.ts";

/** Replaces a range of the original text. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** Edits that belong together: all of them or none. */
export interface Fix {
  /** What it does, as a command: `add "end" before "metadata"`. */
  readonly title: string;
  /** 1 is applied without asking anyone, 0.8 and more is worth offering first, below is a guess. */
  readonly confidence: number;
  /** In source order, none overlapping. */
  readonly edits: readonly TextEdit[];
}

interface FindingBase {
  readonly code: string;
  readonly phase: FindingPhase;
  readonly severity: Severity;
  readonly message: string;
  /** The offending text; empty at a place where something is missing. */
  readonly range: Range;
  /**
   * Where the reference compiler's parser stops, when that is not `range.start`: for an unknown kind or operation
   * it is the token after. Parser findings only.
   */
  readonly stopsAt: number | undefined;
  readonly related: readonly { readonly message: string; readonly range: Range }[];
  readonly help: string | undefined;
}

/** One finding; its rule says which facts it carries. */
export type Finding = {
  readonly [Name in Rule]: FindingBase & { readonly rule: Name; readonly facts: RuleFacts[Name] };
}[Rule];

export interface FindingOptions {
  /** @default "error" */
  readonly severity?: Severity | undefined;
  readonly stopsAt?: number | undefined;
  /** @default [] */
  readonly related?: FindingBase["related"] | undefined;
  readonly help?: string | undefined;
}

/** A finding of `rule`, at `range`. */
export function finding<Name extends Rule>(
  rule: Name,
  range: Range,
  facts: RuleFacts[Name],
  message: string,
  { severity = "error", stopsAt, related = [], help }: FindingOptions = {},
): Finding {
  const { start, end } = range;
  const base: FindingBase = {
    ...RULES[rule],
    severity,
    message,
    range: { start, end },
    stopsAt,
    related,
    help,
  };
  return { ...base, rule, facts } as unknown as Finding;
}

/** Whether it makes the profile reject. */
export const isBlocking = ({ severity }: Finding): boolean => severity === "error";
