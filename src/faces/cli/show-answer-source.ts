import type { AnswerSource } from "../../domain/answer.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import { tellNote } from "./tell-opening.ts";
import type { Terminal } from "./terminal.ts";

/** Who answered, with how many tokens and for how much, on stderr. */
export function showAnswerSource(
  { askedOf, answeredBy, usage, warnings }: AnswerSource,
  costUsd: number | undefined,
  terminal: Terminal,
): void {
  for (const warning of warnings) tellNote(warning, terminal);
  const who = answeredBy === askedOf ? askedOf : `${askedOf} as ${answeredBy}`;
  const cost = costUsd === undefined ? "" : `, ${formatUsd(costUsd)}`;
  terminal.say(`${escapeText(who)}: ${usage.input} + ${usage.output} tokens${cost}`);
}
