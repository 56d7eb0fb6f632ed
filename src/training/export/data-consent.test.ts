import { describe, expect, test } from "vitest";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import {
  addConsentEntry,
  covers,
  DATA_CONSENT_PATH,
  type GivenConsent,
  readDataConsent,
  requireConsent,
  standingConsent,
} from "./data-consent.ts";

const given = (...material: GivenConsent["material"]): GivenConsent => ({
  action: "given",
  material,
  by: "Ann",
  purpose: "tune",
  at: "2026-01-01T00:00:00.000Z",
});
const revoked = { action: "revoked", by: "Bo", at: "2026-01-02T00:00:00.000Z" } as const;

describe("data consent", () => {
  test("is kept entry by entry, and stands until it is revoked", async () => {
    const files = createMemoryFiles();
    for (const entry of [given("runs"), revoked, given("feedback"), given("evaluations")])
      await addConsentEntry(entry, files);

    const entries = await readDataConsent(files);

    expect(entries).toHaveLength(4);
    const standing = standingConsent(entries);
    expect(covers(standing, "runs")).toBe(false);
    expect(covers(standing, "feedback")).toBe(true);
    expect(covers(standing, "evaluations")).toBe(true);
    await addConsentEntry(revoked, files);
    expect(standingConsent(await readDataConsent(files))).toEqual([]);
  });

  test("is required for each material", () => {
    expect(() => requireConsent(["runs", "evaluations"], [given("runs")])).toThrow(
      "Cannot make training data of evaluations: there is no consent to it",
    );
    expect(() =>
      requireConsent(["runs", "evaluations"], [given("runs"), given("evaluations")]),
    ).not.toThrow();
  });

  test.each(["{", "[]", '{"schemaVersion":1,"entries":[{"action":"given"}]}'])(
    "of a broken record %j is none",
    async (text) => {
      const files = createMemoryFiles({ [DATA_CONSENT_PATH]: text });

      await expect(readDataConsent(files)).rejects.toMatchObject({ code: "record/unreadable" });
    },
  );
});
