import { Fault, isFault } from "../../domain/fault.ts";
import type { AppendFile, Files } from "../../ports/files.ts";
import { isFileId, toFileIds } from "../../std/file-ids.ts";
import {
  type BatchEvent,
  type BatchRecord,
  encodeBatchEvent,
  readBatchJournal,
} from "./batch-journal.ts";

const FOLDER = ".specwright/batches";
const ENDING = ".jsonl";
/** What fits into one JavaScript string. */
const MAX_BYTES = 500_000_000;

/** For lines that must be on the disk before anything goes on. */
export const FLUSH = { flush: true } as const;

/** The journals of a project's provider batches, one file each. */
export interface BatchJournals extends AsyncDisposable {
  /** Sorted by the time they were begun. */
  list(): Promise<readonly string[]>;
  /**
   * `undefined` where nothing whole was written.
   *
   * @throws {Fault} `record/missing`, `record/unreadable`
   */
  read(id: string): Promise<BatchRecord | undefined>;
  /** With `flush`, the line is on the disk when this resolves. @throws {Fault} `storage/*` */
  append(id: string, event: BatchEvent, options?: { readonly flush: boolean }): Promise<void>;
}

/** Journals in the project's `.specwright/batches`. */
export function createBatchJournals(files: Files): BatchJournals {
  const open = new Map<string, Promise<AppendFile>>();

  const openOnce = (id: string): Promise<AppendFile> => {
    const opening = open.get(id) ?? files.openAppend(pathOf(id));
    open.set(id, opening);
    opening.catch(() => open.delete(id));
    return opening;
  };

  return {
    async list() {
      return toFileIds(await files.list(FOLDER), ENDING);
    },
    async read(id) {
      try {
        return readBatchJournal(id, await files.readText(pathOf(id), { maxBytes: MAX_BYTES }));
      } catch (error) {
        if (isFault(error, "source/missing")) throw missing(id);
        if (isFault(error, "source/unreadable"))
          throw new Fault("record/unreadable", error.message, { help: error.help, cause: error });
        throw error;
      }
    },
    async append(id, event, { flush } = { flush: false }) {
      const file = await openOnce(id);
      await file.append(encodeBatchEvent(event), { flush });
    },
    async [Symbol.asyncDispose]() {
      const files = await Promise.allSettled(open.values());
      open.clear();
      for (const file of files)
        if (file.status === "fulfilled") await file.value[Symbol.asyncDispose]();
    },
  };
}

function pathOf(id: string): string {
  if (!isFileId(id)) throw missing(id);
  return `${FOLDER}/${id}${ENDING}`;
}

const missing = (id: string): Fault =>
  new Fault("record/missing", `Cannot find a batch called "${id}"`, {
    help: "specwright batches list shows all batches of this project",
  });
