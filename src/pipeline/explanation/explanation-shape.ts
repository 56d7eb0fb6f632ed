/** What an explanation looks like on the wire, and how it is read. */

import type { ExplainedPart } from "../../domain/explanation.ts";
import type { JsonRecord } from "../../domain/json.ts";
import { readList, readRecord, readWords } from "../../std/read-json.ts";
import { readLineRange } from "../../std/read-line-range.ts";

/** Every field is required: some providers take no other schema. */
export const EXPLANATION_SCHEMA: JsonRecord = {
  type: "object",
  additionalProperties: false,
  required: ["summary", "parts", "answer"],
  properties: {
    summary: { type: "string" },
    parts: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["lines", "text"],
        properties: {
          lines: {
            type: "object",
            additionalProperties: false,
            required: ["start", "end"],
            properties: { start: { type: "integer" }, end: { type: "integer" } },
          },
          text: { type: "string" },
        },
      },
    },
    answer: { type: ["string", "null"] },
  },
};

export interface ReadExplanationOptions {
  /** Of the file that is explained. */
  readonly lineCount: number;
  /** Whether a question was asked: then it must be answered. */
  readonly hasQuestion: boolean;
}

export interface ReadExplanation {
  readonly summary: string;
  readonly parts: readonly ExplainedPart[];
  readonly answer: string | undefined;
}

/** @throws {SyntaxError} saying what is missing, or which lines the file does not have. */
export function readExplanation(
  object: Readonly<Record<string, unknown>>,
  { lineCount, hasQuestion }: ReadExplanationOptions,
): ReadExplanation {
  const summary = readWords(object["summary"], "summary");
  const parts = readList(object["parts"], "parts", (item, place) => {
    const part = readRecord(item, place);
    return {
      lines: readLineRange(part["lines"], `${place}.lines`, lineCount),
      text: readWords(part["text"], `${place}.text`),
    };
  });
  if (!hasQuestion && parts.length === 0)
    throw new SyntaxError("parts should hold at least one part of the file");
  const answer = hasQuestion ? readWords(object["answer"], "answer") : undefined;
  return { summary, parts, answer };
}
