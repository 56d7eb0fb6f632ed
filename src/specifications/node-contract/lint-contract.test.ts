import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isError } from "../../domain/diagnostic.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { VARIATIONS } from "../../testing/node-contracts/variations.ts";
import { contractPath, contractText } from "../../testing/node-contracts/vary.ts";
import { lintContract } from "./lint-contract.ts";

const PATH = contractPath("effect");

const lint = (text: string, files: Readonly<Record<string, string>> = {}, path = PATH) =>
  lintContract({ path, text }, { files: createMemoryFiles(files), extension: ".py" });

describe("lintContract()", () => {
  test.each(VARIATIONS)("finds exactly what is wrong in $name", async ({ text, errors, kind }) => {
    const { diagnostics } = await lint(text, {}, contractPath(kind));

    const codes = diagnostics.filter(isError).map(({ code }) => code);
    expect([...new Set(codes)].toSorted()).toEqual(errors.toSorted());
  });

  test("names an unknown key, the nearest one and its place", async () => {
    const text = contractText("effect").replace("retry_policies:", "retry_polices:");

    const { diagnostics } = await lint(text);

    expect(diagnostics).toMatchObject([
      {
        code: "CON005",
        message: 'There is no key "retry_polices"',
        help: 'Did you mean "retry_policies"?',
        span: {
          file: PATH,
          start: text.indexOf("retry_polices"),
          end: text.indexOf("retry_polices") + 13,
        },
      },
    ]);
  });

  test("warns of the long form of a kind, and of keys that do nothing", async () => {
    const text = contractText("orchestrator").replace("ORCHESTRATOR", "ORCHESTRATOR_GENERIC");

    const { diagnostics } = await lint(text, {}, contractPath("orchestrator"));

    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["CON004", "warning"],
      ["CON005", "warning"],
    ]);
  });

  test("judges a kind in small letters as what is meant, and refuses the letters", async () => {
    const text = contractText("effect")
      .replace("node_type: EFFECT", "node_type: effect")
      .replace("circuit_breaker_threshold: 3", "circuit_breaker_threshold: 9");

    const { diagnostics } = await lint(text);

    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["CON004", "error"],
      ["CON008", "error"],
    ]);
  });

  test("warns of a state that nothing leads to, and of a handler that is not named in full", async () => {
    const names = new Set([
      "reducer: a state that nothing leads to",
      "effect: a handler without module",
    ]);
    const found = await Promise.all(
      VARIATIONS.filter(({ name }) => names.has(name)).map(({ text, kind }) =>
        lint(text, {}, contractPath(kind)),
      ),
    );

    expect(
      found.flatMap(({ diagnostics }) => diagnostics.map(({ code, severity }) => [code, severity])),
    ).toEqual([
      ["CON014", "warning"],
      ["CON011", "warning"],
    ]);
  });

  test("looks for models and handlers where the node is written already", async () => {
    const folder = PATH.replace(/contract.yaml$/, "");
    const node = { [`${folder}node.py`]: "class NodeA:\n    pass\n" };
    const models =
      "class ModelOrderRecordWriterInput:\n    pass\n\n# class ModelOrderRecordWriterOutput\n";

    const missing = await lint(contractText("effect"), node);
    const wrong = await lint(contractText("effect"), {
      ...node,
      [`${folder}models.py`]: models,
      [`${folder}handler.py`]: "from .other import HandlerOrderRecordWriter\n",
    });

    expect(missing.diagnostics.map(({ code }) => code)).toEqual(["CON013", "CON013", "CON014"]);
    expect(wrong.diagnostics).toMatchObject([
      { code: "CON013", message: `${folder}models.py has no class "ModelOrderRecordWriterOutput"` },
    ]);
  });

  test("tells of an event that is published twice", async () => {
    const id = "6f1e6f5e-7b1c-4b39-9d6a-0a4a3b6f0a11";
    const version = "{major: 1, minor: 0, patch: 0}";
    const event = `{event_id: ${id}, event_type: a, event_name: paid, service_id: ${id}, service_name: s, service_version: ${version}, discovery_phase: a, container_status: a, event_schema_version: ${version}}`;
    const text = `${contractText("orchestrator")}published_events:\n  - ${event}\n  - ${event}\n`;

    const { diagnostics } = await lint(text, {}, contractPath("orchestrator"));

    expect(diagnostics.filter(isError)).toMatchObject([
      { code: "CON015", message: 'The event "paid" is published twice' },
    ]);
  });

  test.each([
    ["nothing", ""],
    ["a comment", "# nothing\n"],
    ["a list", "- a\n"],
    ["a text", "hello\n"],
    ["two documents", "a: 1\n---\nb: 2\n"],
    ["brackets without end", "[".repeat(5000)],
    ["maps in maps", `${"{a: ".repeat(500)}1${"}".repeat(500)}`],
    ["a tag that nobody knows", "name: !secret a\n"],
    ["an alias that leads nowhere", "name: *a\n"],
    ["an alias of itself", "name: &a [*a]\n"],
    ["a text far too long", `name: ${"a".repeat(200_001)}\n`],
  ])("refuses %s by CON001", async (_, text) => {
    const { diagnostics } = await lint(text);

    expect(diagnostics.map(({ code }) => code)).toContain("CON001");
  });

  test("refuses aliases that multiply, at once", async () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`,
    );

    const { diagnostics } = await lint(["a0: &a0 [1, 2, 3]", ...lines].join("\n"));

    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: "CON001", message: expect.stringMatching(/aliases make/) }),
    );
  });

  test("takes keys that are merged in", async () => {
    const text = contractText("effect")
      .replace("contract_version: {major", "contract_version: &v {major")
      .replace(
        "node_version: {major: 1, minor: 0, patch: 0}",
        "node_version:\n  <<: *v\n  minor: 2",
      );

    const { diagnostics, data } = await lint(text);

    expect(diagnostics).toEqual([]);
    expect(data?.["node_version"]).toEqual({ major: 1, minor: 2, patch: 0 });
  });

  test("never throws, hangs or points outside, whatever the text", async () => {
    const word = fc.constantFrom(
      ...[
        "a: ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "&x ",
        "*x",
        "<<: ",
        "\n",
        "  ",
        "? ",
        "| ",
        "'",
        '"',
        "!!int ",
      ],
      ...[
        "node_type: EFFECT\n",
        "$ref: ",
        "contract.yaml",
        "__proto__: ",
        "#",
        "---\n",
        "1",
        "\t",
        "io_operations:\n",
      ],
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 60 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary", maxLength: 200 }),
      fc
        .tuple(fc.constantFrom(...VARIATIONS), fc.nat(), fc.nat(40), fc.string({ maxLength: 10 }))
        .map(([{ text: whole }, at, count, put]) => {
          const start = at % whole.length;
          return whole.slice(0, start) + put + whole.slice(start + count);
        }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (each) => {
        const { diagnostics, kind, data } = await lint(each);

        for (const { span } of diagnostics) {
          expect(span?.start).toBeGreaterThanOrEqual(0);
          expect(span?.end).toBeLessThanOrEqual(each.length);
        }
        // What passes can be used.
        if (!diagnostics.some(isError)) expect([kind, data]).not.toContain(undefined);
      }),
      { numRuns: 300 },
    );
  });
});
