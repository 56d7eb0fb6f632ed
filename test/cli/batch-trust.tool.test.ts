import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVerifier, openWorld } from "../batches/batch-world.ts";

let verifier: ReturnType<typeof createVerifier>;
beforeAll(() => {
  verifier = createVerifier();
});
afterAll(() => verifier[Symbol.dispose]());

describe("specwright batch tells what its result holds only as far as", () => {
  test("given text that believes something, with or without a mark", async () => {
    await using world = await openWorld(1, verifier.program);
    const path = join(world.root, "tasks/t00/task.dfy");
    writeFileSync(path, `lemma Oracle(x: int)\n  ensures x > 5\n${readFileSync(path, "utf8")}`);
    mkdirSync(join(world.root, "tasks/t01"));
    const axiom = `lemma {:axiom} Oracle(x: int)\n  ensures x > 5\n`;
    writeFileSync(
      join(world.root, "tasks/t01/task.dfy"),
      axiom + readFileSync(path, "utf8").split("\n").slice(2).join("\n"),
    );

    const planned = await world.start("batch", "tasks", "--plan", "--json").ended;

    expect(planned.stderr).toContain(
      "warning: tasks/t00/task.dfy:1 The specification itself trusts what is not proved: lemma Oracle",
    );
    expect(planned.stderr).toContain("warning: tasks/t01/task.dfy:1");
    expect(JSON.parse(planned.stdout)).toMatchObject({ items: 2 });
  });

  test("a file as it was when the batch began, where it is another one now", async () => {
    await using world = await openWorld(2, verifier.program);
    await world.start("batch", "tasks", "--yes").ended;
    const path = "tasks/t01/task.dfy";
    const text = readFileSync(join(world.root, path), "utf8");
    writeFileSync(join(world.root, path), text.replace("ensures r > n", "ensures r > 2 * n"));

    const again = await world.start("batch", "--resume", "--yes").ended;

    expect(again.stderr).toContain(`warning: ${path} was changed since the batch began`);
    expect(again.stderr).not.toContain("tasks/t00/task.dfy was changed");
    expect(readFileSync(join(world.root, "verified", path), "utf8")).toContain("ensures r > n");
  });
});
