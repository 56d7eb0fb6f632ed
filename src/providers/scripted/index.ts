/** A model that gives the answers of a JSON file, for examples, tests and demonstrations. */

import { Fault, isFault } from "../../domain/fault.ts";
import type { Provider } from "../../ports/provider.ts";
import { createScriptedModel } from "./create-scripted-model.ts";
import { parseScript } from "./script-file.ts";

export { createScriptedModel, type ScriptedAnswer } from "./create-scripted-model.ts";

/** A suite's worth of answers. */
const MOST_BYTES = 100_000_000;

/** The model's name is the path of its script, e.g. `scripted/examples/answers.json`. */
export const scripted: Provider = {
  id: "scripted",
  displayName: "Scripted answers",
  isFree: true,
  isRecorded: true,
  keyVariable: () => undefined,

  async probe() {
    return {
      isReady: true,
      why: "answers come from a file that the model's name tells",
      help: undefined,
      defaultModel: undefined,
    };
  },

  async open(path, { idleTimeoutMs }, { files, clock }) {
    const id = `scripted/${path}`;
    let text: string;
    try {
      text = await files.readText(path, { maxBytes: MOST_BYTES });
    } catch (cause) {
      if (!isFault(cause, "source/missing")) throw cause;
      throw new Fault("model/missing", `Cannot open "${id}": there is no file "${path}"`, {
        help: "A scripted model's name is the path of a JSON file with its answers",
        cause,
      });
    }
    try {
      const { answers, named } = parseScript(text);
      const options = { id, named, clock, idleTimeoutMs, keepsRequests: false };
      return createScriptedModel(answers, options);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new Fault("model/corrupt", `Cannot open "${id}": ${cause.message}`, {
        help: 'A script looks like this: { "answers": ["…"] }',
        cause,
      });
    }
  },
};
