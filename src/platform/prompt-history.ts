import type { CacheReport, PromptHistory, SentPrompt } from "../ports/prompt-history.ts";
import type { Sql } from "./sqlite/in-transaction.ts";
import type { TolerantDatabase } from "./sqlite/tolerant-database.ts";

/** Prompts kept of one model: enough for requests that take turns. */
const PROMPTS_OF_ONE_MODEL = 16;
/** Prompts of all models that are compared with. */
const PROMPTS_IN_MEMORY = 48;
/** Prompts of all models together, in bytes; a single one above the half of it is not kept. */
const PROMPT_BYTES = 16_000_000;
const REPORTS = 2000;

/**
 * The last prompts and their reports, in a database with the tables of `RESPONSE_TABLES`. What other processes add is
 * seen in their reports, and among the prompts only up to the first look. It does not close the database.
 */
export function createPromptHistory(database: TolerantDatabase): PromptHistory {
  let memory: readonly SentPrompt[] | undefined;
  let unsaved: readonly SentPrompt[] = [];
  const load = (): readonly SentPrompt[] =>
    database.attempt(
      (sql) =>
        sql("SELECT prompt AS json FROM prompts ORDER BY id DESC LIMIT ?")
          .all(PROMPTS_IN_MEMORY)
          .flatMap((row) => parse<SentPrompt>(row)),
      [],
    );

  return {
    last(count) {
      memory ??= load();
      return memory.slice(0, count);
    },

    add(prompt, report) {
      memory = [prompt, ...(memory ?? load())].slice(0, PROMPTS_IN_MEMORY);
      unsaved = [prompt, ...unsaved].slice(0, PROMPTS_IN_MEMORY);
      if (report !== undefined) database.change((sql) => addReport(sql, report), undefined);
    },

    flush() {
      if (unsaved.length === 0) return;
      database.change((sql) => {
        for (const prompt of unsaved.toReversed()) addPrompt(sql, prompt);
      }, undefined);
      unsaved = [];
    },

    reports: ({ runId, count }) =>
      database.attempt((sql) => {
        const rows =
          runId === undefined
            ? sql("SELECT report AS json FROM reports ORDER BY id DESC LIMIT ?").all(count)
            : sql(
                "SELECT report AS json FROM reports WHERE run_id = ? ORDER BY id DESC LIMIT ?",
              ).all(runId, count);
        return rows.flatMap((row) => parse<CacheReport>(row));
      }, []),

    clear() {
      memory = [];
      unsaved = [];
      database.change((sql) => {
        sql("DELETE FROM prompts").run();
        sql("DELETE FROM reports").run();
      }, undefined);
    },
  };
}

function addPrompt(sql: Sql, prompt: SentPrompt): void {
  const { modelId } = prompt;
  const text = JSON.stringify(prompt);
  const bytes = Buffer.byteLength(text);
  if (bytes > PROMPT_BYTES / 2) return;
  sql("INSERT INTO prompts (model_id, bytes, prompt) VALUES (?, ?, ?)").run(modelId, bytes, text);
  sql(`DELETE FROM prompts WHERE model_id = ? AND id NOT IN
    (SELECT id FROM prompts WHERE model_id = ? ORDER BY id DESC LIMIT ?)`).run(
    modelId,
    modelId,
    PROMPTS_OF_ONE_MODEL,
  );
  while (Number(sql("SELECT sum(bytes) AS bytes FROM prompts").get()?.["bytes"]) > PROMPT_BYTES)
    sql("DELETE FROM prompts WHERE id = (SELECT min(id) FROM prompts)").run();
}

function addReport(sql: Sql, report: CacheReport): void {
  sql("INSERT INTO reports (run_id, report) VALUES (?, ?)").run(
    report.runId ?? null,
    JSON.stringify(report),
  );
  sql("DELETE FROM reports WHERE id <= (SELECT max(id) FROM reports) - ?").run(REPORTS);
}

/** What somebody else wrote into the file is left out. */
function parse<T>({ json }: Readonly<Record<string, unknown>>): readonly T[] {
  try {
    return [JSON.parse(String(json)) as T];
  } catch {
    return [];
  }
}
