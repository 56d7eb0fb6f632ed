import { Fault, isFault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { RecordStore, RunRecord } from "../../ports/record-store.ts";
import { isFileId, toFileIds } from "../../std/file-ids.ts";
import { encodeEvent, encodeHeader, type Journal, readJournal } from "./journal.ts";

const FOLDER = ".specwright/runs";
const ENDING = ".jsonl";
/** What fits into one JavaScript string. */
const MAX_BYTES = 500_000_000;

const EMPTY: Journal = { header: undefined, events: [], isTorn: false };

/** Seen by listeners, and of no use to a reader later. */
const TRANSIENT: ReadonlySet<RunEvent["type"]> = new Set([
  "text-delta",
  "text-reset",
  "wait-start",
  "check-start",
]);
/** Whether an event is not kept in journals. */
export const isTransient = ({ type }: RunEvent): boolean => TRANSIENT.has(type);

/** After these something was paid for, or decided: they are on the disk before anything goes on. */
const FLUSHED: ReadonlySet<RunEvent["type"]> = new Set([
  "run-start",
  "call-end",
  "response-end",
  "attempt-end",
  "run-end",
]);

/** Journals in the project's `.specwright/runs`, one file a run; `version` is that of this package. */
export function createRecordStore(
  files: Files,
  clock: Clock,
  { version }: { readonly version: string },
): RecordStore {
  const load = async (runId: string): Promise<Journal> => {
    try {
      const text = await files.readText(journalPath(runId), { maxBytes: MAX_BYTES });
      return readJournal(text, `the journal of run "${runId}"`);
    } catch (error) {
      if (isFault(error, "source/missing")) throw missing(runId);
      if (isFault(error, "source/unreadable")) throw unreadable(error);
      throw error;
    }
  };

  const openRecord = async (runId: string, read: () => Promise<Journal>): Promise<RunRecord> => {
    await using held = new AsyncDisposableStack();
    // Two processes at work on one run would both pay for its next call.
    held.use((await files.lock(lockOf(runId))) ?? refuseBusy(runId));
    const { header, events } = await read();
    const file = held.use(await files.openAppend(journalPath(runId)));
    let seq = events.length;
    if (header === undefined)
      await file.append(encodeHeader({ specwright: version }), { flush: false });
    const kept = held.move();
    return {
      runId,
      async append(event) {
        if (isTransient(event)) return;
        seq += 1;
        const at = new Date(clock.now()).toISOString();
        await file.append(encodeEvent(event, seq, at), { flush: FLUSHED.has(event.type) });
      },
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  };

  return {
    read: async (runId) => (await load(runId)).events,
    async create(runId) {
      if (await files.exists(journalPath(runId))) throw occupied(runId);
      return openRecord(runId, async () => EMPTY);
    },
    open: (runId) => openRecord(runId, () => load(runId)),
    async list() {
      return toFileIds(await files.list(FOLDER), ENDING);
    },
  };
}

/** Where a run's journal is, relative to the project. @throws {Fault} `record/missing` for what is no id of a run. */
export function journalPath(runId: string): string {
  if (!isFileId(runId)) throw missing(runId);
  return `${FOLDER}/${runId}${ENDING}`;
}

const lockOf = (runId: string): string => journalPath(runId).replace(/jsonl$/, "lock");

function refuseBusy(runId: string): never {
  throw new Fault(
    "record/busy",
    `Cannot go on with run "${runId}": another process is at work on it`,
    {
      help: "Wait until it has ended, or stop it",
    },
  );
}

const missing = (runId: string): Fault =>
  new Fault("record/missing", `Cannot find a run called "${runId}"`, {
    help: "specwright runs list shows all runs of this project",
  });

const unreadable = (cause: Fault): Fault =>
  new Fault("record/unreadable", cause.message, {
    help: cause.help,
    details: cause.details,
    cause,
  });

/** Two runs in one journal could not be told apart. */
const occupied = (runId: string): Fault =>
  new Fault(
    "storage/unwritable",
    `Cannot start run "${runId}": a run of that id is recorded already`,
    {
      help: "Start it again: it gets another id",
    },
  );
