/** Brings the index up to date with the project's files. */

import type { Clock } from "../ports/clock.ts";
import type {
  ProjectFiles,
  ProjectListing,
  ProjectSource,
  SkippedPath,
} from "../ports/project-files.ts";
import type { IndexProgress, IndexReport } from "../ports/reference-index.ts";
import type { FileChange, IndexedFile, ReferenceStore } from "../ports/reference-store.ts";
import { extensionOf } from "../syntax/grammar-of.ts";
import type { Outliner } from "./outline-sources.ts";

export interface RefreshParts {
  readonly project: ProjectFiles;
  readonly store: ReferenceStore;
  readonly outliner: Outliner;
  readonly clock: Pick<Clock, "now" | "elapsed">;
  sha256(text: string): string;
}

export interface RefreshOptions {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: IndexProgress) => void) | undefined;
  readonly timeLimitMs: number | undefined;
}

/** Files that are read at once, and written together. */
const BATCH = 64;
/** A file changed within it may change again without another time: it is read the next time too. */
const UNSURE_MS = 2_000;

/** @throws `options.signal.reason` when aborted; what was read until then is kept. */
export async function refreshIndex(
  parts: RefreshParts,
  options: RefreshOptions,
): Promise<IndexReport> {
  const { store, clock, outliner, project } = parts;
  const startedAt = clock.elapsed();
  const listing = await project.list({ ...outliner, signal: options.signal });
  let totals = await bringUpToDate(listing, parts, options, startedAt);
  // The file was broken, and what was known is gone: once more, from the beginning.
  if (totals.generation !== store.generation)
    totals = await bringUpToDate(listing, parts, options, startedAt);
  const { changed, removed, left, refused } = totals;
  const notes = [
    ...store.takeNotes(),
    ...(listing.isCut
      ? ["the project holds too many files; those farthest from its root were left out"]
      : []),
    ...(left > 0
      ? [`the time was over; ${left} files were not read and are left for the next time`]
      : []),
  ];
  const skipped = [...listing.skipped, ...refused];
  return {
    ...store.count(),
    changed,
    removed,
    skipped,
    left,
    notes,
    timeMs: Math.round(clock.elapsed() - startedAt),
  };
}

interface Totals {
  readonly changed: number;
  readonly removed: number;
  /** Not read, for want of time. */
  readonly left: number;
  readonly refused: readonly SkippedPath[];
  readonly generation: number;
}

async function bringUpToDate(
  listing: ProjectListing,
  parts: RefreshParts,
  { signal, onProgress, timeLimitMs = Number.POSITIVE_INFINITY }: RefreshOptions,
  startedAt: number,
): Promise<Totals> {
  const { store, clock } = parts;
  const known = new Map(store.files().map((file) => [file.path, file]));
  // Taken afterwards: what was found to be broken just now is empty, and known to be.
  const { generation } = store;
  const removed = forgetGone(listing, known, store);
  rememberOthers(listing.others, known, store);

  const outdated = listing.sources.filter((source) => isOutdated(source, known.get(source.path)));
  const refused = new Map(
    [...known.values()].flatMap(({ path, refusal }) =>
      refusal === undefined ? [] : [[path, refusal]],
    ),
  );
  let changed = 0;
  let done = 0;
  while (done < outdated.length && clock.elapsed() - startedAt < timeLimitMs) {
    signal?.throwIfAborted();
    const batch = outdated.slice(done, done + BATCH);
    const changes = await readChanges(batch, known, parts);
    store.put(changes);
    for (const { file } of changes) {
      if (isChanged(file, known.get(file.path))) changed += 1;
      if (file.refusal === undefined) refused.delete(file.path);
      else refused.set(file.path, file.refusal);
    }
    done += batch.length;
    onProgress?.({ done, total: outdated.length });
  }
  return {
    changed,
    removed,
    left: outdated.length - done,
    refused: [...refused].map(([path, reason]) => ({ path, reason })),
    generation,
  };
}

function forgetGone(
  { sources, others }: ProjectListing,
  known: Map<string, IndexedFile>,
  store: ReferenceStore,
): number {
  const there = new Set([...sources.map(({ path }) => path), ...others]);
  const gone = [...known.values()].filter(({ path }) => !there.has(path));
  if (gone.length > 0) store.remove(gone.map(({ path }) => path));
  for (const { path } of gone) known.delete(path);
  return gone.filter(({ extension }) => extension !== "").length;
}

/** Nobody reads them; the project's structure shows them. */
function rememberOthers(
  paths: readonly string[],
  known: ReadonlyMap<string, IndexedFile>,
  store: ReferenceStore,
): void {
  const fresh = paths.filter((path) => known.get(path)?.extension !== "");
  const unread = { extension: "", bytes: 0, modifiedMs: 0, hash: "", refusal: undefined };
  if (fresh.length > 0)
    store.put(fresh.map((path) => ({ file: { ...unread, path }, outline: undefined })));
}

const isOutdated = (source: ProjectSource, file: IndexedFile | undefined): boolean =>
  file === undefined ||
  file.extension === "" ||
  file.bytes !== source.bytes ||
  file.modifiedMs !== source.modifiedMs;

const isChanged = (file: IndexedFile, before: IndexedFile | undefined): boolean =>
  before?.hash !== file.hash || before.refusal !== file.refusal;

async function readChanges(
  sources: readonly ProjectSource[],
  known: ReadonlyMap<string, IndexedFile>,
  parts: RefreshParts,
): Promise<readonly FileChange[]> {
  const read = await Promise.all(sources.map(({ path }) => parts.project.read(path)));
  const changes: FileChange[] = [];
  for (const [at, source] of sources.entries()) {
    const { text, refusal } = read[at] ?? { text: undefined, refusal: "it is gone" };
    changes.push(
      await toChange(source, text ?? { refusal: refusal ?? "" }, known.get(source.path), parts),
    );
  }
  return changes;
}

async function toChange(
  { path, bytes, modifiedMs }: ProjectSource,
  text: string | { readonly refusal: string },
  before: IndexedFile | undefined,
  { clock, outliner, sha256 }: RefreshParts,
): Promise<FileChange> {
  const isSure = clock.now() - modifiedMs > UNSURE_MS;
  const seen = { path, extension: extensionOf(path), bytes, modifiedMs: isSure ? modifiedMs : 0 };
  if (typeof text !== "string")
    return { file: { ...seen, hash: "", refusal: text.refusal }, outline: undefined };
  const hash = sha256(text);
  if (before?.hash === hash && before.extension !== "")
    return { file: { ...seen, hash, refusal: before.refusal }, outline: undefined };
  const outline = await outliner.outline(path, text);
  return typeof outline === "string"
    ? { file: { ...seen, hash, refusal: outline }, outline: undefined }
    : { file: { ...seen, hash, refusal: undefined }, outline };
}
