import type { LanguagePack } from "../ports/language-pack.ts";
import type { LearnedStore } from "../ports/learned-store.ts";
import type { ProjectHabits, ProjectRule } from "../ports/project-habits.ts";
import { createContextBias } from "./context-bias.ts";
import { type Dialect, dialectOfLanguage } from "./dialects.ts";
import { filesOf, learnedLesson } from "./learned-lesson.ts";
import type { Lesson } from "./lesson.ts";
import { type MinedRule, mineRules } from "./mine-rules.ts";
import { createUsageStatistics } from "./usage-statistics.ts";

export interface ProjectHabitsParts {
  /** Opens the store, and closes it with `using`; `undefined` where nobody ever learned. */
  readonly openStore: () => Promise<LearnedStore | undefined>;
  readonly languages: readonly Pick<LanguagePack, "id" | "fileExtensions">[];
  sha256(text: string): string;
}

interface Known {
  readonly lesson: Lesson;
  readonly rules: readonly MinedRule[];
  readonly files: number;
}

/** What was learned when it was first asked for. The store is read once for each dialect, and closed again. */
export function createProjectHabits({
  openStore,
  languages,
  sha256,
}: ProjectHabitsParts): ProjectHabits {
  const known = new Map<Dialect, Promise<Known | undefined>>();

  const load = async (dialect: Dialect): Promise<Known | undefined> => {
    using store = await openStore();
    if (store === undefined) return undefined;
    const files = filesOf(store, dialect.id).length;
    if (files === 0) return undefined;
    const lesson = learnedLesson(store, dialect.id, sha256);
    return { lesson, rules: mineRules(dialect.id, lesson, store.feedback()), files };
  };
  const find = async (
    language: string,
  ): Promise<(Known & { readonly dialect: Dialect }) | undefined> => {
    const pack = languages.find(({ id }) => id === language);
    const dialect = pack && dialectOfLanguage(pack);
    if (dialect === undefined) return undefined;
    const loading = known.get(dialect) ?? load(dialect);
    known.set(dialect, loading);
    const found = await loading;
    return found && { ...found, dialect };
  };

  return {
    describeRules: async (language) => toRules((await find(language))?.rules ?? []),
    async bias(language) {
      const found = await find(language);
      if (found === undefined) return undefined;
      const { lesson, files, dialect } = found;
      return createContextBias(lesson, { lexer: dialect.lexer, files });
    },
    async usage(language) {
      const found = await find(language);
      return found && createUsageStatistics(found.lesson);
    },
  };
}

const toRules = (rules: readonly MinedRule[]): readonly ProjectRule[] =>
  rules
    .filter(({ state }) => state === "in use")
    .toSorted(
      (one, other) => other.belief.weight - one.belief.weight || (one.id < other.id ? -1 : 1),
    )
    .map(({ id, sentence, support, exceptions }) => ({
      id,
      sentence,
      why: `${support - exceptions} of ${support} places`,
    }));
