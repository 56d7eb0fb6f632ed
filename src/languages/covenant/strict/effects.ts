/** Effects that library functions and steps on data have, whether or not somebody declares them. */

import { type Finding, finding } from "../finding.ts";
import type { RuleFacts } from "../rules.ts";
import {
  collectDeclarations,
  type Declarations,
  headerRange,
  sectionsOf,
} from "../semantics/declarations.ts";
import type { DerivedEffect } from "../semantics/effect-graph.ts";
import { checkEffects } from "../semantics/effects.ts";
import { forEachStep } from "../semantics/steps.ts";
import type { EffectsSection, Program, Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";

/** Reports functions that declare fewer effects than they have; what the reference reports is left out. */
export function checkDerivedEffects(program: Program): readonly Finding[] {
  const declarations = collectDeclarations(program);
  const missing = missingForReference(program);
  const snippets = program.snippets.map((snippet) =>
    withEffects(snippet, missing.get(snippet.id.text) ?? []),
  );
  const steps = new Set<string>();
  const derivedEffects = new Map(
    snippets.map((snippet) => [snippet, deriveEffects(snippet, declarations, steps)]),
  );
  const places = new Map(snippets.map((snippet) => [snippet.id.text, placeOf(snippet)]));
  return checkEffects({ ...program, snippets }, { derivedEffects }).flatMap((found) => {
    if (found.rule !== "pure_calls_effectful" && found.rule !== "missing_effect") return [];
    const { rule, facts, message, help } = found;
    const range = places.get(facts.function) ?? found.range;
    return steps.has(facts.callee)
      ? [finding("missing_effect", range, facts, ofStep(facts), { help })]
      : [finding(rule, range, facts, message, { help })];
  });
}

/** Nothing is called by a step on data: it is the function itself that lacks the effect. */
const ofStep = ({ function: name, effects, callee }: RuleFacts["missing_effect"]): string =>
  `"${name}" does not declare ${effects.map((effect) => `"${effect}"`).join(", ")}, which ${callee} needs`;

/** The effects that the reference misses already, by function. */
function missingForReference(program: Program): ReadonlyMap<string, readonly string[]> {
  return new Map(
    checkEffects(program).flatMap(({ rule, facts }): [string, readonly string[]][] =>
      rule === "pure_calls_effectful" || rule === "missing_effect"
        ? [[facts.function, facts.effects]]
        : [],
    ),
  );
}

/** `snippet`, as if it declared `names` as well. */
function withEffects(snippet: Snippet, names: readonly string[]): Snippet {
  if (names.length === 0) return snippet;
  const { start, end } = headerRange(snippet);
  const range = { start, end };
  const declared = sectionsOf(snippet, "effects").at(-1);
  const added = names.map((text) => ({ name: { text, ...range }, parameters: [], ...range }));
  const section: EffectsSection = {
    kind: "effects",
    keyword: declared?.keyword ?? range,
    effects: [...(declared?.effects ?? []), ...added],
    ...range,
  };
  return { ...snippet, sections: [...snippet.sections, section] };
}

/** A second finding about a function's effects points at its section, the first one at its header. */
function placeOf(snippet: Snippet): Range {
  const [, second] = sectionsOf(snippet, "effects");
  return second?.keyword ?? headerRange(snippet);
}

/** What the steps of the bodies of `snippet` need; the names of steps on data are added to `steps`. */
function deriveEffects(
  snippet: Snippet,
  declarations: Declarations,
  steps: Set<string>,
): readonly DerivedEffect[] {
  const ofCalls: DerivedEffect[] = [];
  const ofSteps: DerivedEffect[] = [];
  const visit = (step: Step): void => {
    const called = step.kind === "call" ? libraryEffect(step.callee.text, declarations) : undefined;
    if (called !== undefined) ofCalls.push(called);
    const name = effectOfStep(step);
    if (name === undefined) return;
    const source = `the ${step.kind} step "${step.id.text}"`;
    steps.add(source);
    ofSteps.push({ name, source });
  };
  for (const { steps: body } of sectionsOf(snippet, "body")) forEachStep(body, visit);
  return firstOfEach([...ofCalls, ...ofSteps]);
}

function libraryEffect(callee: string, { globals }: Declarations): DerivedEffect | undefined {
  const declaration = globals.get(callee);
  const library = declaration?.kind === "function" ? declaration.library : undefined;
  return library?.effect === undefined ? undefined : { name: library.effect, source: library.id };
}

/** The effect of reading or changing stored data; a program may ask about itself without one. */
export function effectOfStep(step: Step): string | undefined {
  switch (step.kind) {
    case "query": {
      const { text } = step.target;
      const isAboutItself = text === "project" || text.startsWith("project.");
      return isAboutItself && step.form !== "sql" ? undefined : effectOfTarget(text);
    }
    case "update":
      return effectOfTarget(step.target.text);
    case "insert":
      return effectOfTarget(step.into.text);
    case "delete":
      return effectOfTarget(step.from.text);
    case "transaction":
      return "database";
    default:
      return undefined;
  }
}

const effectOfTarget = (target: string): string =>
  target === "std.storage" || target.startsWith("std.storage.") ? "std.storage" : "database";

function firstOfEach(effects: readonly DerivedEffect[]): readonly DerivedEffect[] {
  const firsts = new Map<string, DerivedEffect>();
  for (const effect of effects) if (!firsts.has(effect.name)) firsts.set(effect.name, effect);
  return [...firsts.values()];
}
