/** A language of contracts whose files are read by a few lines: for tests of what stands around a verifier. */

import { createDiagnostic } from "../domain/diagnostic.ts";
import type { Slot } from "../domain/slot.ts";
import type { FormalLanguage } from "../ports/formal-language.ts";

/**
 * `// <vc-helpers>` … `// </vc-helpers>` and `// <vc-code>` … `// </vc-code>` enclose slots, each `???` is one; what
 * stands after `include` is imported; a file with the word `chat` is refused.
 */
export const fakeFormalLanguage: FormalLanguage = {
  readSlots: readFakeSlots,
  readDeclarations: () => [],
  readImports: (text) =>
    [...text.matchAll(/^include "([^"\n]+)"/gmu)].map(([, target = ""]) => ({
      target,
      path: target.startsWith("std/") ? undefined : target,
    })),
  lint({ path, text }) {
    const say = (message: string, at: number) =>
      createDiagnostic({
        tool: "toy-formal",
        phase: "lock",
        category: "other",
        message,
        span: { file: path, start: Math.max(0, at), end: Math.max(0, at) },
      });
    return [
      ...(readFakeSlots(text).length === 0 ? [say("Nothing in it is open", 0)] : []),
      ...(text.includes("chat") ? [say("It holds a conversation", text.indexOf("chat"))] : []),
    ];
  },
  findSlotBypasses: () => [],
  trivialFills: () => [],
};

function readFakeSlots(text: string): readonly Slot[] {
  const regions = [...text.matchAll(/^\/\/ <(vc-helpers|vc-code)>\r?\n([^]*?)^\/\/ <\/\1>/gmu)].map(
    ({ index, 0: whole, 1: name = "", 2: inside = "" }): Slot => {
      const start = index + whole.indexOf("\n") + 1;
      const role = name === "vc-code" ? "body" : "helpers";
      return { name, role, start, end: start + inside.length };
    },
  );
  const holes = [...text.matchAll(/\?\?\?/gu)].map(
    ({ index }, at): Slot => ({
      name: `hole ${at + 1}`,
      role: "term",
      start: index,
      end: index + 3,
    }),
  );
  return regions.length > 0 ? regions : holes;
}
