import type { Finding, Fix } from "../finding.ts";
import type { Rule } from "../rules.ts";
import type { Program } from "../syntax/ast.ts";
import { fixMissingAttribute, fixUnexpectedToken } from "./attribute-fixes.ts";
import {
  fixExtraEnd,
  fixMissingEnd,
  fixUnclosedBlock,
  fixUnexpectedSection,
} from "./block-fixes.ts";
import * as declarations from "./declaration-fixes.ts";
import { fixEffectParameter, fixMissingEffect, fixPureFunction } from "./effect-fixes.ts";
import { fixProse } from "./fence-fixes.ts";
import type { Suggest } from "./finding-of.ts";
import { fixLiteral } from "./literal-fixes.ts";
import { fixMissingCases } from "./match-fixes.ts";
import * as names from "./name-fixes.ts";
import { fixNoise } from "./noise-fixes.ts";
import { fixAttributeOrder, fixFlagOrder } from "./order-fixes.ts";
import { fixCostHint, fixPlaceholder, fixUnusedParam } from "./query-fixes.ts";
import { fixDuplicateSection, fixSectionOrder } from "./section-fixes.ts";
import { fixSqlEnd } from "./sql-end-fixes.ts";
import * as stubs from "./stub-fixes.ts";
import { tokenFrom } from "./text-places.ts";
import { fixLiteralType } from "./type-fixes.ts";
import { fixExpectedString, fixListItem, fixMetadataValue, fixSource } from "./value-fixes.ts";
import {
  fixCondition,
  fixOperation,
  fixPattern,
  fixSnippetKind,
  fixStepKind,
} from "./word-fixes.ts";

const FIXES: { readonly [Name in Rule]?: Suggest<Name> } = {
  missing_end: fixMissingEnd,
  extra_end: fixExtraEnd,
  unclosed_block: fixUnclosedBlock,
  unexpected_section: fixUnexpectedSection,
  unexpected_token: fixUnexpectedToken,
  missing_attribute: fixMissingAttribute,
  attribute_order: fixAttributeOrder,
  section_order: fixSectionOrder,
  duplicate_section: fixDuplicateSection,
  field_flag_order: fixFlagOrder,
  not_a_snippet: fixProse,
  expected_string: fixExpectedString,
  invalid_metadata_value: fixMetadataValue,
  invalid_content_list: fixListItem,
  invalid_source: fixSource,
  invalid_literal: fixLiteral,
  invalid_snippet_kind: fixSnippetKind,
  invalid_step_kind: fixStepKind,
  invalid_operation: fixOperation,
  invalid_condition: fixCondition,
  invalid_pattern: fixPattern,
  sql_body_closed_early: fixSqlEnd,
  undefined_variable: names.fixVariable,
  undefined_function: names.fixFunction,
  unknown_argument: names.fixArgument,
  unknown_field: names.fixField,
  undefined_type: names.fixType,
  unknown_variant: names.fixVariant,
  unknown_target: names.fixTarget,
  on_error_value: names.fixOnError,
  unknown_requirement: names.fixCovers,
  short_name_call: names.fixShortName,
  duplicate_step_id: declarations.fixStepId,
  duplicate_id: declarations.fixSnippetId,
  duplicate_binding: declarations.fixBinding,
  extern_namespace: declarations.fixExternId,
  relation_target: names.fixRelation,
  malformed_type: declarations.fixMalformedType,
  duplicate_union_member: declarations.fixUnionMember,
  non_exhaustive_match: fixMissingCases,
  return_type: fixLiteralType,
  argument_type: fixLiteralType,
  field_type: fixLiteralType,
  operand_type: fixLiteralType,
  pure_calls_effectful: fixPureFunction,
  missing_effect: fixMissingEffect,
  effect_parameter: fixEffectParameter,
  unmatched_placeholder: fixPlaceholder,
  unused_param: fixUnusedParam,
  cost_hint_exceeded: fixCostHint,
  missing_signature: stubs.fixMissingSignature,
  missing_argument: stubs.fixMissingArgument,
  uncovered_requirement: stubs.fixUncovered,
  unused_binding: stubs.fixUnusedBinding,
  unreachable_step: stubs.fixUnreachableStep,
};

/** What could be done about a finding of `program`, the most certain first; nothing where only its author knows. */
export function suggestFixes(finding: Finding, program: Program): readonly Fix[] {
  const suggest = FIXES[finding.rule] as
    | ((finding: Finding, program: Program) => readonly Fix[])
    | undefined;
  const noise =
    finding.phase === "parser" ? fixNoise(program, tokenFrom(program, finding.range.start)) : [];
  const fixes = [...noise, ...(suggest?.(finding, program) ?? [])];
  return fixes.toSorted((one, other) => other.confidence - one.confidence);
}
