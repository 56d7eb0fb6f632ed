import type { ModelEvent } from "../domain/model.ts";

/** The event; the end of an answer with `warnings` before its own. */
export const addWarnings = (event: ModelEvent, warnings: readonly string[]): ModelEvent =>
  event.type === "response-end" && warnings.length > 0
    ? { ...event, warnings: [...warnings, ...event.warnings] }
    : event;
