import type { Feedback } from "../domain/feedback.ts";

/** Feedback for tests: every field has one plain meaning unless the test says otherwise. */
export const feedback = (wishes: Partial<Feedback> = {}): Feedback => ({
  schemaVersion: 1,
  runId: "run-1",
  attempt: 1,
  sha256: "0".repeat(64),
  opinion: "accept",
  reason: undefined,
  note: undefined,
  edit: undefined,
  by: undefined,
  at: "2026-01-01T00:00:00.000Z",
  ...wishes,
});
