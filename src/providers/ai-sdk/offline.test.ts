import { describe, expect, test } from "vitest";
import { isOutOfReach } from "./offline.ts";

describe("isOutOfReach()", () => {
  const offline = { isOffline: true, offlineHosts: ["LLM.lan", "10.0.0.7", "[fd00::1]"] };

  test.each([
    "http://127.0.0.1:11434",
    "http://localhost/v1",
    "http://[::1]:8000/v1",
    "https://llm.lan/v1",
    "http://llm.lan:8443/v1",
    "http://10.0.0.7/v1",
    "http://[fd00::1]:9000/v1",
  ])("leaves %s within reach", (address) => {
    expect(isOutOfReach(address, offline)).toBe(false);
  });

  test.each([
    "https://api.openai.com/v1",
    "https://llm.lan.example/v1",
    "https://evil-llm.lan/v1",
    "https://llm.lan@evil.example/v1",
    "http://127.0.0.1.example/v1",
  ])("keeps us from %s", (address) => {
    expect(isOutOfReach(address, offline)).toBe(true);
    expect(isOutOfReach(address, { ...offline, isOffline: false })).toBe(false);
  });
});
