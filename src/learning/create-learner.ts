/** Everything that the command `learn` does. */

import { Fault } from "../domain/fault.ts";
import { DIALECTS } from "./dialects.ts";
import {
  type LearnOptions,
  type LearnParts,
  type LearnReport,
  learnProject,
} from "./learn-project.ts";
import { filesOf, learnedLesson, sumOf } from "./learned-lesson.ts";
import { GRAM, type Lesson, ORDER } from "./lesson.ts";
import { type Convergence, measureConvergence } from "./measure-convergence.ts";
import { measurePaths, type PathPerplexity } from "./measure-paths.ts";
import { measurePerplexity, type Perplexity } from "./measure-perplexity.ts";
import { type MinedRule, mineRules } from "./mine-rules.ts";

/** How well what was learned in one dialect holds. */
export interface Soundness {
  readonly dialect: string;
  readonly files: number;
  readonly lexemes: number;
  readonly convergence: Convergence;
  /** Of a fifth of the files, foretold by the others; empty where there are too few. */
  readonly perplexity: readonly Perplexity[];
  /** The same for the nodes of their trees. */
  readonly paths: readonly PathPerplexity[];
  /** Rules of another project, and how many of them hold here; `undefined` where no other one was looked at. */
  readonly otherRules: { readonly accepted: number; readonly holdHere: number } | undefined;
}

export interface OtherProject {
  readonly name: string;
  readonly lessons: ReadonlyMap<string, Lesson>;
}

export interface Learner extends Disposable {
  /** @throws `options.signal.reason` when aborted */
  learn(options?: LearnOptions): Promise<LearnReport>;
  /** All that could be rules, by id. */
  rules(): readonly MinedRule[];
  /** How sound it is; slow, since all is counted again in parts. */
  measure(other?: OtherProject): readonly Soundness[];
  /** Whether anything was known of it. What it taught is gone at once, and stays away. */
  forget(path: string): boolean;
  /** Whether it was forgotten; the next `learn` reads it again. */
  remember(path: string): boolean;
  /**
   * The rule as it stands after that.
   *
   * @throws {Fault} `usage/invalid` for a rule that is not there
   */
  giveFeedback(rule: string, isAccepted: boolean): MinedRule;
  /** What was repaired or done without since the last call, in words for the user. */
  takeNotes(): readonly string[];
}

/** A fifth of the files is held out. */
const FOLDS = 5;
const LEAST_FILES = 10;

export function createLearner(parts: LearnParts): Learner {
  const { store, sha256 } = parts;
  const rules = (): readonly MinedRule[] => {
    const feedback = store.feedback();
    return DIALECTS.flatMap(({ id }) => mineRules(id, learnedLesson(store, id, sha256), feedback));
  };
  /** The same for a path forever. */
  const drawOf = (path: string): number => Number.parseInt(sha256(path).slice(0, 8), 16);

  const measure = (dialect: string, other: OtherProject | undefined): Soundness | undefined => {
    const files = filesOf(store, dialect).length;
    if (files === 0) return undefined;
    const feedback = store.feedback();
    const lessonOf = (isWanted?: (path: string) => boolean) => sumOf(store, dialect, isWanted);
    const whole = lessonOf();
    const mine = (lesson: Lesson) => mineRules(dialect, lesson, feedback);
    const otherLesson = other?.lessons.get(dialect);
    const named = other && otherLesson && { name: other.name, lesson: otherLesson };
    const isEnough = files >= LEAST_FILES;
    const foretold = isEnough
      ? ([
          lessonOf((path) => drawOf(path) % FOLDS !== 0),
          lessonOf((path) => drawOf(path) % FOLDS === 0),
        ] as const)
      : undefined;
    return {
      dialect,
      files,
      lexemes: countLexemes(whole),
      convergence: measureConvergence(mine(whole), [
        mine(lessonOf((path) => drawOf(path) % 2 === 0)),
        mine(lessonOf((path) => drawOf(path) % 2 === 1)),
      ]),
      perplexity: foretold === undefined ? [] : measurePerplexity(...foretold, named),
      paths: foretold === undefined ? [] : measurePaths(...foretold, named),
      otherRules: otherLesson && compareRules(mine(whole), mineRules(dialect, otherLesson, [])),
    };
  };

  return {
    learn: (options) => learnProject(parts, options),
    rules,
    measure: (other) => DIALECTS.flatMap(({ id }) => measure(id, other) ?? []),
    forget(path) {
      const known = store.files().find((file) => file.path === path);
      store.setForgotten(path, true);
      store.remove([path]);
      // Summed anew now, or the next run would wait for it.
      if (known !== undefined) learnedLesson(store, known.dialect, sha256);
      return known !== undefined;
    },
    remember(path) {
      const isForgotten = store.forgotten().includes(path);
      store.setForgotten(path, false);
      return isForgotten;
    },
    giveFeedback(id, isAccepted) {
      const rule = findRule(id, rules());
      store.addFeedback({ rule: rule.id, value: rule.value, isAccepted });
      return findRule(id, rules());
    },
    takeNotes: () => store.takeNotes(),
    [Symbol.dispose]: () => store[Symbol.dispose](),
  };
}

/** @throws {Fault} `usage/invalid` */
export function findRule(id: string, rules: readonly MinedRule[]): MinedRule {
  const found = rules.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const known = rules.map((rule) => rule.id).join(", ");
  throw new Fault(
    "usage/invalid",
    `Cannot use the rule ${JSON.stringify(id)}: nothing of that name was learned`,
    {
      help: known === "" ? "Run specwright learn first" : `There are ${known}`,
    },
  );
}

function countLexemes({ grams }: Lesson): number {
  let sum = 0;
  for (let at = ORDER; at < grams.length; at += GRAM) sum += grams[at] ?? 0;
  return sum;
}

/** Rules of another project hold here where the same rule, saying the same, would be in use. */
function compareRules(own: readonly MinedRule[], others: readonly MinedRule[]) {
  const accepted = others.filter(({ state }) => state === "in use");
  const holdHere = accepted.filter(({ id, value }) =>
    own.some((rule) => rule.id === id && rule.value === value && rule.state === "in use"),
  );
  return { accepted: accepted.length, holdHere: holdHere.length };
}
