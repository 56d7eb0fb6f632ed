/** A language of contracts whose files are read by a few lines: for tests of what stands around a verifier. */

import type { Declaration } from "../domain/declaration.ts";
import { createDiagnostic } from "../domain/diagnostic.ts";
import type { Slot } from "../domain/slot.ts";
import type { FormalLanguage } from "../ports/formal-language.ts";

const DECLARATION =
  /^(type|predicate|function|lemma|method) (\w+)([^\n{]*(?:\n {2}[^\n]*)*)(\n?\{[^]*?\})?/gmu;

/**
 * `// <vc-helpers>` … `// </vc-helpers>` and `// <vc-code>` … `// </vc-code>` enclose slots, each `???` is one; what
 * stands after `include` is imported; a file with the word `chat` is refused. A declaration begins a line with its kind
 * and its name; lines that are indented go on with its contract, braces enclose its body. Types, predicates and functions
 * are definitions; what has `ensures` promises something.
 */
export const fakeFormalLanguage: FormalLanguage = {
  readSlots: readFakeSlots,
  readDeclarations: (text) =>
    [...text.matchAll(DECLARATION)].map(
      ({ index, 0: whole, 1: kind = "", 2: name = "", 3: rest = "", 4: block }) => {
        const end = index + whole.length;
        const body =
          block === undefined ? undefined : { start: end - block.length + block.indexOf("{"), end };
        const contract = `${kind} ${name}${rest}`.replace(/\s+/gu, " ").trim();
        const words = text.slice(index, end).match(/\w+/gu) ?? [];
        const declaration: Declaration = {
          name,
          kind,
          start: index,
          end,
          body,
          contract,
          isDefinition: ["type", "predicate", "function"].includes(kind),
          promises: contract.includes(" ensures "),
          uses: [...new Set(words.filter((word) => word !== name))].sort(),
        };
        return declaration;
      },
    ),
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
