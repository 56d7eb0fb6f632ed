/** The table of contents: the loop over the stages, nothing else. */

import type { Attempt } from "../domain/attempt.ts";
import type { GivenAnswer } from "../domain/batch.ts";
import type { Outcome, RunEvent, RunSetup } from "../domain/run.ts";
import type { Budget } from "../ports/budget.ts";
import type { Environment } from "../ports/environment.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { buildContext } from "./context/build-context.ts";
import { listPatterns } from "./context/list-patterns.ts";
import { endAccepted, isAccepted } from "./end-accepted.ts";
import { endUnaccepted } from "./end-unaccepted.ts";
import { callInTime } from "./model/call-in-time.ts";
import { openDeadline } from "./model/open-deadline.ts";
import { takeGiven } from "./model/take-given.ts";
import { openConstraints } from "./open-constraints.ts";
import { renderPrompt } from "./prompt/render-prompt.ts";
import { findExceededLimit } from "./repair/find-exceeded-limit.ts";
import { planNext } from "./repair/plan-next.ts";
import { readAnswer } from "./response/read-answer.ts";
import { validateExtraction } from "./validation/validate-extraction.ts";

export interface GenerateStepsOptions {
  readonly runId: string;
  readonly language: LanguagePack;
  /** Attempts made before a stop; the run goes on after them. */
  readonly earlier: readonly Attempt[];
  /** What pays for this run's calls. */
  readonly budget: Budget;
  /** The first attempt's answer, where it came before the run: its prompt is not sent. */
  readonly given?: GivenAnswer | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Specification → artifact, as events; the last value is the outcome.
 *
 * @throws {Fault} when the world fails; the run can be resumed.
 * @throws `options.signal.reason` when aborted.
 */
export async function* generateSteps(
  setup: RunSetup,
  environment: Environment,
  options: GenerateStepsOptions,
): AsyncGenerator<RunEvent, Outcome> {
  const { specification, limits } = setup;
  const { model, clock, sha256, version, syntax } = environment;
  const words = await environment.templates.choose(options.runId, setup.templates);
  const checker = await environment.checkerFor(options.language);
  const run = {
    ...options,
    ...setup,
    ...limits,
    model,
    clock,
    sha256,
    version,
    syntax,
    checker,
    knowledge: environment,
    securityGate: { scanner: environment.security, policy: environment.securityPolicy },
  };
  const attempts: Attempt[] = [...options.earlier];
  // A process may have been killed between the verdict and the run's end.
  if (isAccepted(attempts)) return yield* endAccepted(attempts, { ...run, setup });
  const startedAt = clock.elapsed();
  using deadline = openDeadline({ clock, timeMs: limits.timeMs, signal: options.signal });
  const bias = setup.isConstrained
    ? await environment.habits?.bias(specification.language)
    : undefined;
  const held = await openConstraints(setup, { ...options, model, bias, machine: environment });
  if (held !== undefined) yield { type: "enforcement-planned", report: held.report };

  for (let plan = planNext(attempts, run); plan !== undefined; plan = planNext(attempts, run)) {
    const limit = findExceededLimit(attempts, limits, clock.elapsed() - startedAt);
    if (limit !== undefined) return yield* endUnaccepted(attempts, run, limit);
    const number = attempts.length + 1;
    yield { type: "attempt-start", attempt: number, plan };

    const context = await buildContext(specification, plan, attempts, run);
    // What is missing is asked for by parts, which are no file.
    const constraints = plan.kind === "completion" ? undefined : held?.constraints;
    const prompt = renderPrompt(specification, plan, attempts, {
      ...run,
      constraints,
      context,
      templates: words,
    });
    const given = number === 1 ? options.given : undefined;
    const response =
      given === undefined
        ? yield* callInTime(prompt, plan, { ...run, deadline, constraints, attempt: number })
        : yield* takeGiven(given, { ...run, attempt: number });
    if (typeof response === "string") return yield* endUnaccepted(attempts, run, response);
    const extraction = await readAnswer(response, { ...run, plan, attempts });
    const judged = yield* validateExtraction(extraction, {
      ...run,
      attempt: number,
      fillHoles: async (candidate) =>
        environment.fillHoles?.(candidate, options.language, {
          ...setup,
          examples: specification.examples,
          signal: options.signal,
        }),
      shownPatterns: listPatterns(context),
    });

    const attempt = { plan, template: prompt.template, response, ...judged };
    attempts.push(attempt);
    yield { type: "attempt-end", number, attempt };

    if (isAccepted(attempts)) return yield* endAccepted(attempts, { ...run, setup });
  }
  return yield* endUnaccepted(attempts, run);
}
