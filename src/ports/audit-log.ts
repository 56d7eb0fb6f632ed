/** What was done that anyone may want to prove later: append-only, each entry chained to the one before it. */

export type AuditAction =
  | "consent-given"
  | "call-sent"
  | "call-ended"
  | "key-rotated"
  | "batch-submitted"
  | "conversation-changed";

export interface AuditEntry {
  readonly action: AuditAction;
  /** Facts as JSON; never prompts, answers, keys or absolute paths. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditLog {
  append(entry: AuditEntry): void;
}
