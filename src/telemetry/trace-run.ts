/** A run as spans: one for the run, below it one an attempt, below that the model's calls and the checks. */

import {
  type Attributes,
  context,
  type Span,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { FAULTS, isFault } from "../domain/fault.ts";
import type { Outcome, RunEvent } from "../domain/run.ts";

export interface TraceRunOptions {
  readonly tracer: Tracer;
  /** For a run that is gone on with, whose start was told before. @default told by the run */
  readonly runId?: string | undefined;
  /** Tells a run that somebody stopped from one that failed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The same events, and the outcome as the last value, while `tracer` hears of a span `invoke_agent specwright` and its
 * children. What the run does between two events happens inside the span it belongs to, so that spans of model calls
 * find their parent; the process needs a context manager for that.
 */
export async function* traceRun(
  events: AsyncGenerator<RunEvent, Outcome>,
  { tracer, runId, signal }: TraceRunOptions,
): AsyncGenerator<RunEvent, Outcome> {
  const spans = createNest(tracer, "invoke_agent specwright", {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "specwright",
    ...(runId === undefined ? {} : { "specwright.run_id": runId }),
  });
  try {
    for (;;) {
      const { value, done } = await context.with(spans.innermost(), () => events.next());
      if (done === true) {
        spans.closeTo(1, { "specwright.status": value.status });
        spans.closeTo(0, { "specwright.status": value.status });
        return value;
      }
      follow(value, spans);
      yield value;
    }
  } catch (error) {
    if (signal?.aborted !== true) spans.fail(error);
    throw error;
  } finally {
    spans.closeTo(0, { "error.type": "aborted" });
    await events.return(undefined as never);
  }
}

const RUN = 1;
const ATTEMPT = 2;

function follow(event: RunEvent, spans: Nest): void {
  switch (event.type) {
    case "run-start":
      spans.describe({
        "specwright.run_id": event.runId,
        "specwright.language": event.specification.language,
        "specwright.specification_kind": event.specification.kind,
        "specwright.profile": event.profile,
        "gen_ai.request.model": event.model,
      });
      return;
    case "attempt-start":
      spans.closeTo(RUN, {});
      spans.open(`attempt ${event.attempt}`, {
        "specwright.attempt": event.attempt,
        "specwright.plan": event.plan.kind,
      });
      return;
    case "check-start":
      spans.closeTo(ATTEMPT, {});
      spans.open(`check ${event.language}`, { "specwright.language": event.language });
      return;
    case "attempt-end": {
      const { verdict, checkTimeMs, fixes } = event.attempt;
      const judged = {
        "specwright.verdict": verdict.status,
        "specwright.phase": verdict.phase,
        "specwright.diagnostics": verdict.diagnostics.length,
      };
      spans.closeTo(ATTEMPT, { ...judged, "specwright.check_time_ms": checkTimeMs });
      spans.closeTo(RUN, { ...judged, "specwright.fixes": fixes.length });
      return;
    }
    case "fallback-end":
      spans.closeTo(RUN, {});
      spans.describe({
        "specwright.fallback": event.fallback === undefined ? "none" : event.strategy,
        "specwright.fallback_reason": event.reason,
      });
      return;
    default:
  }
}

/** Spans inside each other, the outermost open from the start. */
interface Nest {
  innermost(): ReturnType<typeof context.active>;
  open(name: string, attributes: Attributes): void;
  /** Says more about the innermost. */
  describe(attributes: Attributes): void;
  /** Ends what is open until `depth` spans are left; the innermost of them gets `attributes`. */
  closeTo(depth: number, attributes: Attributes): void;
  /** Ends all, each as failed. */
  fail(error: unknown): void;
}

function createNest(tracer: Tracer, name: string, attributes: Attributes): Nest {
  const outside = context.active();
  const open: Span[] = [];
  const innermost = () => {
    const span = open.at(-1);
    return span === undefined ? outside : trace.setSpan(outside, span);
  };
  const nest: Nest = {
    innermost,
    open(child, childAttributes) {
      open.push(tracer.startSpan(child, { attributes: childAttributes }, innermost()));
    },
    describe(more) {
      open.at(-1)?.setAttributes(more);
    },
    closeTo(depth, last) {
      while (open.length > depth) {
        const span = open.pop();
        span?.setAttributes(last);
        span?.end();
      }
    },
    fail(error) {
      const code = isFault(error) ? error.code : undefined;
      const message = code === undefined ? "" : FAULTS[code].summary;
      const type = code ?? (error instanceof Error ? error.name : "_OTHER");
      for (const span of open) span.setStatus({ code: SpanStatusCode.ERROR, message });
      nest.closeTo(0, { "error.type": type });
    },
  };
  nest.open(name, attributes);
  return nest;
}
