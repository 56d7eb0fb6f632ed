import { z } from "zod";
import { CONSTRAINT_LEVELS } from "../../domain/decoding.ts";
import type { RunEvent } from "../../domain/run.ts";
import { FINISH_REASONS } from "../../domain/token-usage.ts";

const count = z.number().catch(0);

/** What replaying needs of an event; the rest may be of any version. */
const recorded = z.object({
  event: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("response-end"),
      requestSha256: z.string(),
      response: z.looseObject({
        text: z.string(),
        finishReason: z.enum(FINISH_REASONS).catch("other"),
        usage: z.object({
          input: count,
          output: count,
          cached: count,
          cacheWritten: count,
          reasoning: count,
        }),
        askedOf: z.string().catch("?"),
        answeredBy: z.string().catch("?"),
        warnings: z.array(z.string()).catch([]),
      }),
    }),
    z.object({
      type: z.literal("enforcement-planned"),
      report: z.looseObject({
        constraint: z.string(),
        by: z.string(),
        levels: z.array(
          z.looseObject({
            level: z.enum(CONSTRAINT_LEVELS),
            how: z.enum(["enforced", "weakened", "ignored"]),
            why: z.string(),
          }),
        ),
      }),
    }),
    z.looseObject({
      type: z.literal("run-start"),
      runId: z.string(),
      seed: z.number(),
      limits: z.looseObject({ samples: z.number(), maxOutputTokens: z.number() }),
    }),
  ]),
});

/**
 * A journal's text → the events that replaying needs; lines that are torn, foreign or of no use to it are left out.
 * Of those events only the parts that are checked here are whole.
 */
export const parseJournal = (text: string): readonly RunEvent[] =>
  text.split("\n").flatMap((line) => {
    const { success, data } = recorded.safeParse(readJson(line));
    return success ? [data.event as unknown as RunEvent] : [];
  });

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
