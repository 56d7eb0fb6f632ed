/**
 * Scripts in files: `{ "answers": ["…", { "text": "…", "fault": "cut" }] }`, or the list alone. Answers that need no
 * order stand by the name of what is asked for: `{ "named": { "Slugify": { "first": "…", "repair": "…" } } }`.
 */

import { z } from "zod";
import { FAULTS, type FaultCode } from "../../domain/fault.ts";
import { FINISH_REASONS } from "../../domain/token-usage.ts";
import type { NamedAnswers, ScriptedAnswer } from "./create-scripted-model.ts";

const count = z.int().nonnegative();

const answer = z.union([
  z.string(),
  z.strictObject({
    text: z.string().optional(),
    finishReason: z.enum(FINISH_REASONS).optional(),
    usage: z
      .strictObject({
        input: count,
        output: count,
        cached: count,
        cacheWritten: count.default(0),
        reasoning: count,
      })
      .optional(),
    warnings: z.array(z.string()).optional(),
    fault: z.enum(["cut", "stall", ...(Object.keys(FAULTS) as FaultCode[])]).optional(),
    faultAfter: count.optional(),
    retryAfterMs: count.optional(),
    delayMs: count.optional(),
  }),
]);

const answers = z.array(answer);
const named = z.record(z.string(), z.strictObject({ first: answer, repair: answer.optional() }));
const script = z.union([
  answers.transform((list) => ({ answers: list, named: {} })),
  z.strictObject({ answers: answers.default([]), named: named.default({}) }),
]);

export interface Script {
  readonly answers: readonly ScriptedAnswer[];
  readonly named: Readonly<Record<string, NamedAnswers>>;
}

/** Reads a script's text. @throws {SyntaxError} with what is wrong, in one or more lines. */
export function parseScript(text: string): Script {
  const result = script.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new SyntaxError(z.prettifyError(result.error));
}
