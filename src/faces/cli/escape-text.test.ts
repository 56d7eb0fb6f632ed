import { describe, expect, test } from "vitest";
import { escapeText } from "./escape-text.ts";

describe("escapeText()", () => {
  test("makes terminal control harmless and keeps what people write", () => {
    expect(escapeText("a\u001b[31mred\u0007\r\u202eb\tc\nd é 😀")).toBe(
      "a\\u001b[31mred\\u0007\\u000d\\u202eb\tc\nd é 😀",
    );
  });
});
