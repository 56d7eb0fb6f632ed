import type { Clock } from "../ports/clock.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { ProjectFiles } from "../ports/project-files.ts";
import type { IndexProgress, IndexReport, ReferenceIndex } from "../ports/reference-index.ts";
import type { ReferenceStore } from "../ports/reference-store.ts";
import type { SyntaxParser } from "../ports/syntax-parser.ts";
import type { HideSecrets } from "../std/hide-secrets.ts";
import { orAbort } from "../std/or-abort.ts";
import { findReferences } from "./find-references.ts";
import { createOutliner } from "./outline-sources.ts";
import { refreshIndex } from "./refresh-index.ts";
import { type ProjectTree, plantTree, renderStructure } from "./render-structure.ts";

export interface ReferenceIndexParts {
  readonly project: ProjectFiles;
  /** Closed with the index. */
  readonly store: ReferenceStore;
  readonly languages: readonly LanguagePack[];
  readonly syntax: SyntaxParser;
  readonly clock: Pick<Clock, "now" | "elapsed">;
  sha256(text: string): string;
  /** Hides the secrets of this machine, by their values. */
  readonly hideKnown: HideSecrets;
}

/** What a run spends on an index that is not there yet. */
const AT_HAND_MS = 5_000;
/** Nobody who asked for references waits longer for the first of them. */
const FIRST_REFRESH_MS = 60_000;

/** The index of a project: the pieces of its files, found by words and structure. */
export function createReferenceIndex(parts: ReferenceIndexParts): ReferenceIndex {
  const { store, languages, syntax } = parts;
  const findParts = { ...parts, outliner: createOutliner(languages, syntax) };
  const closing = new AbortController();
  let run: SharedRefresh | undefined;
  /** Of the store when it was last brought up to date; another one needs that anew. */
  let freshGeneration: number | undefined;
  let isComplete = false;
  let tree: ProjectTree | undefined;

  const start = (timeLimitMs: number | undefined): SharedRefresh => {
    const started = shareRefresh(closing.signal, (signal, onProgress) =>
      refreshIndex(findParts, { signal, onProgress, timeLimitMs }),
    );
    run = started;
    const end = (): void => {
      if (run === started) run = undefined;
      tree = undefined;
    };
    const note = ({ left }: IndexReport): void => {
      freshGeneration = store.generation;
      isComplete = left === 0;
    };
    started.report.then(note).then(end, end);
    return started;
  };
  const refresh: ReferenceIndex["refresh"] = ({ signal, onProgress, timeLimitMs } = {}) =>
    (run?.isOpen() ? run : start(timeLimitMs)).join(signal, onProgress);
  const becomeFresh = async (): Promise<void> => {
    if (freshGeneration !== store.generation) await refresh({ timeLimitMs: FIRST_REFRESH_MS });
  };
  return {
    refresh,

    async find(query) {
      await becomeFresh();
      const references = await findReferences(query, findParts);
      if (freshGeneration === store.generation) return references;
      // The file was found to be broken on the way, and an empty one took its place.
      await becomeFresh();
      return findReferences(query, findParts);
    },

    async isAtHand() {
      if (freshGeneration === store.generation) return isComplete;
      return (await refresh({ timeLimitMs: AT_HAND_MS })).left === 0;
    },

    async renderStructure(path, options) {
      await becomeFresh();
      tree ??= plantTree(store.files().map((file) => file.path));
      return renderStructure(tree, path, options);
    },

    [Symbol.dispose]() {
      closing.abort();
      if (run === undefined) return store[Symbol.dispose]();
      // What it reads at this moment is still kept.
      const close = (): void => store[Symbol.dispose]();
      run.report.then(close, close);
    },
  };
}

/** One refresh that several wait for. */
interface SharedRefresh {
  readonly report: Promise<IndexReport>;
  /** False once all who waited have gone. */
  isOpen(): boolean;
  join(
    signal: AbortSignal | undefined,
    onProgress: ((progress: IndexProgress) => void) | undefined,
  ): Promise<IndexReport>;
}

function shareRefresh(
  closing: AbortSignal,
  work: (
    signal: AbortSignal,
    onProgress: (progress: IndexProgress) => void,
  ) => Promise<IndexReport>,
): SharedRefresh {
  const listeners = new Set<(progress: IndexProgress) => void>();
  const abandoned = new AbortController();
  let waiting = 0;
  const report = work(AbortSignal.any([closing, abandoned.signal]), (progress) => {
    for (const tell of listeners) tell(progress);
  });
  return {
    report,
    isOpen: () => !abandoned.signal.aborted,
    async join(signal, onProgress) {
      waiting += 1;
      if (onProgress !== undefined) listeners.add(onProgress);
      try {
        return await orAbort(report, signal);
      } finally {
        waiting -= 1;
        if (onProgress !== undefined) listeners.delete(onProgress);
        // Nobody waits for it any more.
        if (waiting === 0) abandoned.abort(signal?.reason);
      }
    },
  };
}
