import type { ModelEvent } from "../../domain/model.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/** Why nothing comes for a while; a wait that comes with every call is only shown as long as it lasts. */
export function showWait(
  { reason, waitMs, why }: Extract<ModelEvent, { readonly type: "wait-start" }>,
  { live, say }: Terminal,
  prefix = "",
): void {
  const howLong = waitMs === undefined ? "" : ` up to ${Math.ceil(waitMs / 1000)} s`;
  const line = `${prefix}waiting${howLong}: ${escapeText(why)}`;
  if (reason === "rate-limit" || reason === "budget") live(line);
  else say(line);
}
