import type { Explanation } from "../../domain/explanation.ts";
import { escapeText } from "./escape-text.ts";

/** An explanation for a person: the answer first where there is one, then summary and parts with their places. */
export function renderExplanation({
  file,
  summary,
  parts,
  answer,
}: Pick<Explanation, "file" | "summary" | "parts" | "answer">): readonly string[] {
  const explained = parts.flatMap(({ lines: { start, end }, text }) => [
    `${escapeText(file)}:${start === end ? start : `${start}-${end}`}`,
    ...indent(text),
  ]);
  const blocks = [
    ...(answer === undefined ? [] : [escapeText(answer).split("\n")]),
    escapeText(summary).split("\n"),
    ...(explained.length === 0 ? [] : [explained]),
  ];
  return blocks.flatMap((block, at) => (at === 0 ? block : ["", ...block]));
}

const indent = (text: string): readonly string[] =>
  escapeText(text)
    .split("\n")
    .map((line) => `    ${line}`);
