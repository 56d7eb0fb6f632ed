import type { RunEvent } from "../domain/run.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { wrapModel } from "../ports/wrap-model.ts";

/** What a model is judged by: its calls, and what became of the attempts. */
export type Judged = Extract<RunEvent, { readonly type: "call-end" | "attempt-end" }>;

export const toJudged = (event: RunEvent): readonly Judged[] =>
  event.type === "call-end" || event.type === "attempt-end" ? [event] : [];

/**
 * The model, whose calls stay on the side of a route that the run's first call came down on: through repairs, after a
 * stop, and where that call was made before the run. `judged` grows while the run goes on.
 */
export const keepRoute = (model: LanguageModel, judged: readonly Judged[]): LanguageModel =>
  wrapModel(model, (request, options) => {
    const first = judged.find((event) => event.type === "call-end" && event.call.route);
    const route = first?.type === "call-end" ? first.call.route : undefined;
    return model.stream(request, route === undefined ? options : { ...options, route });
  });
