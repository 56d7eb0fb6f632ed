import type { JsonValue } from "../../../domain/json.ts";
import type { AnswerLedger } from "../../../ports/batch-store.ts";
import type { Parts } from "./parts.ts";
import { PUT_ANSWER } from "./scripts.ts";

/** Answers in a hash for each batch. */
export const createAnswerLedger = ({ link, run, keys }: Parts): AnswerLedger => ({
  async get(key) {
    const text = await link.attempt(() => link.client.hget(keys.answers(batchOf(key)), key));
    return text === null ? undefined : (JSON.parse(text) as JsonValue);
  },
  async put(key, answer) {
    const text = await run(PUT_ANSWER, [keys.answers(batchOf(key))], [key, JSON.stringify(answer)]);
    return JSON.parse(String(text)) as JsonValue;
  },
});

/** The keys of a batch begin with its id and a slash. */
const batchOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf("/")));
