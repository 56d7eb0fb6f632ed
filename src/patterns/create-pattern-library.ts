import { createDiagnostic, type Diagnostic } from "../domain/diagnostic.ts";
import type { Pattern } from "../domain/pattern.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { PatternLibrary } from "../ports/pattern-library.ts";
import { formatPattern } from "./format-pattern.ts";
import { matchPatterns } from "./match-patterns.ts";

export interface PatternSources {
  /** The files that come with this package. */
  readBuiltIn(): Promise<readonly SourceText[]>;
  /** The project's own files; what cannot be read is left out. */
  readOwn(): Promise<readonly SourceText[]>;
  /** The tag of a language's fences, by the pack's id. */
  fenceTagOf(language: string): string;
}

interface Library {
  readonly patterns: readonly Pattern[];
  readonly mistakes: readonly Diagnostic[];
}

/** The patterns of this package, and the project's own, which win where ids are the same. Read when first asked. */
export function createPatternLibrary(sources: PatternSources): PatternLibrary {
  let reading: Promise<Library> | undefined;
  const library = (): Promise<Library> => {
    reading ??= readLibrary(sources);
    return reading;
  };
  return {
    list: async () => (await library()).patterns,
    findMistakes: async () => (await library()).mistakes,
    match: async (query) => matchPatterns((await library()).patterns, query),
    format: ({ pattern }, language) =>
      formatPattern(pattern, language, sources.fenceTagOf(language)),
  };
}

async function readLibrary({ readBuiltIn, readOwn }: PatternSources): Promise<Library> {
  const [builtIn, own] = await Promise.all([readBuiltIn(), readOwn()]);
  // The reader of YAML is loaded with the first file.
  const { readPatterns } = await import("./read-patterns.ts");
  const byId = new Map<string, Pattern>();
  const mistakes: Diagnostic[] = [];
  for (const files of [builtIn, own]) {
    const ids = new Set<string>();
    for (const file of files) {
      const read = readPatterns(file);
      mistakes.push(...read.mistakes);
      for (const pattern of read.patterns) {
        if (ids.has(pattern.id)) mistakes.push(doubled(pattern.id, file.path));
        else byId.set(pattern.id, pattern);
        ids.add(pattern.id);
      }
    }
  }
  const patterns = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { patterns, mistakes };
}

const doubled = (id: string, file: string): Diagnostic =>
  createDiagnostic({
    tool: "patterns",
    code: "pattern/doubled",
    phase: "syntax",
    category: "name",
    severity: "warning",
    message: `pattern "${id}" is there twice; the first one counts`,
    span: { file, start: 0, end: 0 },
    help: "Give it another id",
  });
