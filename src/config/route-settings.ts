/** What a configuration file may say of routes. */

import { z } from "zod";

const count = z.int().positive();
export const modelId = z.string().regex(/^[^/]+\/.+$/, "must be provider/model");
const SHARE_RANGE = "must be from 0 to 1";

/** Shares below the full one, in which a route rises by itself. */
const ramp = z.strictObject({
  steps: z
    .array(z.number().gt(0, "must be above 0").lt(1, "must be below 1"))
    .min(1, "must name a share at least"),
  /** Runs that the checker judged, at each step. */
  runs: count.default(30),
  /** By how much the success rate may be below the base's. */
  margin: z.number().gt(0, "must be above 0").lt(1, "must be below 1").default(0.1),
  /** How likely it may be misjudged, either way. */
  alpha: z.number().gt(0, "must be above 0").max(0.5, "must be at most 0.5").default(0.05),
});

const route = z
  .strictObject({
    name: z.string().min(1),
    model: modelId,
    /** Only for tasks of at most so many tokens. */
    max_task_tokens: count.optional(),
    /** Only for this share of runs, the others are the base's. */
    share: z.number().min(0, SHARE_RANGE).max(1, SHARE_RANGE).optional(),
    ramp: ramp.optional(),
  })
  .superRefine(({ share, ramp: plan }, context) => {
    if (plan === undefined) return;
    const refuse = (message: string, path: readonly (string | number)[]) =>
      context.addIssue({ code: "custom", message, path: [...path] });
    if (share === undefined) return refuse("needs a share that it ends with", ["ramp"]);
    const rising = [...plan.steps, share];
    const at = rising.findIndex((step, place) => place > 0 && step <= (rising[place - 1] ?? 0));
    if (at === -1) return;
    const [what, before] = [rising[at], rising[at - 1]];
    if (at === plan.steps.length)
      refuse(`must be above the ramp's last step: ${what} comes after ${before}`, ["share"]);
    else refuse(`must rise: ${what} comes after ${before}`, ["ramp", "steps", at]);
  });

/** What is remembered of a share goes by its route's name. */
export const routesSchema = z.array(route).superRefine((all, context) => {
  for (const [at, { name }] of all.entries()) {
    const same = all.filter((other) => other.name === name);
    if (same[0] === all[at] || same.every(({ share }) => share === undefined)) continue;
    const message = `must be another name: there is a route "${name}" before it`;
    context.addIssue({ code: "custom", message, path: [at, "name"] });
  }
});
