/** The answer that every model of the table wants to give, and where a call has to go on with it. */

import type { TextAnswer } from "../../src/testing/fake-provider-server/answer.ts";
import type { ReceivedRequest } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";

/** No words twice, so that every doubled one shows; letters of several bytes, so that cuts go through them. */
const PIECES = Array.from({ length: 12 }, (_, index) => `wörd${index * 7919}é `);

export const ANSWER = PIECES.join("");

/** What every wire format can tell. */
const USAGE = { input: 11, output: 7, cached: 0, cacheWritten: 0, reasoning: 0 };

/** All that is left to say: what the request holds of the answer is not said again. */
export const answerWhole = ({ body = {} }: ReceivedRequest): TextAnswer => {
  const said = saidIn(body);
  let rest = ANSWER.slice(said.length);
  const pieces: string[] = [];
  for (const piece of PIECES.toReversed()) {
    const last = piece.slice(-rest.length);
    if (rest === "" || !rest.endsWith(last)) break;
    pieces.unshift(last);
    rest = rest.slice(0, -last.length);
  }
  return { kind: "text", pieces, usage: USAGE };
};

/** What the assistant has said last, in any of the wire formats. */
function saidIn(body: Readonly<Record<string, unknown>>): string {
  const messages = (body["messages"] ?? body["input"]) as readonly {
    readonly role?: string;
    readonly content?: string | readonly { readonly text?: string }[];
  }[];
  const said = messages.findLast(({ role }) => role === "assistant")?.content ?? "";
  return typeof said === "string" ? said : said.map(({ text = "" }) => text).join("");
}
