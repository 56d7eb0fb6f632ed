import type { Finding } from "../finding.ts";
import type { Rule } from "../rules.ts";
import type { FindingKind } from "./compiler-finding.ts";

const SYMBOL_RULES: ReadonlySet<Rule> = new Set(["duplicate_id", "call_cycle", "relation_target"]);

/** The part of the compiler that reports such a finding. */
export function kindOf({ phase, rule, code, facts }: Finding): FindingKind {
  if (rule === "compiler_message") return (facts as { readonly kind: FindingKind }).kind;
  if (phase === "parser") return "parse";
  if (phase === "effect_check") return "effect";
  if (code.startsWith("E-REQ-")) return "requirement";
  return SYMBOL_RULES.has(rule) ? "symbol" : "type";
}

/** What makes two findings the same one: what they say, but not where, nor what only one of the two knows. */
export function identify(finding: Finding): string {
  return JSON.stringify(essenceOf(finding));
}

function essenceOf({ rule, facts, message }: Finding): readonly unknown[] {
  switch (rule) {
    case "undefined_variable":
    case "undefined_function":
      return ["undefined", facts.name];
    // The compiler has one message for all of them, without a place.
    case "return_type":
    case "union_value_into_union":
      return ["mismatch", facts.expected, facts.found];
    case "bool_operand":
    case "condition_not_bool":
      return ["mismatch", "Bool", facts.found];
    case "non_exhaustive_match":
      return [rule, facts.matchedType, facts.missing];
    case "relation_target":
      return [rule, facts.target];
    case "duplicate_id":
      return [rule, facts.id];
    case "call_cycle":
      // It begins anywhere.
      return [rule, [...new Set(facts.cycle)].sort()];
    case "pure_calls_effectful":
    case "missing_effect":
      return [rule, facts.function, [...facts.effects].sort()];
    case "effect_parameter":
      return [rule, facts.function, facts.effect, facts.parameter];
    case "compiler_message":
      return [rule, message];
    default:
      return [rule, facts];
  }
}
