import { describe, expect, test } from "vitest";
import { accepted, attempt, rejected } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { endedRun, journalsOf } from "../../testing/judged-runs.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import { createLabelSession } from "../../training/feedback/label-session.ts";
import { readFeedback } from "../../training/feedback/read-feedback.ts";
import { labelInTerminal } from "./label-in-terminal.ts";
import { createTerminal } from "./terminal.ts";

/** Labels runs with these keys; an editor leaves `edited`. */
async function press(keys: string, edited = "2 = 1 + 1\n") {
  const text = "1 + 1 = 2 \u001b[2J\n";
  const candidate = { language: "toy", path: "sum.toy", text, companions: [] };
  const ended = attempt({ candidate, verdict: accepted() });
  const environment = createMemoryEnvironment(undefined, {
    files: journalsOf(["a", "b", "c"].map((id) => endedRun(id, [ended]))),
    language: fakeLanguagePack((judged) => (judged.text.includes("3") ? rejected() : accepted())),
  });
  const session = await createLabelSession(
    { runIds: ["a", "b", "c"], onUnreadable: () => undefined },
    environment,
  );
  let shown = "";
  const stream = {
    write: (part: string) => {
      shown += part;
      return true;
    },
    isTTY: false,
    columns: 80,
  };
  const left = [...keys];
  await labelInTerminal(session, {
    terminal: createTerminal({ stdout: stream, stderr: stream }),
    readKey: async () => left.shift(),
    editText: async () => edited,
  });
  const kept = await Array.fromAsync(readFeedback(environment.files));
  return { shown, kept: kept.map(({ runId, opinion }) => `${runId} ${opinion}`), left };
}

describe("labelInTerminal()", () => {
  test("keeps each answer, takes back what is undone, and ends when all is labelled", async () => {
    const { kept, shown } = await press("sruraea");

    expect(kept).toEqual(["b reject", "c accept"]);
    expect(shown).toContain("taken back");
    expect(shown).toContain("Nothing is left to label");
  });

  test("shows the wish, the code with its hidden characters, and the verdict", async () => {
    const { shown, kept } = await press("q");

    expect(shown).toContain("Write a sum that is right.");
    expect(shown).toContain("1 | 1 + 1 = 2 \\u001b[2J");
    expect(shown).toContain("accepted held: syntax (1)");
    expect(kept).toEqual([]);
  });

  test("tells what an edit's checker says, and what is no edit", async () => {
    expect((await press("eq", "1 = 3\n")).shown).toContain("the edit: rejected in phase syntax");
    const none = await press("ea", "");
    expect(none.shown).toContain("Cannot take the edit: it is empty");
    expect(none.kept).toEqual(["a accept"]);
  });

  test("does nothing for other keys", async () => {
    expect(await press("x\u001bu")).toMatchObject({ kept: [], left: [] });
  });
});
