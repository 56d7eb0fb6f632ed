import { forEachStep } from "../semantics/steps.ts";
import { effectOfStep } from "../strict/effects.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import { LIBRARY } from "../tables/library.ts";
import { snippetsById } from "./snippets-by-id.ts";

/** More snippets are not followed, and more effects not gathered. */
const MOST_SNIPPETS = 100;
const MOST_EFFECTS = 1_000;

/**
 * The effects that what a snippet does can have: of its steps, of library functions, and of all snippets that it
 * calls. `undefined` where those are too many to say.
 */
export function reachedEffects(program: Program, start: Snippet): ReadonlySet<string> | undefined {
  const byId = snippetsById(program);
  const reached = new Set<string>();
  const seen = new Set<Snippet>([start]);
  for (const snippet of seen) {
    const { derived, declared, callees } = ownEffects(snippet);
    if (seen.size > MOST_SNIPPETS || declared.length + reached.size > MOST_EFFECTS)
      return undefined;
    for (const name of snippet === start ? derived : [...derived, ...declared]) reached.add(name);
    for (const callee of callees) {
      const called = byId.get(callee);
      if (called !== undefined) seen.add(called);
    }
  }
  return reached;
}

interface OwnEffects {
  readonly derived: readonly string[];
  readonly declared: readonly string[];
  readonly callees: ReadonlySet<string>;
}

const OWN = new WeakMap<Snippet, OwnEffects>();

function ownEffects(snippet: Snippet): OwnEffects {
  const known = OWN.get(snippet);
  if (known !== undefined) return known;
  const derived = new Set<string>();
  const callees = new Set<string>();
  const visit = (step: Step): void => {
    const name = step.kind === "call" ? LIBRARY_EFFECTS.get(step.callee.text) : effectOfStep(step);
    if (name !== undefined) derived.add(name);
    if (step.kind === "call") callees.add(step.callee.text);
  };
  for (const section of snippet.sections) {
    if (section.kind === "body") forEachStep(section.steps, visit);
    if (section.kind === "tests") for (const { steps } of section.tests) forEachStep(steps, visit);
  }
  const declared = snippet.sections.flatMap((section) =>
    section.kind === "effects" ? section.effects.map(({ name }) => name.text) : [],
  );
  const own = { derived: [...derived], declared, callees };
  OWN.set(snippet, own);
  return own;
}

const LIBRARY_EFFECTS: ReadonlyMap<string, string | undefined> = new Map(
  LIBRARY.map(({ id, effect }) => [id, effect]),
);
