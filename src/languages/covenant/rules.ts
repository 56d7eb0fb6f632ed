/** Every rule of the front end: its code, the phase that applies it, and the facts its findings carry. */

import type { Range } from "./syntax/token.ts";

export type FindingPhase = "parser" | "type_check" | "effect_check" | "optimizer";

/** Facts of each rule's findings. Lists of candidates are nearest first. */
export interface RuleFacts {
  // Parser
  unexpected_token: { expected: string; found: string };
  unclosed_string: Record<never, never>;
  unclosed_triple_string: Record<never, never>;
  expected_string: { attribute: string; found: string };
  missing_end: { block: string; opened: Range; found: string };
  extra_end: Record<never, never>;
  unclosed_block: { open: readonly { block: string; opened: Range }[] };
  not_a_snippet: { found: string };
  empty_program: Record<never, never>;
  nesting_too_deep: { limit: number };
  invalid_snippet_kind: { name: string; candidates: readonly string[] };
  invalid_step_kind: { name: string; candidates: readonly string[] };
  /** `replacement` is the library function that took the work of a removed operation. */
  invalid_operation: {
    name: string;
    replacement: string | undefined;
    candidates: readonly string[];
  };
  invalid_literal: { found: string };
  invalid_pattern: { found: string };
  invalid_condition: { found: string };
  /** `place` is the block that wants a value, `allowed` the attributes it takes. */
  invalid_source: { place: string; allowed: readonly string[]; found: string };
  unexpected_section: { name: string };
  invalid_metadata_value: { found: string };
  invalid_content_list: { found: string };
  field_flag_order: { flag: string };
  sql_body_closed_early: { found: string };
  missing_attribute: { block: string; attribute: string };
  /** `before` is the attribute or block that must come after `attribute`; `undefined` where it is misplaced otherwise. */
  attribute_order: { block: string; attribute: string; before: string | undefined };
  section_order: { section: string; after: string };
  duplicate_section: { section: string; first: Range };
  // Names
  undefined_variable: { name: string; candidates: readonly string[] };
  undefined_function: { name: string; candidates: readonly string[] };
  missing_signature: { snippet: string };
  duplicate_id: { id: string; first: Range };
  call_cycle: { cycle: readonly string[] };
  relation_target: { target: string; from: string };
  extern_namespace: { id: string };
  duplicate_binding: { name: string; first: Range };
  duplicate_step_id: { id: string; first: Range };
  maybe_unassigned: { name: string };
  unknown_argument: { name: string; callee: string; candidates: readonly string[] };
  missing_argument: { name: string; callee: string };
  unknown_field: { type: string; field: string; candidates: readonly string[] };
  short_name_call: { name: string; id: string };
  // Types
  return_type: { expected: string; found: string };
  union_value_into_union: { expected: string; found: string };
  bool_operand: { operation: string; found: string };
  condition_not_bool: { found: string };
  non_exhaustive_match: { matchedType: string; missing: readonly string[] };
  malformed_type: { type: string };
  argument_type: { name: string; callee: string; expected: string; found: string };
  field_type: { type: string; field: string; expected: string; found: string };
  operand_type: { operation: string; expected: string; found: string };
  arity: { operation: string; expected: number; found: number };
  undefined_type: { name: string; candidates: readonly string[] };
  unknown_variant: { type: string; variant: string; candidates: readonly string[] };
  duplicate_union_member: { member: string };
  // Queries
  unmatched_placeholder: { name: string };
  unused_param: { name: string };
  missing_returns: Record<never, never>;
  unknown_target: { target: string; candidates: readonly string[] };
  branch_count: { kind: string; found: number; needed: number };
  on_error_value: { value: string; candidates: readonly string[] };
  missing_limit: { table: string };
  select_all: { table: string };
  unindexed_filter: { table: string; field: string };
  query_in_loop: { table: string; loop: string };
  cost_hint_exceeded: { hint: string; estimated: string };
  // Effects
  /** `chain` goes from the function to the nearest snippet that declares a missing effect. */
  pure_calls_effectful: {
    function: string;
    callee: string;
    effects: readonly string[];
    chain: readonly string[];
  };
  missing_effect: {
    function: string;
    callee: string;
    effects: readonly string[];
    chain: readonly string[];
  };
  effect_parameter: {
    function: string;
    effect: string;
    parameter: string;
    required: string;
    declared: string | undefined;
    callee: string;
  };
  // Requirements
  uncovered_requirement: { id: string; priority: string; snippet: string };
  unknown_requirement: { id: string; candidates: readonly string[] };
  duplicate_requirement: { id: string; first: Range };
  duplicate_test: { id: string; first: Range };
  // The reference compiler
  /** A message of the compiler that our front end has no rule for; its code, if it prints one, replaces this one's. */
  compiler_message: { kind: string };
  // Dead code
  unused_binding: { name: string };
  unreachable_step: { id: string };
}
export type Rule = keyof RuleFacts;

interface RuleKind {
  /** As in the language's own list of errors. */
  readonly code: string;
  readonly phase: FindingPhase;
}

const parser = (code: string): RuleKind => ({ code, phase: "parser" });
const typing = (code: string): RuleKind => ({ code, phase: "type_check" });
const effect = (code: string): RuleKind => ({ code, phase: "effect_check" });
const optimizer = (code: string): RuleKind => ({ code, phase: "optimizer" });

export const RULES: { readonly [Name in Rule]: RuleKind } = {
  unexpected_token: parser("E-PARSE-001"),
  unclosed_string: parser("E-PARSE-001"),
  unclosed_triple_string: parser("E-PARSE-004"),
  expected_string: parser("E-PARSE-001"),
  missing_end: parser("E-PARSE-001"),
  extra_end: parser("E-PARSE-001"),
  unclosed_block: parser("E-PARSE-004"),
  not_a_snippet: parser("E-PARSE-001"),
  empty_program: parser("E-PARSE-002"),
  nesting_too_deep: parser("E-PARSE-001"),
  invalid_snippet_kind: parser("E-PARSE-001"),
  invalid_step_kind: parser("E-PARSE-001"),
  invalid_operation: parser("E-PARSE-001"),
  invalid_literal: parser("E-PARSE-001"),
  invalid_pattern: parser("E-PARSE-001"),
  invalid_condition: parser("E-PARSE-001"),
  invalid_source: parser("E-PARSE-001"),
  unexpected_section: parser("E-PARSE-001"),
  invalid_metadata_value: parser("E-PARSE-001"),
  invalid_content_list: parser("E-PARSE-001"),
  field_flag_order: parser("E-PARSE-001"),
  sql_body_closed_early: parser("E-PARSE-001"),
  missing_attribute: parser("E-PARSE-002"),
  attribute_order: parser("E-PARSE-003"),
  section_order: parser("E-PARSE-003"),
  duplicate_section: parser("E-PARSE-003"),
  undefined_variable: typing("E-SYMBOL-001"),
  undefined_function: typing("E-SYMBOL-001"),
  missing_signature: typing("E-SYMBOL-001"),
  duplicate_id: typing("E-SYMBOL-002"),
  call_cycle: typing("E-SYMBOL-003"),
  relation_target: typing("E-REL-001"),
  extern_namespace: typing("E-EXTERN-003"),
  duplicate_binding: typing("E-SYMBOL-002"),
  duplicate_step_id: typing("E-SYMBOL-002"),
  maybe_unassigned: typing("E-SYMBOL-001"),
  unknown_argument: typing("E-SYMBOL-001"),
  missing_argument: typing("E-PARSE-002"),
  unknown_field: typing("E-SYMBOL-001"),
  short_name_call: typing("E-SYMBOL-001"),
  return_type: typing("E-TYPE-001"),
  union_value_into_union: typing("E-TYPE-001"),
  bool_operand: typing("E-TYPE-001"),
  condition_not_bool: typing("E-TYPE-001"),
  non_exhaustive_match: typing("E-TYPE-004"),
  malformed_type: typing("E-TYPE-002"),
  argument_type: typing("E-TYPE-001"),
  field_type: typing("E-TYPE-001"),
  operand_type: typing("E-TYPE-001"),
  arity: typing("E-PARSE-002"),
  undefined_type: typing("E-TYPE-002"),
  unknown_variant: typing("E-TYPE-002"),
  duplicate_union_member: typing("E-TYPE-003"),
  unmatched_placeholder: typing("E-QUERY-020"),
  unused_param: typing("E-QUERY-021"),
  missing_returns: typing("E-QUERY-022"),
  unknown_target: typing("E-QUERY-002"),
  branch_count: effect("E-PARSE-010"),
  on_error_value: effect("E-PARSE-011"),
  missing_limit: optimizer("W-PERF-001"),
  select_all: optimizer("W-PERF-001"),
  unindexed_filter: optimizer("W-PERF-001"),
  query_in_loop: optimizer("W-PERF-001"),
  cost_hint_exceeded: optimizer("E-QUERY-001"),
  pure_calls_effectful: effect("E-EFFECT-001"),
  missing_effect: effect("E-EFFECT-002"),
  effect_parameter: effect("E-EFFECT-003"),
  uncovered_requirement: typing("E-REQ-001"),
  unknown_requirement: typing("E-REQ-002"),
  duplicate_requirement: typing("E-REQ-003"),
  duplicate_test: typing("E-REQ-004"),
  compiler_message: typing("E-COMPILER-001"),
  unused_binding: optimizer("W-DEAD-001"),
  unreachable_step: optimizer("W-DEAD-002"),
};
