import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Turn } from "../domain/conversation.ts";
import { createRandom } from "../platform/random.ts";
import type { AuditEntry } from "../ports/audit-log.ts";
import { arbitraryBranch } from "../testing/arbitrary-branch.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { createMemoryFiles } from "../testing/memory-files.ts";
import { findBranch, listBranches } from "./branch.ts";
import { createConversationStore } from "./conversation-store.ts";
import { createTurn } from "./create-turn.ts";

const FOLDER = ".specwright/conversations";
const clock = createFakeClock();
const random = createRandom(5, clock);
const USAGE = { input: 1, output: 2, cached: 0, cacheWritten: 0, reasoning: 0 };
const open = (files = createMemoryFiles()) => {
  const told: AuditEntry[] = [];
  const audit = { append: (entry: AuditEntry) => void told.push(entry) };
  return { files, told, store: createConversationStore({ files, clock, random, audit }) };
};
const say = (text: string, parent?: Turn): Turn =>
  createTurn({ role: "user", text, parent: parent?.id }, { clock, random });
const pathOf = (id: string): string => `${FOLDER}/${id}.jsonl`;

describe("createConversationStore()", () => {
  test("gives back what was said, whatever it was", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBranch, async (branch) => {
        const { store, files } = open();
        const turns = branch.map((turn, at) => (at % 2 === 0 ? { ...turn, usage: USAGE } : turn));

        const id = await store.create("a \u2028 title", turns);
        const read = await store.read(id);

        expect(findBranch(read)).toEqual(turns);
        expect(read).toMatchObject({ id, title: "a \u2028 title", head: turns.at(-1)?.id });
        expect(files.texts.get(pathOf(id))).toMatch(/^[\n -~]*$/);
      }),
    );
  });

  test("reads a file cut at any byte as its whole lines, and goes on with it", async () => {
    const { store, files } = open();
    const first = say("é 😀");
    const id = await store.create("t", [first, say("two", first)]);
    const whole = files.texts.get(pathOf(id)) ?? "";
    const header = whole.indexOf("\n") + 1;

    for (let cut = header; cut <= whole.length; cut += 1) {
      const torn = open(createMemoryFiles({ [pathOf(id)]: whole.slice(0, cut) }));
      const { turns } = await torn.store.read(id);
      expect(turns).toHaveLength(whole.slice(header, cut).split("\n").length - 1);

      await torn.store.append(id, [say("next", turns.at(-1))]);

      expect((await torn.store.read(id)).turns).toHaveLength(turns.length + 1);
    }
  });

  test("keeps every branch, and goes on after the turn it was told to", async () => {
    const { store } = open();
    const root = say("root");
    const left = say("left", root);
    const id = await store.create("t", [root, left]);

    await store.branch(id, root.id);
    const right = say("right", root);
    await store.append(id, [right]);

    const read = await store.read(id);
    expect(findBranch(read)).toEqual([root, right]);
    expect(findBranch(read, left.id)).toEqual([root, left]);
    expect(listBranches(read)).toEqual([left, right]);
    await store.branch(id, left.id);
    expect((await store.read(id)).head).toBe(left.id);
  });

  test("refuses a branch from a turn that is not there, and writes nothing", async () => {
    const { store, files } = open();
    const id = await store.create("t", [say("root")]);
    const before = files.texts.get(pathOf(id));

    await expect(store.branch(id, "nope")).rejects.toMatchObject({ code: "conversation/missing" });
    await expect(store.append(id, [{ ...say("x"), parent: "nope" }])).rejects.toThrow(RangeError);
    expect(files.texts.get(pathOf(id))).toBe(before);
  });

  test("names near ids of one that is not there, and takes none for a path", async () => {
    const { store, files } = open();
    files.texts.set(pathOf("20260101-000000-abcdef"), "");
    files.texts.set(pathOf("20270101-000000-zzzzzz"), "");

    await expect(store.read("20260101-000000-abcdeg")).rejects.toMatchObject({
      code: "conversation/missing",
      help: "Did you mean 20260101-000000-abcdef?",
    });
    await expect(store.read("zzzzzz")).rejects.toMatchObject({
      help: "Did you mean 20270101-000000-zzzzzz?",
    });
    await expect(store.read("../../package")).rejects.toMatchObject({
      code: "conversation/missing",
      help: "specwright conversations list shows all of them",
    });
    files.texts.set(pathOf("../x"), "mine");
    await expect(store.remove("../x")).rejects.toMatchObject({ code: "conversation/missing" });
    await expect(store.read("../x")).rejects.toMatchObject({ code: "conversation/missing" });
  });

  test.each([
    ["an empty file", () => "", "not even its first line is whole"],
    ["another journal", () => '{"journal":1,"specwright":"1"}\n', "line 1 is broken"],
    ["no JSON", (whole: string) => `${whole}what?\n`, "line 4 is broken, it is no JSON"],
    ["a turn twice", (whole: string) => `${whole}${whole.split("\n")[1]}\n`, "is there twice"],
    ["a head that is not there", (whole: string) => `${whole}{"head":"x"}\n`, 'no turn "x"'],
    [
      "a parent that is not there",
      (whole: string) => whole.split("\n").toSpliced(1, 1).join("\n"),
      "there is no turn",
    ],
    ["another's id", (whole: string) => whole.replace(/"id":"[^"]+"/, '"id":"other"'), '"other"'],
  ])("calls %s unreadable, and says why", async (_name, change, why) => {
    const { store, files } = open();
    const first = say("one");
    const id = await store.create("t", [first, say("two", first)]);
    files.texts.set(pathOf(id), change(files.texts.get(pathOf(id)) ?? ""));

    await expect(store.read(id)).rejects.toMatchObject({
      code: "conversation/unreadable",
      message: expect.stringContaining(why),
    });
  });

  test("tells every change, and nothing that was said", async () => {
    const { store, told } = open();
    const first = say("secret");
    const id = await store.create("secret title", [first]);
    await store.append(id, []);
    await store.append(id, [say("more", first)]);
    await store.branch(id, first.id);
    await store.remove(id);

    expect(told.map(({ details }) => [details["conversation"], details["change"]])).toEqual([
      [id, "created"],
      [id, "appended"],
      [id, "branched"],
      [id, "removed"],
    ]);
    expect(JSON.stringify(told)).not.toContain("secret");
  });

  test("lists what is there, oldest first, and removes one", async () => {
    const { store, files } = open();
    files.texts.set(pathOf("b"), "");
    files.texts.set(pathOf("a"), "");
    files.texts.set(`${FOLDER}/notes.txt`, "");

    expect(await store.list()).toEqual(["a", "b"]);
    await store.remove("a");
    expect(await store.list()).toEqual(["b"]);
    await expect(store.remove("a")).rejects.toMatchObject({ code: "conversation/missing" });
  });
});
