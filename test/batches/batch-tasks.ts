/** Tiny tasks for Dafny, and a provider that answers them: most at once, some late, one of thirty never. */

import { openingMark, readMarkedBlocks, renderMarkedBlock } from "../../src/std/marked-blocks.ts";
import type { FakeAnswer } from "../../src/testing/fake-provider-server/answer.ts";
import type { ReceivedRequest } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";

/** Files of one name in folders of their own, and few texts: the verifier has little to prove that is new. */
const KINDS = 4;

const name = (at: number): string => `t${String(at).padStart(2, "0")}`;
const source = (at: number): string =>
  `method Grow(n: int) returns (r: int)\n  ensures r > n + ${at % KINDS}\n// <vc-code>\n{\n  assume {:axiom} false;\n}\n// </vc-code>\n`;

/** By path, relative to the project. */
export const taskFiles = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`tasks/${name(at)}/task.dfy`, source(at)]),
  );

const RIGHT = (at: number): string => `{\n  r := n + ${(at % KINDS) + 1};\n}\n`;
const WRONG = "{\n  r := n;\n}\n";
const WORSE = "{\n  r := n - 1;\n}\n";

const isLate = (at: number): boolean => at % 7 === 3;
const isNever = (at: number): boolean => at % 30 === 29;
/** Left out of answers for many. */
const isForgotten = (at: number): boolean => at % 20 === 8;

/** The answer to a request follows from its text alone. */
export function answerTasks({ body }: ReceivedRequest): FakeAnswer {
  const messages = (body?.["messages"] ?? []) as readonly { readonly content: unknown }[];
  const text = messages.map(({ content }) => textOf(content)).join("\n");
  const last = textOf(messages.at(-1)?.content);
  const marks = new Map(
    readMarkedBlocks(last).map((block) => [openingMark(block.nonce, block.label), block]),
  );
  const isTogether = new Set([...marks.values()].map(({ nonce }) => nonce)).size > 4;
  const isRepair = text.includes("r := n;");
  const pieces = [...marks.values()].flatMap((mark) => {
    const at = Number(/t(\d\d)\//.exec(mark.label)?.[1] ?? 0);
    if (isTogether && isForgotten(at)) return [];
    const said = isNever(at)
      ? isRepair
        ? WORSE
        : WRONG
      : isLate(at) && !isRepair
        ? WRONG
        : RIGHT(at);
    return [renderMarkedBlock(mark, said)];
  });
  // Long enough on its way to be met there.
  return { kind: "text", pieces, chunkPauseMs: 100 };
}

const textOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : Array.isArray(content)
      ? content.map((part: { readonly text?: string }) => part.text ?? "").join("")
      : "";
