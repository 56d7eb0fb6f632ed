import { describe, expect, test } from "vitest";
import { findConversation } from "./find-conversation.ts";

describe("findConversation()", () => {
  test.for([
    "Looking at the error, the issue is that the trigger is missing.",
    "Here's the corrected Dafny code:",
    "The only change made was removing the attribute.",
    "I need to remove the explanatory text.",
    "The key changes made:",
    "Sure, this is the file you asked for",
    "```dafny",
  ])("sees that somebody talks: %s", (line) => {
    expect(findConversation(`method M()\n${line}\n{ }\n`)).toMatchObject([
      { text: line, start: 11, end: 11 + line.length },
    ]);
  });

  test.for([
    "method the_issue(is: int)",
    "  requires here <= there",
    "  i := i + 1;",
    "  ensures note ==> that",
    "function I(we: int): int { we }",
    "  let me := this;",
  ])("takes code for code: %s", (line) => {
    expect(findConversation(line)).toEqual([]);
  });
});
