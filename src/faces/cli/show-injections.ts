import type { Diagnostic } from "../../domain/diagnostic.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/** A line for each text that reads like an order to the model: the user decides whether it belongs there. */
export function showInjections(
  diagnostics: readonly Diagnostic[],
  { say, paint }: Pick<Terminal, "say" | "paint">,
  prefix = "",
): void {
  for (const { span, code = "", message, facts } of diagnostics) {
    const line = facts["line"];
    const place = `${span?.file ?? ""}${typeof line === "number" ? `:${line}` : ""}`;
    say(
      `${prefix}${escapeText(place)} ${paint("yellow", `warning ${code}`)} ${escapeText(message)}`,
    );
  }
}

/** The same as `--json` prints it. */
export const injectionsToJson = (diagnostics: readonly Diagnostic[]): readonly object[] =>
  diagnostics.map(({ code, message, span, facts }) => ({
    code,
    message,
    file: span?.file ?? null,
    line: facts["line"] ?? null,
  }));
