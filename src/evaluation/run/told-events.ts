import type { RunEvent } from "../../domain/run.ts";

/**
 * A run's events without the calls whose answers were lost with a process that was killed, and which were made again:
 * what a sample took is then the same however often it was cut. The journal keeps them all.
 */
export function toldEvents(events: readonly RunEvent[]): readonly RunEvent[] {
  const lost = new Set<RunEvent>();
  let unanswered: RunEvent[] = [];
  let attempt = 0;
  for (const event of events) {
    if (event.type === "attempt-start") {
      if (event.attempt === attempt) for (const each of unanswered) lost.add(each);
      ({ attempt } = event);
      unanswered = [];
    } else if (event.type === "response-end") unanswered = [];
    else if (event.type === "call-end" || event.type === "decoding-end") unanswered.push(event);
  }
  return lost.size === 0 ? events : events.filter((event) => !lost.has(event));
}
