import { describe, expect, test } from "vitest";
import { isHereOrAt, isLoopback } from "./nearby-hosts.ts";

describe("isLoopback()", () => {
  test.each([
    ["http://127.0.0.1:1", true],
    ["http://127.1.2.3", true],
    ["http://localhost:8000/v1", true],
    ["http://[::1]:8000", true],
    ["http://api.localhost", true],
    ["http://127.0.0.1.evil.test", false],
    ["http://localhost.evil.test", false],
    ["https://api.openai.com/v1", false],
    ["http://10.0.0.1", false],
  ])("of %s is %s", (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});

describe("isHereOrAt()", () => {
  test("knows a named host in any case, and nothing below it", () => {
    expect(isHereOrAt("https://gpu.example/v1", ["GPU.example"])).toBe(true);
    expect(isHereOrAt("https://other.gpu.example/v1", ["gpu.example"])).toBe(false);
    expect(isHereOrAt("http://127.0.0.1:4318", [])).toBe(true);
  });
});
