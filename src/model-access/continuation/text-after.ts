import type { ModelEvent } from "../../domain/model.ts";

/** The text that whoever reads the stream holds after `event`, when it held `text` before. */
export function textAfter(text: string, event: ModelEvent): string {
  if (event.type === "text-delta") return text + event.text;
  return event.type === "text-reset" ? "" : text;
}
