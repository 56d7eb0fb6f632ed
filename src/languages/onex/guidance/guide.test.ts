import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NODE_KINDS, type NodeKind } from "../../../domain/node-contract.ts";
import type { LanguagePack } from "../../../ports/language-pack.ts";
import { nodeContract } from "../../../specifications/node-contract/index.ts";
import { specification } from "../../../testing/builders.ts";
import { createMemoryFiles } from "../../../testing/memory-files.ts";
import { rulesFor } from "../rules/all-rules.ts";
import { guide } from "./guide.ts";

const FOLDERS = {
  effect: "node_order_record_writer_effect",
  compute: "node_order_price_compute",
  reducer: "node_order_event_stats_reducer",
  orchestrator: "node_order_fulfilment_orchestrator",
} as const;

const pack = {
  id: "toy",
  fileExtensions: [".py"],
  takes: ["node-contract"],
} as unknown as LanguagePack;

const guideFor = async (kind: NodeKind) => {
  const folder = `${kind}/${FOLDERS[kind]}`;
  const url = new URL(`../../../../datasets/onex/nodes/${folder}/contract.yaml`, import.meta.url);
  const source = { path: `${FOLDERS[kind]}/contract.yaml`, text: readFileSync(url, "utf8") };
  const files = createMemoryFiles();
  return guide(await nodeContract.read(source, { languages: [pack], language: undefined, files }));
};

describe("guide()", () => {
  test.each(NODE_KINDS)(
    "words the very rules that a node of kind %s is judged by",
    async (kind) => {
      const { notes, kind: told } = await guideFor(kind);

      const ruled = notes.filter((note) => note.kind === "rule");
      const judged = rulesFor(kind).filter(({ severity }) => severity !== "information");
      expect(told).toBe(kind);
      expect(ruled.map(({ source }) => source).toSorted()).toEqual(
        judged.map(({ id }) => id).toSorted(),
      );
      expect(ruled.length).toBeGreaterThan(0);
      expect(notes[0]).toMatchObject({
        kind: "variant",
        why: expect.stringMatching(/confidence 0\.\d\d|1\.00/),
      });
    },
  );

  test("tells the parts and codes that a database effect calls for", async () => {
    const { notes } = await guideFor("effect");

    const sources = notes.map(({ source }) => source);
    expect(sources).toEqual(
      expect.arrayContaining(["MixinDatabaseAdapter", "MixinRetry", "DATABASE_OPERATION_ERROR"]),
    );
    expect(sources).not.toContain("PROCESSING_ERROR");
  });

  test("takes a wish in words for the node that it calls for", async () => {
    const { kind, features } = await guide(
      specification({ name: "Sums", text: "Aggregate metrics per hour, cached." }),
    );

    expect(kind).toBe("reducer");
    expect(features).toEqual(["observability", "caching"]);
  });
});
