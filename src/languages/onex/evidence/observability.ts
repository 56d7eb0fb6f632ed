/** Evidence of patterns that let one see what a node does. */

import { textOf } from "../../../syntax/nodes.ts";
import { argumentsOf } from "../../../syntax/python/calls.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { cluesOf, inContract, isCalled, isNamed, standsOn } from "./clues.ts";
import { type Recogniser, recognise } from "./recogniser.ts";

const LOGS = /^emit_log_event(?:_sync)?$/;
/** Calls that take a correlation id. */
const CARRIES = /^(?:emit_log_event|ModelOnexError|ModelWorkflowStep|ModelEventEnvelope)$/;

const logsData = (unit: NodeUnit): boolean =>
  cluesOf(unit).calls.some(({ node, last }) => {
    const { keywords } = argumentsOf(node);
    return LOGS.test(last) && (keywords.has("data") || keywords.has("context"));
  });

const passesCorrelation = (unit: NodeUnit): boolean =>
  cluesOf(unit).calls.some(({ node, last }) => {
    const { keywords, positional } = argumentsOf(node);
    const given = keywords.get("correlation_id") ?? (LOGS.test(last) ? positional[3] : undefined);
    return given !== undefined && given.type !== "none" && !textOf(given).startsWith("uuid");
  });

export const OBSERVABILITY: Readonly<Record<string, Recogniser>> = {
  structured_log: recognise(
    "Call emit_log_event once for each outcome, with `data=`",
    logsData,
    ({ kind }) => kind === "effect" || kind === "orchestrator",
  ),
  correlation: recognise(
    "Pass `correlation_id=request.correlation_id` to every log, error and step",
    passesCorrelation,
    (unit) => isCalled(unit, CARRIES),
  ),
  metrics: recognise(
    "Measure with time.perf_counter() and give latency_ms, or record a metric",
    (unit) =>
      isNamed(unit, /^latency_ms$|^processing_time_ms$/) ||
      isCalled(unit, /^(?:record_metric|increment_counter|observe|record_latency)\w*$/) ||
      standsOn(unit, /^MixinMetrics$/),
  ),
  health_check: recognise(
    "Write get_health_checks, with a time limit for each dependency",
    (unit) =>
      isNamed(unit, /^(?:get_health_checks|health_check|check_health|get_health_status)$/) ||
      standsOn(unit, /^MixinHealthCheck$/),
  ),
  tracing: recognise(
    "Run external calls in a span: run_traced, or the envelope's trace fields",
    (unit) =>
      isCalled(unit, /^(?:run_traced|start_span|start_as_current_span|trace_span)$/) ||
      isNamed(unit, /^(?:trace_id|span_id|traceparent|trace_context)$/),
  ),
  audit_trail: recognise(
    "Emit an audit event with actor and ids, or set audit_trail_enabled in the contract",
    (unit) => inContract(unit, "audit_trail_enabled") === true || isCalled(unit, /audit/i, "name"),
  ),
};
