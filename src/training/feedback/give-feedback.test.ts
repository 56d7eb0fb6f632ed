import { describe, expect, test } from "vitest";
import { sha256 } from "../../platform/sha256.ts";
import { accepted, attempt, rejected } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { endedRun, journalsOf } from "../../testing/judged-runs.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import { type Answer, giveFeedback } from "./give-feedback.ts";
import { readJudgedCandidate } from "./judged-candidate.ts";
import { FEEDBACK_PATH, readFeedback } from "./read-feedback.ts";

const CODE = "1 + 1 = 2\n";
const good = attempt({ verdict: accepted() });
const accept: Answer = { opinion: "accept", reason: undefined, note: undefined };

/** A project with one run that was accepted at its second attempt; the toy checker refuses what holds a 3. */
function createProject(files: Readonly<Record<string, string>> = {}) {
  const language = fakeLanguagePack(({ text }) => (text.includes("3") ? rejected() : accepted()));
  const environment = createMemoryEnvironment(undefined, {
    files: { ...journalsOf([endedRun("run-1", [attempt(), good])]), ...files },
    language,
  });
  const say = async (answer: Partial<Answer>, by?: string) =>
    giveFeedback(
      { ...accept, ...answer, by } as never,
      await readJudgedCandidate("run-1", environment),
      environment,
    );
  const kept = () => Array.fromAsync(readFeedback(environment.files));
  return { environment, language, say, kept };
}

describe("giveFeedback()", () => {
  test("keeps what was said of the accepted attempt, and no name that was not given", async () => {
    const { say, kept, environment } = createProject();

    const { feedback } = await say({ reason: " unsafe ", note: "  " });

    expect(feedback).toEqual({
      schemaVersion: 1,
      runId: "run-1",
      attempt: 2,
      sha256: sha256(CODE),
      opinion: "accept",
      reason: "unsafe",
      note: undefined,
      edit: undefined,
      by: undefined,
      at: new Date(environment.clock.now()).toISOString(),
    });
    expect(await kept()).toEqual([feedback]);
  });

  test("judges an edit by the run's checker, and leaves the run as it was", async () => {
    const { say, kept, language, environment } = createProject();
    const journal = environment.files.texts.get(".specwright/runs/run-1.jsonl");

    await say({ opinion: "edit", code: "2 = 1 + 1\n" }, "ann");
    const { verdict } = await say({ opinion: "edit", code: "1 + 1 = 3\n" }, "ann");

    expect(verdict?.status).toBe("rejected");
    expect((await kept()).map(({ edit, by }) => [edit, by])).toEqual([
      [{ code: "2 = 1 + 1\n", verdict: "accepted" }, "ann"],
      [{ code: "1 + 1 = 3\n", verdict: "rejected" }, "ann"],
    ]);
    expect(language.checked.map(({ path }) => path)).toEqual(["sum.toy", "sum.toy"]);
    expect(environment.files.texts.get(".specwright/runs/run-1.jsonl")).toBe(journal);
  });

  test("refuses an edit that is none and words that cannot be kept, and keeps nothing", async () => {
    const { say, kept, language } = createProject();

    await expect(say({ opinion: "edit", code: " \n" })).rejects.toThrow("it is empty");
    await expect(say({ opinion: "edit", code: CODE })).rejects.toThrow("it changes nothing");
    await expect(say({ reason: "Too slow" })).rejects.toThrow('the reason "Too slow"');
    await expect(say({ reason: "a".repeat(41) })).rejects.toThrow("longer than 40");
    await expect(say({ note: "n".repeat(10_001) })).rejects.toThrow("longer than 10000");
    await expect(say({}, "b".repeat(101))).rejects.toThrow("the name: it is longer than 100");
    expect(language.checked).toEqual([]);
    expect(await kept()).toEqual([]);
  });
});

describe("readJudgedCandidate()", () => {
  test("takes the attempt that came furthest where none was accepted", async () => {
    const far = attempt({ verdict: rejected({ phase: "type" }) });
    const none = attempt({ candidate: undefined });
    const { environment } = createProject(
      journalsOf([endedRun("run-2", [attempt(), far, none]), endedRun("run-3", [none])]),
    );

    expect((await readJudgedCandidate("run-2", environment)).attempt).toBe(2);
    await expect(readJudgedCandidate("run-3", environment)).rejects.toThrow("it left no code");
  });

  test("refuses runs that have not ended, and those that are not there", async () => {
    const { environment } = createProject(journalsOf([endedRun("run-4", [good]).slice(0, -1)]));

    await expect(readJudgedCandidate("run-4", environment)).rejects.toThrow("it has not ended");
    await expect(readJudgedCandidate("run-9", environment)).rejects.toThrow('called "run-9"');
  });
});

describe("readFeedback()", () => {
  test("leaves a torn last line out, and names the line that is broken", async () => {
    const { say, environment, kept } = createProject();
    await say({});
    const line = environment.files.texts.get(FEEDBACK_PATH) ?? "";

    environment.files.texts.set(FEEDBACK_PATH, `${line}${line.slice(0, 40)}`);
    expect(await kept()).toHaveLength(1);
    environment.files.texts.set(FEEDBACK_PATH, `${line}{"schemaVersion":2}\n${line}`);
    await expect(kept()).rejects.toThrow("line 2 is broken");
  });
});
