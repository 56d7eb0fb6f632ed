import { isFault } from "../../domain/fault.ts";
import type { Outcome } from "../../domain/run.ts";
import type { RecordStore } from "../../ports/record-store.ts";
import type { Terminal } from "./terminal.ts";

export interface OfferResumeOptions {
  readonly runId: string;
  readonly records: RecordStore;
  readonly terminal: Terminal;
}

/** The run's outcome; when it is cut short by a fault or a signal, says how to go on, and passes that through. */
export async function offerResume(
  running: Promise<Outcome>,
  { runId, records, terminal }: OfferResumeOptions,
): Promise<Outcome> {
  try {
    return await running;
  } catch (error) {
    // What was refused then is in the journal, and is refused again.
    if (isFault(error, "constraint/refused")) throw error;
    // A run that could not even begin its journal has nothing to go on with.
    const isRecorded = await records.list().then(
      (ids) => ids.includes(runId),
      () => false,
    );
    if (isRecorded) terminal.say(`Go on with: specwright runs resume ${runId}`);
    throw error;
  }
}
