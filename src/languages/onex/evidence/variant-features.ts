/** What shows that a feature of a variant is there. */

import type { NodeKind } from "../../../domain/node-contract.ts";

/** By feature, in the words of variants and contracts; a feature that code cannot show is not here. */
const EVIDENCE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    batch_inference: "batching",
    batch_operations: "batching",
    batch_processing: "batching",
    circuit_breaker: "circuit_breaker",
    breaker: "circuit_breaker",
    connection_health_checks: "health_check",
    connection_pooling: "connection_pool",
    consumer: "event_consume",
    dlq_handling: "dead_letter",
    event_publishing: "event_publish",
    events: "event_publish",
    exactly_once: "idempotency",
    fsm_state_management: "state_machine",
    health: "health_check",
    health_check: "health_check",
    http_client: "http_client",
    idempotency: "idempotency",
    inference_metrics: "metrics",
    lazy_initialization: "lazy_load",
    logging: "structured_log",
    metrics: "metrics",
    metrics_collection: "metrics",
    model_caching: "cache_aside",
    model_loading: "lazy_load",
    multi_step_coordination: "workflow_dag",
    offset_management: "event_consume",
    parallel_execution: "parallel_fanout",
    prepared_statements: "parameterised_sql",
    producer: "event_publish",
    query_metrics: "metrics",
    rate_limiting: "rate_limit",
    request_metrics: "metrics",
    response_caching: "cache_aside",
    retry: "retry_backoff",
    retry_logic: "retry_backoff",
    rollback_support: "saga",
    time_series: "window_aggregation",
    aggregation: "pure_fold",
    timeout_management: "timeout",
    transaction: "transaction",
    transaction_management: "transaction",
    windowing: "window_aggregation",
    workflow_metrics: "metrics",
  }),
);

export const evidenceOfFeature = (feature: string): string | undefined => EVIDENCE.get(feature);

/** What reaches outside or waits: an effect around a pure node does it. */
const NEEDS_IO = new Set([
  "audit_trail",
  "bulkhead",
  "circuit_breaker",
  "connection_pool",
  "dead_letter",
  "event_consume",
  "event_publish",
  "health_check",
  "http_client",
  "metrics",
  "outbox",
  "parallel_fanout",
  "parameterised_sql",
  "ports_adapters",
  "rate_limit",
  "retry_backoff",
  "structured_log",
  "timeout",
  "tracing",
  "transaction",
  "webhook_sender",
]);
/** What an orchestrator leaves to the effects that its steps name. */
const NEEDS_EFFECT = new Set([
  "connection_pool",
  "http_client",
  "parameterised_sql",
  "transaction",
]);

/** Whether a node of this kind leaves it to the effects around it. */
export const isForOthers = (evidence: string, kind: NodeKind | undefined): boolean =>
  kind === "compute" || kind === "reducer"
    ? NEEDS_IO.has(evidence)
    : kind === "orchestrator" && NEEDS_EFFECT.has(evidence);
