import type { AnswerSource } from "../../domain/answer.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/** Who answered, with how many tokens and for how much, on stderr. */
export function showAnswerSource(
  { askedOf, answeredBy, usage, warnings }: AnswerSource,
  costUsd: number | undefined,
  { say, paint }: Terminal,
): void {
  for (const warning of warnings) say(`${paint("yellow", "note:")} ${escapeText(warning)}`);
  const who = answeredBy === askedOf ? askedOf : `${askedOf} as ${answeredBy}`;
  const cost = costUsd === undefined ? "" : `, $${costUsd.toFixed(4)}`;
  say(`${escapeText(who)}: ${usage.input} + ${usage.output} tokens${cost}`);
}
