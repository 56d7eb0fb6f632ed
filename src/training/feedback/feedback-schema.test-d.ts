/** The compiler refuses this file when the schema of feedback and the domain's type differ. */

import type { z } from "zod";
import type { Feedback } from "../../domain/feedback.ts";
import type { feedbackSchema } from "./feedback-schema.ts";

export const readsFeedback = (read: z.output<typeof feedbackSchema>): Feedback => read;
