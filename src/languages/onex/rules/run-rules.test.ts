import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { isError } from "../../../domain/diagnostic.ts";
import { codesOf, codesOfFamily, judgeNode, openTestNode } from "../../../testing/onex-node.ts";
import { ALL_RULES, rulesFor } from "./all-rules.ts";

const NODES = new URL("../../../../datasets/onex/nodes/", import.meta.url);

async function readNode(kind: string): Promise<Readonly<Record<string, string>>> {
  const [folder] = await readdir(new URL(`${kind}/`, NODES));
  const files = await readdir(new URL(`${kind}/${folder}/`, NODES));
  const read = files.map(async (file) => [
    `${folder}/${file}`,
    await readFile(new URL(`${kind}/${folder}/${file}`, NODES), "utf8"),
  ]);
  return Object.fromEntries(await Promise.all(read)) as Readonly<Record<string, string>>;
}

const BODY = `        start = time.perf_counter()
        try:
            rows = await self._store.execute(_SQL, request.order_id)
        except ModelOnexError:
            raise
        except Exception as error:
            raise ModelOnexError(
                message="Order write failed",
                error_code=EnumCoreErrorCode.OPERATION_FAILED,
                correlation_id=request.correlation_id,
            ) from error
        return ModelOut(rows=rows, latency_ms=(time.perf_counter() - start) * 1000)
`;

describe("runRules()", () => {
  test.each(["effect", "compute", "reducer", "orchestrator"])(
    "finds no error in the example of kind %s",
    async (kind) => {
      const sources = await readNode(kind);

      expect((await openTestNode(sources)).kind).toBe(kind);
      expect((await judgeNode(sources, { isWhole: true })).filter(isError)).toEqual([]);
    },
  );

  test("reads a method's body that is indented by eight, with await and return", async () => {
    expect(await codesOf(BODY)).toEqual([]);
  });

  test("reads a method without its class", async () => {
    expect(
      await codesOf(
        `    async def f(self) -> int:\n        """Return what was counted."""\n        return await self.g()\n`,
      ),
    ).toEqual([]);
  });

  test("says where in a body a mistake is, as the body was given", async () => {
    const text = BODY.replace("message=", "massage=").replace("OPERATION_FAILED", "NO_SUCH_CODE");
    const [found] = await judgeNode(text);

    expect(found?.code).toBe("ERR007");
    expect(text.slice(found?.span?.start, found?.span?.end)).toBe("EnumCoreErrorCode.NO_SUCH_CODE");
  });

  test.each([
    ["CRLF and tabs", "def f(x: int) -> int:\r\n\traise ValueError(x)\r\n"],
    ["a byte order mark", "\uFEFFdef f(x: int) -> int:\n    raise ValueError(x)\n"],
    [
      "letters beyond ASCII",
      'größe = "𝒳"\ndef f(größe: int) -> int:\n    raise ValueError(größe)\n',
    ],
  ])("keeps its places right in a text with %s", async (_, text) => {
    const found = (await judgeNode(text)).find(({ code }) => code === "ERR001");

    expect(text.slice(found?.span?.start, found?.span?.end)).toMatch(/^raise ValueError\(\S+\)$/);
  });

  test("finds nothing in a pure compute, sync, without log and try", async () => {
    const handler = (await readNode("compute"))["node_order_price_compute/handler.py"] ?? "";

    expect(await codesOf({ "handler.py": handler }, { kind: "compute" })).toEqual([]);
  });

  test("turns what a comment excuses into a hint with the reason, and wants a reason", async () => {
    const raise = (comment: string) =>
      `def f(x: int) -> int:\n    ${comment}\n    raise ValueError(x)\n`;
    const severity = async (comment: string) =>
      (await judgeNode(raise(comment))).find(({ code }) => code === "ERR001");

    expect(await severity("# error-ok: a library asks for it")).toMatchObject({
      severity: "hint",
      facts: { excuse: "a library asks for it" },
    });
    expect(await severity("# error-ok")).toMatchObject({ severity: "error" });
    expect(await severity("# stub-ok: another rule's word")).toMatchObject({ severity: "error" });
    expect(await severity('TEXT = "# error-ok: no comment"')).toMatchObject({ severity: "error" });
  });

  test("hears no excuse of what may not excuse itself", async () => {
    const text = "def f(x: int) -> int:\n    # error-ok: I say so\n    raise ValueError(x)\n";
    const found = await judgeNode(text, { areExcusesHeard: false });

    expect(found.find(({ code }) => code === "ERR001")).toMatchObject({
      severity: "error",
      facts: {},
    });
  });

  test("asks rules for a kind only of nodes of that kind", async () => {
    const code = `from omnibase_core.logging import emit_log_event\ndef f(level, i):\n    emit_log_event(level, "e", "m", i)`;

    expect(await codesOfFamily("LOG", code, { kind: "reducer" })).toEqual(["LOG006"]);
    expect(await codesOfFamily("LOG", code, { kind: "effect" })).toEqual([]);
    expect(await codesOfFamily("LOG", code)).toEqual([]);
  });

  test("has each rule once, in words that a prompt can use", () => {
    const ids = ALL_RULES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, title, fix } of ALL_RULES) {
      expect(id).toMatch(/^[A-Z]{3}\d{3}$/);
      expect(`${title}${fix}`).not.toMatch(/undefined|\.$/);
    }
    expect(rulesFor("compute").map(({ id }) => id)).not.toContain("LOG003");
  });
});
