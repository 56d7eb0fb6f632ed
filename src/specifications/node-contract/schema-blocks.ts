/** Blocks of a contract, each with the fields and ranges of the typed model that reads it. */

import { z } from "zod";
import {
  amount,
  anyText,
  anything,
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

const optional = {
  text: anyText.optional(),
  flag: flag.optional(),
  texts: texts.optional(),
  count: whole(1).optional(),
};

export const performance = open({
  single_operation_max_ms: whole(1).nullish(),
  batch_operation_max_s: whole(1).nullish(),
  memory_limit_mb: whole(1).nullish(),
  cpu_limit_percent: whole(1, 100).nullish(),
  throughput_min_ops_per_second: amount(0).nullish(),
  database_query_timeout_ms: whole(100).nullish(),
  external_service_timeout_ms: whole(100).nullish(),
  projection_reader_timeout_ms: whole(100).nullish(),
  circuit_breaker_recovery_timeout_s: whole(1).nullish(),
});

export const lifecycle = open({
  initialization_timeout_s: optional.count,
  cleanup_timeout_s: optional.count,
  error_recovery_enabled: optional.flag,
  state_persistence_enabled: optional.flag,
  health_check_interval_s: optional.count,
});

export const dependency = open({
  name: text.min(2, "it is too short"),
  module: z
    .string()
    .regex(/^\s*(?:[a-zA-Z]\w*(?:\.[a-zA-Z]\w*)*)?\s*$/, "it is no dotted path")
    .nullish(),
  type: anyText.nullish(),
  dependency_type: oneOf("protocol", "service", "module", "external", "environment").optional(),
  version: anything.optional(),
  required: anything.optional(),
  description: anything.optional(),
  env_var: anything.optional(),
});

export const protocolDependency = closed({
  name: anyText,
  protocol: anyText,
  required: optional.flag,
  bind_as: anyText.nullish(),
  lazy_import: optional.flag,
});

export const featureFlag = closed({
  name: text.regex(/^[a-z][a-z0-9_]*$/, "it must be lower case, with underscores"),
  description: optional.text,
  default_value: optional.flag,
  env_var: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, "it must be upper case, with underscores")
    .nullish(),
  category: optional.text,
  owner: anyText.nullish(),
});

const handlerReference = closed({ name: anyText, module: anyText });

export const handlerRouting = open({
  version,
  routing_strategy: oneOf("payload_type_match", "operation_match", "topic_pattern").optional(),
  handlers: listOf(
    open({
      handler: handlerReference,
      event_model: handlerReference.nullish(),
      operation: anyText.nullish(),
      event_type: anyText.nullish(),
      message_category: anyText.nullish(),
      topic: anyText.nullish(),
    }),
  ).optional(),
  default_handler: anyText.nullish(),
});

export const consumedEntry = z.union([
  anyText,
  closed({ event_type: anyText, handler_function: anyText.nullish() }),
]);
export const publishedEntry = z.union([anyText, closed({ topic: anyText, event_type: anyText })]);

export const ioOperation = open({
  operation_type: text,
  atomic: optional.flag,
  backup_enabled: optional.flag,
  permissions: anyText.nullish(),
  recursive: optional.flag,
  buffer_size: whole(1024).optional(),
  timeout_seconds: optional.count,
  validation_enabled: optional.flag,
});

export const transactionManagement = open({
  enabled: optional.flag,
  isolation_level: optional.text,
  timeout_seconds: optional.count,
  rollback_on_error: optional.flag,
  lock_timeout_seconds: optional.count,
  deadlock_retry_count: whole(0).optional(),
  consistency_check_enabled: optional.flag,
});

export const retryPolicies = open({
  max_attempts: optional.count,
  backoff_strategy: oneOf("fixed", "linear", "exponential", "random", "fibonacci").optional(),
  base_delay_ms: optional.count,
  max_delay_ms: optional.count,
  jitter_enabled: optional.flag,
  circuit_breaker_enabled: optional.flag,
  circuit_breaker_threshold: optional.count,
  circuit_breaker_timeout_s: optional.count,
});

export const backup = open({
  enabled: optional.flag,
  backup_location: optional.text,
  retention_days: optional.count,
  compression_enabled: optional.flag,
  verification_enabled: optional.flag,
  rollback_timeout_s: optional.count,
});

const serviceName = z.string().regex(/^[\w-]+$/, "it must be letters, digits, _ and -");
export const externalService = closed({
  service_name: serviceName.optional(),
  service_type: serviceName,
  connection_config: record.optional(),
  health_check_enabled: optional.flag,
  health_check_timeout: optional.count,
  required: optional.flag,
  retry_config: record.nullish(),
  tags: z.record(z.string(), anyText).optional(),
});

export const algorithm = open({
  algorithm_type: text,
  factors: z.record(
    z.string(),
    open({
      weight: amount(0, 1),
      calculation_method: text,
      parameters: z.record(z.string(), amount(Number.NEGATIVE_INFINITY)).optional(),
      normalization_enabled: optional.flag,
      caching_enabled: optional.flag,
    }),
    { error: "it must be a block of factors" },
  ),
  normalization_method: optional.text,
  precision_digits: whole(1, 15).optional(),
});

export const parallelProcessing = open({
  enabled: optional.flag,
  max_workers: whole(1, 32).optional(),
  batch_size: optional.count,
  async_enabled: optional.flag,
  thread_pool_type: optional.text,
  queue_size: optional.count,
});

export const reductionOperation = open({
  operation_type: text,
  reduction_function: text,
  associative: optional.flag,
  commutative: optional.flag,
  identity_element: anyText.nullish(),
  chunk_size: optional.count,
  parallel_enabled: optional.flag,
  intermediate_results_caching: optional.flag,
});

export const streaming = open({
  enabled: optional.flag,
  buffer_size: whole(1024).optional(),
  window_size: optional.count,
  memory_threshold_mb: optional.count,
  backpressure_enabled: optional.flag,
});

export const conflictResolution = open({
  strategy: optional.text,
  detection_enabled: optional.flag,
  timestamp_based_resolution: optional.flag,
  conflict_logging_enabled: optional.flag,
});

export const memoryManagement = open({
  max_memory_mb: optional.count,
  gc_threshold: amount(0, 1).optional(),
  lazy_loading_enabled: optional.flag,
  spill_to_disk_enabled: optional.flag,
});

export const actionEmission = open({
  emission_strategy: optional.text,
  batch_size: optional.count,
  max_deferred_thunks: optional.count,
  execution_delay_ms: whole(0).optional(),
  priority_based_emission: optional.flag,
  dependency_aware_emission: optional.flag,
  retry_failed_thunks: optional.flag,
});

export const workflowCoordination = open({
  execution_mode: optional.text,
  max_parallel_branches: optional.count,
  checkpoint_enabled: optional.flag,
  checkpoint_interval_ms: whole(100).optional(),
  state_persistence_enabled: optional.flag,
  rollback_enabled: optional.flag,
  timeout_ms: whole(1).nullish(),
  recovery_enabled: optional.flag,
  workflow_definition: z.looseObject({}).nullish(),
});

export const consumedEvent = open({
  event_pattern: text,
  handler_function: anyText.optional(),
  filter_conditions: record.optional(),
  batch_processing: optional.flag,
  batch_size: optional.count,
  timeout_ms: optional.count,
  retry_enabled: optional.flag,
  dead_letter_enabled: optional.flag,
});

export const eventCoordination = open({
  trigger_mappings: z.record(z.string(), anyText).optional(),
  coordination_strategy: optional.text,
  buffer_size: optional.count,
  correlation_enabled: optional.flag,
  correlation_timeout_ms: optional.count,
  ordering_guaranteed: optional.flag,
  duplicate_detection_enabled: optional.flag,
});
