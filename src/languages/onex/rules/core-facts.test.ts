import { describe, expect, test } from "vitest";
import { readCoreFacts } from "../../../testing/onex-node.ts";
import { parseCoreFacts } from "./core-facts.ts";

describe("parseCoreFacts()", () => {
  test("knows what the probed package offers", async () => {
    const core = await readCoreFacts();

    expect(core.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(core.hasModule("omnibase_core")).toBe(true);
    expect(core.hasModule("omnibase_core.core")).toBe(false);
    expect(core.namesOf("omnibase_core.nodes").has("NodeEffect")).toBe(true);
    expect(core.homesOf("NodeEffect")[0]).toBe("omnibase_core.nodes");
    expect(core.homesOf("ModelOnexError")[0]).toBe("omnibase_core.errors");
    expect(core.homesOf("emit_log_event")[0]).toBe("omnibase_core.logging");
    expect(core.errorCodes.has("OPERATION_FAILED")).toBe(true);
  });

  test("renames only codes that do not exist, to codes that do", async () => {
    const { renamedCodes, errorCodes } = await readCoreFacts();

    for (const [wrong, right] of renamedCodes)
      expect([errorCodes.has(wrong), errorCodes.has(right)]).toEqual([false, true]);
  });

  test("replaces only modules that do not exist, by modules that do", async () => {
    const { replacements, hasModule } = await readCoreFacts();

    for (const [wrong, { module }] of replacements) {
      expect(hasModule(wrong)).toBe(false);
      expect(module === undefined || hasModule(module)).toBe(true);
    }
  });

  test.each(["", "[]", "{}"])("refuses %j with one clear message", (text) => {
    expect(() => parseCoreFacts(text, "{}")).toThrow(
      "Cannot read what is known of the core package",
    );
  });
});
