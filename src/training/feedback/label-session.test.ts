import { describe, expect, test } from "vitest";
import { accepted, attempt, rejected } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { endedRun, journalsOf } from "../../testing/judged-runs.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import type { Answer } from "./give-feedback.ts";
import {
  createLabelSession,
  type LabelSession,
  type LabelSessionOptions,
} from "./label-session.ts";
import { readFeedback } from "./read-feedback.ts";

const REJECT: Answer = { opinion: "reject", reason: undefined, note: undefined };
const IDS = ["a", "b", "c", "d", "e"];

/** Five runs that ended, one that did not, and one whose journal is broken. */
function createProject() {
  const good = attempt({ verdict: accepted() });
  const unfinished = endedRun("unfinished", [good]).slice(0, -1);
  const environment = createMemoryEnvironment(undefined, {
    files: {
      ...journalsOf([...IDS.map((id) => endedRun(id, [good])), unfinished]),
      ".specwright/runs/broken.jsonl": "no journal\n",
    },
    language: fakeLanguagePack(() => rejected()),
  });
  const unreadable: string[] = [];
  const open = async (wishes: Partial<LabelSessionOptions> = {}) =>
    createLabelSession(
      {
        runIds: [...(await environment.records.list()), "never-begun"],
        onUnreadable: (id) => unreadable.push(id),
        ...wishes,
      },
      environment,
    );
  const kept = async () =>
    (await Array.fromAsync(readFeedback(environment.files))).map(({ runId }) => runId);
  return { environment, open, kept, unreadable };
}

/** Rejects what is shown until nothing is; what was shown. */
async function labelAll(session: LabelSession): Promise<readonly string[]> {
  const shown: string[] = [];
  for (;;) {
    const judged = await session.current();
    if (judged === undefined) return shown;
    shown.push(judged.runId);
    await session.label(judged, REJECT);
  }
}

describe("createLabelSession()", () => {
  test("shows each run that left code once, and tells of journals that cannot be read", async () => {
    const { open, kept, unreadable } = createProject();
    const session = await open();

    expect(await labelAll(session)).toEqual(IDS);
    expect(await kept()).toEqual(IDS);
    expect(unreadable).toEqual(["broken"]);
    expect(session.count()).toEqual({ labelled: 5, skipped: 0, leftAtMost: 0 });
  });

  test("leaves out what this person labelled, or what anybody did", async () => {
    const { open } = createProject();
    const first = await open({ by: "ann" });
    const [one] = [await first.current()];
    await first.label(one ?? { runId: "", attempt: 0 }, REJECT);

    expect((await (await open({ by: "ann " })).current())?.runId).toBe("b");
    expect((await (await open({ by: "bob" })).current())?.runId).toBe("a");
    expect((await (await open({ by: "bob", isOnlyUnlabelled: true })).current())?.runId).toBe("b");
  });

  test("draws the same sample from the same seed, whatever is labelled of it already", async () => {
    const { open } = createProject();
    const draw = async (wishes: Partial<LabelSessionOptions>) => labelAll(await open(wishes));

    const whole = await draw({ seed: 7, by: "ann" });
    const sample = await draw({ seed: 7, sample: 2, by: "bob" });

    expect(whole.toSorted()).toEqual(IDS);
    expect(whole).not.toEqual(IDS);
    expect(sample).toEqual(whole.slice(0, 2));
    expect(await draw({ seed: 7, sample: 3, by: "bob" })).toEqual(whole.slice(2, 3));
    expect(await draw({ seed: 8, by: "cy" })).not.toEqual(whole);
  });

  test("takes back labels and skips, one by one, and shows what was displaced again", async () => {
    const { open, kept } = createProject();
    const session = await open();
    const shown = async () => (await session.current())?.runId;
    const judged = async () => (await session.current()) ?? { runId: "", attempt: 0 };

    await session.label(await judged(), REJECT);
    await session.skip(await judged());
    expect(await shown()).toBe("c");
    expect([await session.undo(), await shown()]).toEqual([true, "b"]);
    expect([await session.undo(), await shown()]).toEqual([true, "a"]);
    expect([await session.undo(), await shown()]).toEqual([false, "a"]);
    expect(await kept()).toEqual([]);
    expect(session.count().leftAtMost).toBeGreaterThanOrEqual(5);
    expect(await labelAll(session)).toEqual(IDS);
  });

  test("labels nothing twice where two ask at once, and stays where an answer is refused", async () => {
    const { open, kept } = createProject();
    const session = await open();
    const judged = (await session.current()) ?? { runId: "", attempt: 0 };

    const answers = await Promise.allSettled([
      session.label(judged, { ...REJECT, reason: "No Code" }),
      session.label(judged, REJECT),
      session.label(judged, REJECT),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected"]);
    expect(await kept()).toEqual(["a"]);
    expect((await session.current())?.runId).toBe("b");
  });
});
