import { Fault, isFault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { RecordStore, RunRecord } from "../../ports/record-store.ts";
import { encodeEvent, encodeHeader, type Journal, readJournal } from "./journal.ts";

const FOLDER = ".specwright/runs";
const ENDING = ".jsonl";
const MAX_BYTES = 1_000_000_000;

const EMPTY: Journal = { header: undefined, events: [], isTorn: false };

/** Seen by listeners, and of no use to a reader later. */
const TRANSIENT: ReadonlySet<RunEvent["type"]> = new Set(["text-delta", "check-start"]);
/** After these something was paid for, or decided: they are on the disk before anything goes on. */
const FLUSHED: ReadonlySet<RunEvent["type"]> = new Set([
  "run-start",
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
      return readJournal(await files.readText(pathOf(runId), { maxBytes: MAX_BYTES }));
    } catch (error) {
      if (isFault(error, "source/missing")) throw missing(runId);
      throw error;
    }
  };

  const openRecord = async (runId: string, { header, events }: Journal): Promise<RunRecord> => {
    const file = await files.openAppend(pathOf(runId));
    let seq = events.length;
    if (header === undefined) await file.append(encodeHeader({ specwright: version }), { flush: false });
    return {
      runId,
      async append(event) {
        if (TRANSIENT.has(event.type)) return;
        seq += 1;
        const at = new Date(clock.now()).toISOString();
        await file.append(encodeEvent(event, seq, at), { flush: FLUSHED.has(event.type) });
      },
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  };

  return {
    read: async (runId) => (await load(runId)).events,
    create: (runId) => openRecord(runId, EMPTY),
    open: async (runId) => openRecord(runId, await load(runId)),
    async list() {
      const names = await files.list(FOLDER);
      return names
        .filter((name) => name.endsWith(ENDING))
        .map((name) => name.slice(0, -ENDING.length))
        .sort();
    },
  };
}

/** A run's id is a name, never a path. */
function pathOf(runId: string): string {
  if (!/^[\w-]+$/.test(runId)) throw missing(runId);
  return `${FOLDER}/${runId}${ENDING}`;
}

const missing = (runId: string): Fault =>
  new Fault("record/missing", `Cannot find a run called "${runId}"`, {
    help: "specwright runs list shows all runs of this project",
  });
