/** Brings what was learned up to date with the project's files. */

import { isFault } from "../domain/fault.ts";
import type { Clock } from "../ports/clock.ts";
import type { LearnedChange, LearnedFile, LearnedStore } from "../ports/learned-store.ts";
import type { ProjectFiles, ProjectSource, SkippedPath } from "../ports/project-files.ts";
import type { SyntaxParser } from "../ports/syntax-parser.ts";
import { DIALECTS, dialectOfPath } from "./dialects.ts";
import { learnFile } from "./learn-file.ts";
import { type Lesson, writeLesson } from "./lesson.ts";
import { sumLessons } from "./sum-lessons.ts";

export interface LearnParts {
  readonly project: ProjectFiles;
  readonly store: LearnedStore;
  readonly syntax: SyntaxParser;
  readonly clock: Pick<Clock, "now" | "elapsed">;
  sha256(text: string): string;
  /** How a name may be kept. */
  readonly safeName: (name: string) => string;
}

export interface LearnOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?:
    | ((progress: { readonly done: number; readonly total: number }) => void)
    | undefined;
}

export interface LearnReport {
  /** Files that are counted now. */
  readonly files: number;
  /** Read anew because they are new or changed. */
  readonly changed: number;
  readonly removed: number;
  /** Paths that somebody wanted forgotten. */
  readonly forgotten: readonly string[];
  readonly skipped: readonly SkippedPath[];
  readonly notes: readonly string[];
  readonly timeMs: number;
}

/** Files that are read at once, and written together. */
const BATCH = 32;
/** A file changed within it may change again without another time: it is read the next time too. */
const UNSURE_MS = 2_000;

export const LEARNED_EXTENSIONS: ReadonlySet<string> = new Set(
  DIALECTS.flatMap(({ extensions }) => extensions),
);

/** @throws `options.signal.reason` when aborted; what was learned until then is kept. */
export async function learnProject(
  parts: LearnParts,
  { signal, onProgress }: LearnOptions = {},
): Promise<LearnReport> {
  const { store, project, clock } = parts;
  const startedAt = clock.elapsed();
  const listing = await project.list({ extensions: LEARNED_EXTENSIONS, signal });
  const forgotten = new Set(store.forgotten());
  const sources = listing.sources.filter(({ path }) => !forgotten.has(path));
  const known = new Map(store.files().map((file) => [file.path, file]));
  const removed = removeGone(sources, known, store);
  const outdated = sources.filter((source) => isOutdated(source, known.get(source.path)));
  let changed = 0;
  for (let done = 0; done < outdated.length; done += BATCH) {
    signal?.throwIfAborted();
    const batch = outdated.slice(done, done + BATCH);
    const changes = await readChanges(batch, known, parts);
    store.put(changes);
    changed += changes.filter(({ file }) => known.get(file.path)?.hash !== file.hash).length;
    onProgress?.({ done: done + batch.length, total: outdated.length });
  }
  const files = store.files();
  return {
    files: files.filter(({ refusal }) => refusal === undefined).length,
    changed,
    removed,
    forgotten: [...forgotten],
    skipped: [
      ...listing.skipped,
      ...files.flatMap(({ path, refusal }) =>
        refusal === undefined ? [] : [{ path, reason: refusal }],
      ),
    ],
    notes: [
      ...store.takeNotes(),
      ...(listing.isCut
        ? ["the project holds too many files; those farthest from its root were left out"]
        : []),
    ],
    timeMs: Math.round(clock.elapsed() - startedAt),
  };
}

/** What the files of another folder teach, by dialect; nothing of it is kept. */
export async function learnElsewhere(
  project: ProjectFiles,
  { syntax, safeName }: Pick<LearnParts, "syntax" | "safeName">,
  { signal, onProgress }: LearnOptions = {},
): Promise<ReadonlyMap<string, Lesson>> {
  const { sources } = await project.list({ extensions: LEARNED_EXTENSIONS, signal });
  const lessons = new Map<string, Lesson[]>();
  for (const [done, { path }] of sources.entries()) {
    signal?.throwIfAborted();
    const { text } = await project.read(path);
    const dialect = dialectOfPath(path);
    if (text === undefined || dialect === undefined) continue;
    const tree = await syntax.parse(text, dialect.grammarOf(path));
    const of = lessons.get(dialect.id) ?? [];
    of.push(learnFile(path, text, tree, { dialect, safeName }));
    lessons.set(dialect.id, of);
    if (done % BATCH === 0) onProgress?.({ done, total: sources.length });
  }
  return new Map([...lessons].map(([id, of]) => [id, sumLessons(of)]));
}

function removeGone(
  sources: readonly ProjectSource[],
  known: Map<string, LearnedFile>,
  store: LearnedStore,
): number {
  const there = new Set(sources.map(({ path }) => path));
  const gone = [...known.keys()].filter((path) => !there.has(path));
  if (gone.length > 0) store.remove(gone);
  for (const path of gone) known.delete(path);
  return gone.length;
}

const isOutdated = (source: ProjectSource, file: LearnedFile | undefined): boolean =>
  file === undefined || file.bytes !== source.bytes || file.modifiedMs !== source.modifiedMs;

async function readChanges(
  sources: readonly ProjectSource[],
  known: ReadonlyMap<string, LearnedFile>,
  parts: LearnParts,
): Promise<readonly LearnedChange[]> {
  const read = await Promise.all(sources.map(({ path }) => parts.project.read(path)));
  const changes: LearnedChange[] = [];
  for (const [at, source] of sources.entries()) {
    const { text, refusal } = read[at] ?? { text: undefined, refusal: "it is gone" };
    changes.push(
      text === undefined
        ? { file: toFile(source, { hash: "", refusal }, parts), lesson: undefined }
        : await toChange(source, text, known.get(source.path), parts),
    );
  }
  return changes;
}

async function toChange(
  source: ProjectSource,
  text: string,
  before: LearnedFile | undefined,
  parts: LearnParts,
): Promise<LearnedChange> {
  const hash = parts.sha256(text);
  const dialect = dialectOfPath(source.path);
  const same = { hash, refusal: undefined };
  if (dialect === undefined || (before?.hash === hash && before.refusal === undefined))
    return { file: toFile(source, same, parts), lesson: undefined };
  try {
    const tree = await parts.syntax.parse(text, dialect.grammarOf(source.path));
    if (tree.root.type === "ERROR")
      return {
        file: toFile(source, { hash, refusal: "it does not parse" }, parts),
        lesson: undefined,
      };
    const lesson = learnFile(source.path, text, tree, { dialect, safeName: parts.safeName });
    return { file: toFile(source, same, parts), lesson: writeLesson(lesson) };
  } catch (error) {
    if (!isFault(error, "source/unreadable")) throw error;
    return { file: toFile(source, { hash, refusal: error.message }, parts), lesson: undefined };
  }
}

function toFile(
  { path, bytes, modifiedMs }: ProjectSource,
  { hash, refusal }: { readonly hash: string; readonly refusal: string | undefined },
  { clock }: Pick<LearnParts, "clock">,
): LearnedFile {
  const isSure = clock.now() - modifiedMs > UNSURE_MS;
  const dialect = dialectOfPath(path)?.id ?? "";
  return { path, dialect, bytes, modifiedMs: isSure ? modifiedMs : 0, hash, refusal };
}
