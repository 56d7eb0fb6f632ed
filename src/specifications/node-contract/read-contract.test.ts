import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { NODE_KINDS } from "../../domain/node-contract.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { contractPath, contractText } from "../../testing/node-contracts/vary.ts";
import { covenantTask } from "../covenant-task/index.ts";
import { prose } from "../prose/index.ts";
import { nodeContract } from "./index.ts";

const toy = (id: string, takes?: LanguagePack["takes"]) =>
  ({
    id,
    fileExtensions: [".py"],
    ...(takes === undefined ? {} : { takes }),
  }) as unknown as LanguagePack;
const PACKS = [toy("other"), toy("nodes", ["node-contract"])];

const read = (
  text: string,
  {
    path = contractPath("effect"),
    files = {},
    languages = PACKS,
    language = undefined as string | undefined,
  } = {},
) => nodeContract.read({ path, text }, { languages, language, files: createMemoryFiles(files) });

const refusal = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return isFault(error) ? { code: error.code, message: error.message } : error;
};

describe("nodeContract.canRead()", () => {
  test.each(["contract.yaml", "a/contract.yml", "a/price.contract.yaml"])(
    "takes %s, alone",
    (path) => {
      expect([nodeContract, prose, covenantTask].map((each) => each.canRead(path))).toEqual([
        true,
        false,
        false,
      ]);
    },
  );

  test.each(["subcontract.yaml", "contract.json", "contract.yaml.md", "a.yaml"])(
    "leaves %s",
    (path) => {
      expect(nodeContract.canRead(path)).toBe(false);
    },
  );
});

describe("nodeContract.read()", () => {
  test.each(NODE_KINDS)("reads the contract of a node of kind %s", async (kind) => {
    const path = contractPath(kind);

    const specification = await read(contractText(kind), { path });

    expect(specification).toMatchObject({
      kind: "node-contract",
      language: "nodes",
      path: path.replace("contract.yaml", "node.py"),
      contract: { kind, version: "1.0.0", package: path.split("/").slice(1, -1).join(".") },
    });
    const files = specification.companions.map(({ path: file, isOptional }) => [file, isOptional]);
    expect(files).toEqual(
      {
        effect: [
          ["models.py", false],
          ["handler.py", false],
          ["protocol_*.py", true],
        ],
        compute: [
          ["models.py", false],
          ["handler.py", false],
        ],
        reducer: [
          ["models.py", false],
          ["handler.py", false],
        ],
        orchestrator: [["models.py", false]],
      }[kind],
    );
    expect(specification.text).toContain(contractText(kind).trimEnd());
    expect(specification.requirements.length).toBeGreaterThan(1);
  });

  test("finds what a contract calls for in its blocks, operations, tags and words", async () => {
    const specification = await read(contractText("effect"));

    expect(specification).toMatchObject({
      contract: {
        features: expect.arrayContaining([
          "retry",
          "circuit_breaker",
          "transaction",
          "events",
          "database",
          "orders",
        ]),
      },
    });
  });

  test("tells which files were put into it, and shows them", async () => {
    const path = "n/contract.yaml";
    const text = contractText("effect").replace(
      /^retry_policies:\n(?: .*\n)+/m,
      "retry_policies: { $ref: ../parts/retry.yaml }\n",
    );
    const files = { "parts/retry.yaml": "max_attempts: 4\ncircuit_breaker_enabled: false\n" };

    const specification = await read(text, { path, files });

    expect(specification).toMatchObject({
      contract: {
        subcontracts: ["../parts/retry.yaml"],
        data: { retry_policies: { max_attempts: 4 } },
      },
    });
    expect(specification.text).toContain("parts/retry.yaml:\n\n```yaml\nmax_attempts: 4");
  });

  test("refuses a wrong one by one fault that tells all its mistakes with their lines", async () => {
    const text = contractText("effect")
      .replace("max_attempts: 3", "max_attempts: 1")
      .replace("tags:", "tegs:");

    expect(await refusal(read(text))).toEqual({
      code: "specification/invalid",
      message: [
        `Cannot use the contract "${contractPath("effect")}": 2 mistakes`,
        `  ${contractPath("effect")}:8 CON005 There is no key "tegs" (Did you mean "tags"?)`,
        `  ${contractPath("effect")}:29 CON008 The circuit opens after 3 failures, of 1 attempts (Write 1 or less)`,
      ].join("\n"),
    });
  });

  test("points into the file that a mistake stands in", async () => {
    const text = contractText("effect").replace(
      /^retry_policies:\n(?: .*\n)+/m,
      "retry_policies: { $ref: ./retry.yaml }\n",
    );

    const { message } = (await refusal(
      read(text, { path: "contract.yaml", files: { "retry.yaml": "\nmax_attempts: 0\n" } }),
    )) as { message: string };

    expect(message).toMatch(/retry\.yaml:2 CON017 retry_policies\.max_attempts/);
  });

  test("takes only languages that take contracts", async () => {
    const none = await refusal(read(contractText("effect"), { languages: [toy("other")] }));
    const wrong = await refusal(read(contractText("effect"), { language: "other" }));

    expect(none).toMatchObject({ code: "language/unknown" });
    expect(wrong).toMatchObject({ message: expect.stringMatching(/"other" takes none/) });
  });
});
