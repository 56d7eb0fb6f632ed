import type { z } from "zod";

/** JSON has no `undefined`: a journal says `null`, which no noun of ours holds there. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);
