import { describe, expect, test } from "vitest";
import { findOmission } from "./find-omission.ts";

describe("findOmission()", () => {
  test.each([
    "// ... rest of code unchanged",
    "# ... existing code ...",
    "/* remaining implementation */",
    "// ...",
    "# …",
    "/* ... */",
    "// rest of the code remains the same",
    "// The rest of the function is unchanged.",
    "// (existing code)",
    "// other methods remain unchanged",
    "// [rest of the implementation]",
    "# rest of implementation here",
    "// ... (same as before)",
    "// ...existing imports...",
    "// existing code...",
    "// your code here",
    "# Add your implementation here",
    "// implementation goes here",
    "// omitted for brevity",
    "/* details omitted here for brevity */",
    "-- ... rest of the proof omitted",
  ])("finds %j", (comment) => {
    expect(findOmission(`let a = 1;\n${comment}\nlet b = 2;`)).toBe(comment);
  });

  test.each([
    "// rest of the elements",
    "// the rest of the implementation follows RFC 3986",
    "// Remaining items are skipped",
    "// other helpers",
    "// existing users keep their rights",
    "// the code is checked first",
    "// returns the same value as before",
    "// and so on ...",
    "// functions are sorted ...",
    "// ... then the sign is added",
    "// ..a",
    "# TODO: support Unicode",
    "/** The remaining time, in ms. */",
  ])("lets %j be", (comment) => {
    expect(findOmission(`let a = 1;\n${comment}\nlet b = 2;`)).toBeUndefined();
  });

  test.each([
    '"// ... rest of code"',
    "'# ... existing code ...'",
    "`\n// ...\n`",
    '"""\n# ... rest of the code\n"""',
  ])("does not look into the string %j", (string) => {
    expect(findOmission(`a = ${string}`)).toBeUndefined();
  });

  test("finds a comment behind code", () => {
    expect(findOmission("return x; // ... rest of the function")).toBe(
      "// ... rest of the function",
    );
  });

  test("takes spread, ellipsis and rest parameters for code", () => {
    expect(findOmission("f(...rest); def g(): ...\nconst [a, ...existing] = b;")).toBeUndefined();
  });
});
