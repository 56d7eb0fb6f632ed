import { describe, expect, test } from "vitest";
import { strict } from "./fixtures/check-program.ts";

const METADATA = 'metadata author="a" end';
const SIGNATURE = 'signature fn name="f" end end';
const BODY = "body end";
const EFFECTS = "effects end";
const snippet = (...sections: readonly string[]): string =>
  `snippet id="m.f" kind="fn" ${sections.join(" ")} end`;

describe("checkSections()", () => {
  test.for(["", "// nothing but a comment\n"])(
    "rejects a program without snippets: %j",
    (source) => {
      expect(strict(source)).toEqual(["empty_program "]);
    },
  );

  test("rejects the first section of a snippet that comes too late", () => {
    expect(strict(snippet(BODY, METADATA, SIGNATURE, EFFECTS))).toEqual([
      "section_order signature",
    ]);
  });

  test("rejects a section that is there already, wherever it stands", () => {
    expect(strict(snippet(SIGNATURE, METADATA, METADATA))).toEqual(["duplicate_section metadata"]);
    expect(strict(snippet(EFFECTS, SIGNATURE, BODY, EFFECTS))).toEqual([
      "duplicate_section effects",
    ]);
  });

  test("accepts sections in order, each once a snippet", () => {
    expect(strict(snippet(EFFECTS, SIGNATURE, BODY, METADATA))).toEqual([]);
    const other = snippet(EFFECTS, SIGNATURE).replace("m.f", "m.g");
    expect(strict(`${snippet(SIGNATURE, BODY)} ${other}`)).toEqual([]);
  });
});
