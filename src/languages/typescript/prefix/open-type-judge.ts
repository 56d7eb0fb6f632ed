import type { Machine } from "../../../ports/machine.ts";
import type { PrefixJudge } from "../../../ports/prefix-judge.ts";
import { openFacts } from "./facts.ts";
import { openCompiler } from "./open-text.ts";
import { startState } from "./prefix-state.ts";

export interface TypeJudgeOptions {
  readonly machine: Pick<Machine, "files">;
  /** `strictest` compiles with more options than the project's own. */
  readonly profile: string;
  /** Where the code would be written: absolute, or from the project's root. */
  readonly path: string;
  /** The code's beginning, which ends within a function's body after `{`; empty for a whole module. */
  readonly prefix: string;
}

/**
 * Judges the types of TypeScript while it is written: names and members by the checker's own tables, calls where they
 * end, statements and the whole by the compiler under the settings of `check`. Refuses only what no continuation can
 * mend; where that cannot be told, e.g. of `any` or of a callback's parameters, the end of the statement decides.
 *
 * One part of the language is left out within bodies: functions are declared before they are passed as values, and
 * types before they are named. A function that is called may come later.
 *
 * @throws {Fault} `config/invalid` when the `tsconfig.json` cannot be read.
 */
export async function openTypeJudge({
  machine,
  profile,
  path,
  prefix,
}: TypeJudgeOptions): Promise<PrefixJudge> {
  const facts = openFacts(openCompiler(machine.files.root, path, profile));
  // The library is read here, and not while the first word is written.
  facts.here(prefix);
  return {
    level: "type",
    describes: "types by the compiler",
    start: startState({ facts, prefix, isModule: prefix.trim() === "" }),
  };
}
