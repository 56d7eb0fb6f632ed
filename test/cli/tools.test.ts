import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.ts";

describe("specwright tools install", () => {
  test("refuses a language that it does not know", async () => {
    const { code, stderr } = await runCli(createProject(), ["tools", "install", "cobol"]);

    expect(code).toBe(2);
    expect(stderr).toContain("cobol");
  });

  test("says so where a language has nothing to install", async () => {
    const { code, stderr } = await runCli(createProject(), ["tools", "install", "covenant"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Cannot install tools for");
  });

  test("reaches for nothing when it is offline", async () => {
    const { code, stderr } = await runCli(createProject(), [
      "tools",
      "install",
      "onex",
      "--offline",
    ]);

    expect(code).toBe(6);
    expect(stderr).toContain("offline");
  });

  test("refuses a version that is none", async () => {
    const { code, stderr } = await runCli(createProject(), [
      "tools",
      "install",
      "onex",
      "--release",
      "--index-url=x",
    ]);

    expect(code).toBe(2);
    expect(stderr).toContain("Cannot install version");
  });
});
