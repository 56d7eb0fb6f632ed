/** A model that gives the recorded answers of a run. */

import { Fault, isFault } from "../../domain/fault.ts";
import type { Provider } from "../../ports/provider.ts";
import { isFileId } from "../../std/file-ids.ts";
import { createReplayModel } from "./create-replay-model.ts";
import { parseJournal } from "./parse-journal.ts";

export { createReplayModel } from "./create-replay-model.ts";

/** A journal holds every candidate and diagnostic of its run. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The model's name is a run's id, e.g. `replay/20261121-093012-k3f9qa`. */
export const replay: Provider = {
  id: "replay",
  displayName: "Recorded answers",
  isFree: true,
  isRecorded: true,
  keyVariable: () => undefined,

  async probe() {
    return {
      isReady: true,
      why: "answers come from the journal of the run that the model's name tells",
      help: undefined,
      defaultModel: undefined,
    };
  },

  async open(runId, _, { files }) {
    if (!isFileId(runId)) throw missing(runId);
    try {
      const journal = await files.readText(`.specwright/runs/${runId}.jsonl`, {
        maxBytes: MAX_BYTES,
      });
      return createReplayModel(parseJournal(journal));
    } catch (error) {
      throw isFault(error, "source/missing") ? missing(runId) : error;
    }
  },
};

const missing = (runId: string): Fault =>
  new Fault("record/missing", `Cannot replay run "${runId}": no run has that id`, {
    help: "List the runs: specwright runs list",
  });
