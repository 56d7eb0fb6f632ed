/** The larger blocks: state machine, events, aggregation, caching. */

import { z } from "zod";
import {
  anyText,
  closed,
  flag,
  listOf,
  oneOf,
  open,
  record,
  text,
  texts,
  version,
  whole,
} from "./schema-parts.ts";

const state = open({
  version,
  state_name: text,
  state_type: text,
  description: text,
  is_terminal: flag.optional(),
  is_recoverable: flag.optional(),
  timeout_ms: whole(1).nullish(),
  entry_actions: texts.optional(),
  exit_actions: texts.optional(),
  required_data: texts.optional(),
  optional_data: texts.optional(),
  validation_rules: texts.optional(),
  semantic_intent: anyText.nullish(),
});

const transition = open({
  version,
  transition_name: text,
  from_state: text,
  to_state: text,
  trigger: text,
  priority: whole(0).optional(),
  conditions: listOf(z.looseObject({})).optional(),
  actions: listOf(z.looseObject({ action_name: text, action_type: text })).optional(),
  rollback_transitions: texts.optional(),
  is_atomic: flag.optional(),
  retry_enabled: flag.optional(),
  max_retries: whole(0).optional(),
  retry_delay_ms: whole(0).optional(),
});

export const stateMachine = open({
  version,
  state_machine_name: text,
  state_machine_version: version,
  description: text,
  correlation_id: anyText.optional(),
  states: listOf(state).min(1, "it needs a state"),
  initial_state: text,
  terminal_states: texts.optional(),
  error_states: texts.optional(),
  transitions: listOf(transition).min(1, "it needs a transition"),
  operations: listOf(z.looseObject({})).optional(),
  persistence_enabled: flag.optional(),
  checkpoint_interval_ms: whole(1000).optional(),
  max_checkpoints: whole(1).optional(),
  recovery_enabled: flag.optional(),
  rollback_enabled: flag.optional(),
  conflict_resolution_strategy: anyText.optional(),
  concurrent_transitions_allowed: flag.optional(),
  transition_timeout_ms: whole(1).optional(),
  strict_validation_enabled: flag.optional(),
  state_monitoring_enabled: flag.optional(),
  event_logging_enabled: flag.optional(),
});

export const eventType = open({
  version,
  primary_events: texts.min(1, "it needs an event"),
  event_categories: texts.min(1, "it needs a category"),
  event_routing: anyText,
  publish_events: flag.optional(),
  subscribe_events: flag.optional(),
  event_definitions: listOf(z.looseObject({ event_name: text })).optional(),
  transformations: listOf(z.looseObject({ transformation_name: text })).optional(),
  routing_config: record.nullish(),
  persistence_config: record.nullish(),
  event_filters: texts.optional(),
  batch_processing: flag.optional(),
  batch_size: whole(Number.NEGATIVE_INFINITY).optional(),
  batch_timeout_ms: whole(100).optional(),
  ordering_required: flag.optional(),
  delivery_guarantee: anyText.optional(),
  deduplication_enabled: flag.optional(),
  deduplication_window_ms: whole(Number.NEGATIVE_INFINITY).optional(),
  async_processing: flag.optional(),
  max_concurrent_events: whole(1).optional(),
  event_metrics_enabled: flag.optional(),
  event_tracing_enabled: flag.optional(),
});

const AGGREGATIONS = [
  ...["sum", "count", "avg", "min", "max", "median", "std", "var", "percentile", "mode"],
  ...["first", "last", "unique_count", "status_merge", "health_aggregate", "result_combine"],
  ...["skewness", "kurtosis", "correlation", "covariance"],
];

/** Blocks whose many further fields are left to the loader. */
export const aggregation = z.looseObject(
  {
    version,
    aggregation_functions: listOf(oneOf(...AGGREGATIONS)).min(1, "it needs a function"),
    aggregation_enabled: flag.optional(),
    aggregation_mode: anyText.optional(),
  },
  { error: "it must be a block of fields" },
);

export const versioned = z.looseObject({ version }, { error: "it must be a block of fields" });
export const caching = versioned.extend({
  caching_enabled: flag.optional(),
  max_entries: whole(1).optional(),
  max_memory_mb: whole(1, 16_384).optional(),
});

const uuid = z
  .string()
  .regex(/^\{?(?:urn:uuid:)?[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}\}?$/i, "it must be a UUID");

export const publishedEvent = closed({
  event_id: uuid,
  event_type: anyText,
  event_name: anyText,
  correlation_id: uuid.nullish(),
  service_id: uuid,
  service_name: anyText,
  service_version: version,
  node_id: uuid.nullish(),
  discovery_phase: anyText,
  container_adapter_enabled: flag.optional(),
  container_status: anyText,
  health_check_endpoint: anyText.nullish(),
  event_data: record.optional(),
  event_context: record.optional(),
  event_timestamp: anyText.optional(),
  hub_domain: anyText.nullish(),
  hub_registration_required: flag.optional(),
  service_endpoints: record.optional(),
  mesh_coordination_data: record.optional(),
  auto_provisioning_config: record.nullish(),
  trust_level: anyText.optional(),
  validation_required: flag.optional(),
  event_schema_version: version,
});
