/** What a contract of each kind of node may say: keys, types and ranges of the typed models that read it. */

import { z } from "zod";
import type { NodeKind } from "../../domain/node-contract.ts";
import * as block from "./schema-blocks.ts";
import {
  anyText,
  anything,
  closed,
  flag,
  listOf,
  open,
  record,
  text,
  texts,
  version,
} from "./schema-parts.ts";
import * as subcontract from "./schema-subcontracts.ts";

const loose = z.looseObject({}, { error: "it must be a block of fields" });

const COMMON = {
  name: text,
  contract_version: version,
  node_version: version.nullish(),
  description: text,
  node_type: anything,
  input_model: text,
  output_model: text,
  performance: block.performance.optional(),
  lifecycle: block.lifecycle.optional(),
  dependencies: listOf(block.dependency).max(100, "they may be 100").nullish(),
  protocol_interfaces: listOf(
    z.string().regex(/protocol/i, 'its name must hold "protocol"'),
  ).optional(),
  protocol_dependencies: listOf(block.protocolDependency).optional(),
  validation_rules: anything.optional(),
  author: anyText.nullish(),
  documentation_url: anyText.nullish(),
  tags: texts.optional(),
  annotations: record.nullish(),
  feature_flags: listOf(block.featureFlag).optional(),
  golden_path: texts.optional(),
  dod_evidence: listOf(
    closed({ type: text.max(64), description: text.max(500), check: anyText.nullish() }),
  ).optional(),
  config: loose.optional(),
  placement: loose.optional(),
  leases: listOf(loose).optional(),
  execution: loose.nullish(),
  behavior: loose.nullish(),
  concurrency: loose.nullish(),
  behavior_spec: loose.optional(),
  event_bus: subcontract.versioned.nullish(),
  mcp: loose.nullish(),
  skill_surface: loose.nullish(),
  intent_consumption: loose.nullish(),
  handler_routing: block.handlerRouting.nullish(),
  yaml_consumed_events: listOf(block.consumedEntry).nullish(),
  yaml_published_events: listOf(block.publishedEntry).nullish(),
} as const;

/** Older forms of a node's description, which the loader still takes. */
const INFRASTRUCTURE = {
  node_name: anyText.nullish(),
  tool_specification: record.nullish(),
  service_configuration: record.nullish(),
  input_state: record.nullish(),
  output_state: record.nullish(),
  actions: listOf(record).nullish(),
  infrastructure: record.nullish(),
  infrastructure_services: record.nullish(),
} as const;

const EFFECT = {
  ...COMMON,
  ...INFRASTRUCTURE,
  correlation_id: anyText.optional(),
  execution_id: anyText.optional(),
  io_operations: listOf(block.ioOperation).min(1).optional(),
  transaction_management: block.transactionManagement.optional(),
  retry_policies: block.retryPolicies.optional(),
  external_services: listOf(block.externalService).optional(),
  backup_config: block.backup.optional(),
  idempotent_operations: flag.optional(),
  side_effect_logging_enabled: flag.optional(),
  audit_trail_enabled: flag.optional(),
  consistency_validation_enabled: flag.optional(),
  event_type: subcontract.eventType.nullish(),
  caching: subcontract.caching.nullish(),
  routing: subcontract.versioned.nullish(),
} as const;

const COMPUTE = {
  ...COMMON,
  ...INFRASTRUCTURE,
  algorithm: block.algorithm,
  parallel_processing: block.parallelProcessing.optional(),
  input_validation: open({
    strict_validation: flag.optional(),
    required_fields: texts.optional(),
    field_constraints: z.record(z.string(), anyText).optional(),
    transformation_rules: z.record(z.string(), anyText).optional(),
    sanitization_enabled: flag.optional(),
  }).optional(),
  output_transformation: open({
    format_type: anyText.optional(),
    precision_control: flag.optional(),
    transformation_rules: z.record(z.string(), anyText).optional(),
    validation_enabled: flag.optional(),
  }).optional(),
  deterministic_execution: flag.optional(),
  memory_optimization_enabled: flag.optional(),
  intermediate_result_caching: flag.optional(),
  event_type: subcontract.eventType.nullish(),
  caching: subcontract.caching.nullish(),
} as const;

const REDUCER = {
  ...COMMON,
  ...INFRASTRUCTURE,
  correlation_id: anyText.optional(),
  fingerprint: z
    .string()
    .regex(/^\d+\.\d+\.\d+:[a-f0-9]{12}$/, "it must be a version, a colon and 12 hex digits")
    .nullish(),
  reduction_operations: listOf(block.reductionOperation).nullish(),
  streaming: block.streaming.nullish(),
  conflict_resolution: block.conflictResolution.nullish(),
  memory_management: block.memoryManagement.nullish(),
  order_preserving: flag.optional(),
  incremental_processing: flag.optional(),
  result_caching_enabled: flag.optional(),
  partial_results_enabled: flag.optional(),
  state_machine: subcontract.stateMachine.nullish(),
  state_transitions: subcontract.stateMachine.nullish(),
  event_type: subcontract.eventType.nullish(),
  aggregation: subcontract.aggregation.nullish(),
  state_management: subcontract.versioned.nullish(),
  caching: subcontract.caching.nullish(),
  workflow_coordination: subcontract.versioned.nullish(),
} as const;

const ORCHESTRATOR = {
  ...COMMON,
  correlation_id: anyText.optional(),
  action_emission: block.actionEmission.optional(),
  workflow_coordination: block.workflowCoordination.optional(),
  conditional_branching: open({
    decision_points: texts.optional(),
    condition_evaluation_strategy: anyText.optional(),
    branch_merge_strategy: anyText.optional(),
    default_branch_enabled: flag.optional(),
    condition_timeout_ms: anything.optional(),
    nested_branching_enabled: flag.optional(),
    max_branch_depth: anything.optional(),
  }).optional(),
  event_registry: loose.optional(),
  published_events: listOf(subcontract.publishedEvent).optional(),
  consumed_events: listOf(block.consumedEvent).optional(),
  event_coordination: block.eventCoordination.optional(),
  load_balancing_enabled: flag.optional(),
  failure_isolation_enabled: flag.optional(),
  monitoring_enabled: flag.optional(),
  metrics_collection_enabled: flag.optional(),
} as const;

export const SCHEMAS = {
  effect: closed(EFFECT),
  compute: closed(COMPUTE),
  reducer: closed(REDUCER),
  orchestrator: closed(ORCHESTRATOR),
} as const satisfies Record<NodeKind, z.ZodType>;

/** For a contract that does not say its kind: what all have, and no word about what only one of them has. */
export const KINDLESS_SCHEMA = closed({
  ...Object.fromEntries(
    Object.keys({ ...EFFECT, ...COMPUTE, ...REDUCER, ...ORCHESTRATOR }).map((key) => [
      key,
      anything.optional(),
    ]),
  ),
  ...COMMON,
});
