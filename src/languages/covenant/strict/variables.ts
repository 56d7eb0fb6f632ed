/** Which variables have a value on the way to a step, and where ways part and meet again. */

import type { Range } from "../syntax/token.ts";
import { commonValue, type Value } from "./values.ts";

export interface Variable {
  readonly value: Value;
  /** Where it was bound first. */
  readonly first: Range;
  /** False where some ways lead here that do not bind it. */
  readonly isAssigned: boolean;
  /** Whether it may be bound anew. */
  readonly isMutable: boolean;
}

/** One of several ways through a step, after it was walked. */
export interface Way {
  readonly reachesEnd: boolean;
  /** What it bound, as it was at its end. */
  readonly bound: ReadonlyMap<string, Variable>;
}

/** The way on which nothing happens. */
export const EMPTY_WAY: Way = { reachesEnd: true, bound: new Map() };

/** The variables of one body. */
export class Variables {
  readonly #visible = new Map<string, Variable>();
  /** For each way that is being walked: what the names it binds were before. */
  readonly #before: Map<string, Variable | undefined>[] = [];

  find(name: string): Variable | undefined {
    return this.#visible.get(name);
  }

  names(): Iterable<string> {
    return this.#visible.keys();
  }

  bind(name: string, variable: Variable): void {
    const before = this.#before.at(-1);
    if (before !== undefined && !before.has(name)) before.set(name, this.#visible.get(name));
    this.#visible.set(name, variable);
  }

  /** Walks one way, and comes back to where it began; `way` says whether it has an end. */
  walk(way: () => boolean): Way {
    this.#before.push(new Map());
    const reachesEnd = way();
    return { reachesEnd, bound: this.#takeBack() };
  }

  /** Goes on where `ways` meet; false if none of them gets there. */
  meet(ways: readonly Way[]): boolean {
    const arriving = ways.filter(({ reachesEnd }) => reachesEnd);
    const byName = new Map<string, Variable[]>();
    for (const { bound } of arriving)
      for (const [name, variable] of bound) {
        const variables = byName.get(name);
        if (variables === undefined) byName.set(name, [variable]);
        else variables.push(variable);
      }
    for (const [name, variables] of byName)
      this.bind(name, merge(variables, arriving.length, this.find(name)));
    return arriving.length > 0;
  }

  /** Goes on after `ways` that were all walked, one beside the other. */
  keepAll(ways: readonly Way[]): void {
    for (const { bound } of ways) for (const [name, variable] of bound) this.bind(name, variable);
  }

  #takeBack(): ReadonlyMap<string, Variable> {
    const bound = new Map<string, Variable>();
    for (const [name, before] of this.#before.pop() ?? []) {
      const variable = this.#visible.get(name);
      if (variable !== undefined) bound.set(name, variable);
      if (before === undefined) this.#visible.delete(name);
      else this.#visible.set(name, before);
    }
    return bound;
  }
}

/** What becomes of a variable that some of `ways` ways bound, and that was `before` all of them. */
function merge(bound: readonly Variable[], ways: number, before: Variable | undefined): Variable {
  const [only] = bound;
  // Once lost, a name passes through all the blocks around it.
  if (bound.length === 1 && only?.isAssigned === false && before === undefined) return only;
  const isBoundOnAll = bound.length === ways && bound.every(({ isAssigned }) => isAssigned);
  const possible = before === undefined || bound.length === ways ? bound : [before, ...bound];
  const [first] = before === undefined ? possible : [before];
  return {
    value: commonValue(possible.map(({ value }) => value)),
    first: first?.first ?? { start: 0, end: 0 },
    isAssigned: isBoundOnAll || before?.isAssigned === true,
    isMutable: possible.every(({ isMutable }) => isMutable),
  };
}
