import type { CallRecord } from "../../domain/call.ts";
import type { RouteChoice } from "../../domain/route-traffic.ts";
import type { RunEvent } from "../../domain/run.ts";

/** What a run says of the model that it was given to. */
export interface RouteVerdict {
  readonly route: string;
  readonly isTaken: boolean;
  readonly isAccepted: boolean;
}

/**
 * Whether the checker accepted an attempt of the model that the run was given to; one that only a stronger model got
 * accepted was not. `undefined` where it says nothing: no route with a share decided; another model answered an attempt,
 * or a cache did; the answer came together with others'; or nothing was accepted and the checker could refuse nothing,
 * for want of time or memory. A run that the world has ended before says nothing either: it has no end.
 *
 * @param modelOf id of the model on a side of a route; `undefined` for a route that is not known
 */
export function judgeRun(
  events: readonly RunEvent[],
  modelOf: (choice: RouteChoice) => string | undefined,
): RouteVerdict | undefined {
  const verdicts = new Map(
    events.flatMap((event) =>
      event.type === "attempt-end" && event.attempt.plan.escalation === 0
        ? [[event.number, event.attempt.verdict.status] as const]
        : [],
    ),
  );
  const calls = events.flatMap((event) =>
    event.type === "call-end" && verdicts.has(event.attempt) ? [event.call] : [],
  );
  const choice = calls[0]?.route;
  if (choice === undefined) return undefined;
  const model = modelOf(choice);
  if (!calls.every((call) => isOwn(call, choice, model))) return undefined;
  const found = new Set(verdicts.values());
  const isAccepted = found.has("accepted");
  if (!isAccepted && !found.has("rejected")) return undefined;
  return { route: choice.route, isTaken: choice.isTaken, isAccepted };
}

const isOwn = (
  { route, askedOf, source }: CallRecord,
  choice: RouteChoice,
  model: string | undefined,
): boolean =>
  route?.route === choice.route &&
  route.isTaken === choice.isTaken &&
  route.isCounted &&
  askedOf === model &&
  (source === "provider" || source === "batch");
