/** The shape of a line of feedback; `feedback-schema.test-d.ts` holds it equal to the domain's type. */

import { z } from "zod";
import { OPINIONS } from "../../domain/feedback.ts";
import { maybe } from "../../pipeline/record/maybe.ts";

/** Reads a line of `.specwright/feedback.jsonl`. */
export const feedbackSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  attempt: z.int().positive(),
  sha256: z.string(),
  opinion: z.enum(OPINIONS),
  reason: maybe(z.string()),
  note: maybe(z.string()),
  edit: maybe(
    z.object({ code: z.string(), verdict: z.enum(["accepted", "rejected", "inconclusive"]) }),
  ),
  by: maybe(z.string()),
  at: z.string(),
});
