/** How a place changes: with what happens in the rules, and with each token. */

import { findGap } from "../../conformance/completeness.ts";
import { findPlaceholders } from "../../strict/sql-placeholders.ts";
import { parse } from "../../syntax/parse.ts";
import type { StepKind } from "../../tables/kinds.ts";
import type { BlockKind, Event } from "../rules/notation.ts";
import { missingCases } from "./cases.ts";
import type { TokenPart } from "./follow.ts";
import { missingParameters } from "./known-names.ts";
import { emptyStep, lazily, type Place, type StepPlace, type TypedValue } from "./place.ts";
import { readDone, readVisible } from "./read-visible.ts";
import type { Setting } from "./setting.ts";
import { LITERALS, valueOfPath } from "./values.ts";

/** More steps in one snippet are refused: nobody means them, and a weak model could go on for ever. */
const MOST_STEPS = 150;

/** The place after an event, or why it cannot happen here; `text` is all that stands before. */
export function happen(place: Place, event: Event, text: string, setting: Setting): Place | string {
  const { step, blocks } = place;
  switch (event) {
    case "snippet":
      return beginSnippet(place, text, setting);
    case "asked":
      return { ...place, isAsked: true };
    case "step":
      return beginStep(place, text);
    case "payload-end":
      return step === undefined ? place : endPayload(place, step, text);
    case "step-end":
      return { ...place, step: blocks?.step };
    case "close":
      return { ...place, step: blocks?.step, blocks: blocks?.outer };
    case "closing":
      return findMissingReturn(place, text, setting) ?? place;
    case "tests-end": {
      const uncovered = setting.shape.requirements.find(
        ({ id, isCritical }) => isCritical && !place.covered.has(id),
      );
      return uncovered === undefined
        ? place
        : `the critical requirement "${uncovered.id}" has no test`;
    }
    case "params-end":
      return step === undefined || step.wanted.length === 0
        ? place
        : `the SQL wants a value for "${step.wanted[0] ?? ""}"`;
    case "cases-end": {
      const visible = step?.here();
      const [missing] =
        step === undefined || visible === undefined ? [] : missingCases(step, visible);
      return missing === undefined ? place : `the match has no case for "${missing}"`;
    }
    default:
      return {
        ...place,
        blocks: { kind: event.slice("open-".length) as BlockKind, step, outer: blocks },
        step: undefined,
      };
  }
}

const beginSnippet = (place: Place, text: string, { prefix }: Setting): Place => ({
  ...place,
  done: text === "" ? place.done : readDone(prefix + text),
  snippetAt: text.length,
  stepIds: new Set(),
  parameters: new Set(),
  members: new Set(),
  steps: 0,
});

function beginStep(place: Place, text: string): Place | string {
  const { blocks, done, snippetAt, steps } = place;
  if (steps >= MOST_STEPS) return "the snippet has steps enough";
  const before = text.slice(snippetAt);
  const here = lazily(() => readVisible(done, before, blocks));
  const step = emptyStep({ at: text.length, here, blocks });
  return { ...place, step, members: new Set(), steps: steps + 1 };
}

function endPayload(place: Place, step: StepPlace, text: string): Place | string {
  const visible = step.here();
  if (step.kind === "call" && visible !== undefined && missingParameters(step, visible).length > 0)
    return `the call of "${step.callee ?? ""}" has not all its arguments`;
  if (step.kind === "query" && step.dialect !== undefined && step.wanted.length > 0)
    return `the SQL wants a value for "${step.wanted[0] ?? ""}"`;
  if (!HOLDERS.has(step.kind)) return place;
  const before = `${text.slice(place.snippetAt)} as="_" end`;
  const after = lazily(() => readVisible(place.done, before, step.blocks));
  return { ...place, step: { ...step, after } };
}

const HOLDERS: ReadonlySet<StepKind | undefined> = new Set([
  "if",
  "match",
  "for",
  "transaction",
  "parallel",
  "race",
]);

/** The function that is asked for gives what it declares, on every way to its end. */
function findMissingReturn(
  { snippetAt }: Place,
  text: string,
  { specification }: Setting,
): string | undefined {
  const { program, findings } = parse(`${text.slice(snippetAt)} end end`);
  return findings.length > 0 ? undefined : findGap(program, specification)?.message;
}

/** The place after a token that says `value`; `raw` is as it is written. */
export function take(place: Place, part: TokenPart, value: string, text: string): Place {
  const { step } = place;
  if (part.kind === "string" && part.role === "snippet-id") return { ...place, snippetId: value };
  if (part.kind === "string" && part.role === "own-parameter")
    return { ...place, parameters: new Set([...place.parameters, value]) };
  if (part.kind === "string" && part.role === "member-type")
    return { ...place, members: new Set([...place.members, spelled(value)]) };
  if (part.kind === "string" && part.role === "covers")
    return { ...place, covered: new Set([...place.covered, ...idsCoveredBy(value)]) };
  if (step === undefined) return place;
  if (part.kind === "string" && part.role === "step-id")
    return { ...place, stepIds: new Set([...place.stepIds, value]) };
  return { ...place, step: takeInStep(step, part, value, text) };
}

/** Blanks make no other type. */
const spelled = (type: string): string => type.replaceAll(/\s+/g, "");

/** A test is called after the requirement that it covers. */
const idsCoveredBy = (testId: string): readonly string[] => {
  const name = testId.slice("T-".length);
  return [testId, name, `R-${name}`];
};

function takeInStep(step: StepPlace, part: TokenPart, value: string, text: string): StepPlace {
  if (part.kind === "sql") return { ...step, wanted: placeholdersOf(step, text) };
  if (part.kind === "number")
    return withInput(step, value.includes(".") ? LITERALS.float : LITERALS.integer);
  if (part.kind === "word") return takeWord(step, value);
  switch (part.role) {
    case "kind":
      return { ...step, kind: value as StepKind };
    case "operation":
      return { ...step, operation: value };
    case "callee":
      return { ...step, callee: value };
    case "argument":
    case "set-field":
      return { ...step, given: [...step.given, value] };
    case "variable": {
      const visible = step.here();
      return withInput(step, visible && valueOfPath(value, visible));
    }
    case "record-field":
      return { ...step, field: value };
    case "record": {
      const visible = step.here();
      return withInput(step, visible && valueOfPath(`${value}.${step.field ?? ""}`, visible));
    }
    case "text":
      return withInput(step, LITERALS.text);
    case "built-type":
    case "returned-struct":
    case "returned-variant":
      return { ...step, type: value };
    case "matched":
      return { ...step, matched: value };
    case "case-type":
      return { ...step, cases: [...step.cases, value], bindings: [] };
    case "pattern-binding":
      return { ...step, bindings: [...step.bindings, value] };
    case "dialect":
      return { ...step, dialect: value };
    case "query-target":
    case "whole-table":
      return { ...step, table: value };
    case "table":
      return {
        ...step,
        table: step.table === "project" ? "project" : `${step.table ?? ""}.${value}`,
      };
    case "parameter":
      return { ...step, wanted: withoutPlaceholder(step.wanted, value) };
    default:
      return step;
  }
}

const withInput = (step: StepPlace, value: TypedValue | undefined): StepPlace =>
  step.kind === "compute" && value !== undefined
    ? { ...step, inputs: [...step.inputs, value] }
    : step;

function takeWord(step: StepPlace, word: string): StepPlace {
  if (word === "true" || word === "false") return withInput(step, LITERALS.boolean);
  if (word === "none") return withInput(step, LITERALS.none);
  // A wildcard is the case without a name.
  return word === "wildcard" ? { ...step, cases: [...step.cases, ""], bindings: [] } : step;
}

/** Names in SQL that want a value, each once; `""` for a place that is known by its order alone. */
function placeholdersOf({ dialect = "" }: StepPlace, sql: string): readonly string[] {
  if (/\bdeclare\s+@/i.test(sql)) return [];
  const found = findPlaceholders(sql, dialect.toLowerCase()) ?? [];
  const names = found.filter(({ name }) => name !== "").map(({ name }) => name);
  return [...new Set(names), ...found.filter(({ name }) => name === "").map(() => "")];
}

function withoutPlaceholder(wanted: readonly string[], name: string): readonly string[] {
  const index = wanted.includes(name) ? wanted.indexOf(name) : wanted.indexOf("");
  return wanted.filter((_, each) => each !== index);
}
