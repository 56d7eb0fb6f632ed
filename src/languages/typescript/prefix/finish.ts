import ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import { findBypasses } from "../compiler/bypasses/find-bypasses.ts";
import { statementAround } from "./diagnostics.ts";
import type { Judging } from "./judging.ts";
import { refuse } from "./refuse.ts";
import type { Written } from "./state.ts";
import { causeOf } from "./words.ts";

/** The compiler's and the guard's word on the whole text. */
export function finishText(
  { text }: Pick<Written, "text">,
  { facts, prefix }: Judging,
): PrefixRefusal | undefined {
  const whole = prefix + text;
  const { program, file } = facts.whole.compile(whole, { withCursor: false });
  const keepAt = (start: number): number =>
    Math.min(text.length, Math.max(0, statementAround(file, start) - prefix.length));
  const [broken] = program.getSyntacticDiagnostics(file);
  if (broken !== undefined) {
    const words = ts.flattenDiagnosticMessageText(broken.messageText, " ");
    const isUnfinished = broken.start >= whole.trimEnd().length;
    return isUnfinished
      ? refuse("unfinished", `the code is not finished: ${words}`, text.length)
      : refuse("syntax", words, keepAt(broken.start));
  }
  const wrong = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSemanticDiagnostics(file),
  ].find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (wrong !== undefined) {
    const words = ts.flattenDiagnosticMessageText(wrong.messageText, " ");
    return refuse(causeOf(wrong.code), words, keepAt(wrong.start ?? prefix.length));
  }
  const bypass = findBypasses({ path: facts.path, text: whole }).find(
    ({ span }) => span === undefined || span.end > prefix.length,
  );
  return bypass && refuse("bypass", bypass.message, keepAt(bypass.span?.start ?? prefix.length));
}
