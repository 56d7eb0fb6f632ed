/** Where calls over the network go. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { constantOf, HOLE, readText } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { isFromOutside } from "../taint.ts";

/** The address that a call goes to; `undefined` for a call that goes nowhere. */
export type AddressOf = (call: Call, code: Code) => SyntaxNode | undefined;

const LOCAL =
  /^http:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|\[?::1|host\.docker\.internal|[\w-]+(?::\d+)?(?:\/|$)|[\w.-]+\.(?:local|localhost|internal|test|svc)(?:[:/]|$))/i;
/** A scheme and a whole host: what follows cannot change where the call goes. */
const WHOLE_HOST = new RegExp(`^[a-z][a-z0-9+.-]*://[^/${HOLE}]+/`, "i");

/** `SEC016` and `SEC022` */
export const findAddresses = (addressOf: AddressOf) =>
  function* (code: Code): Generator<Finding> {
    for (const call of code.calls) {
      const address = addressOf(call, code);
      if (address === undefined) continue;
      const built = readText(code, address);
      if (built !== undefined && /^http:\/\//i.test(built.text) && !isLocal(built.text))
        yield { rule: "SEC016", node: address };
      if (built !== undefined && (WHOLE_HOST.test(built.text) || built.holes.length === 0))
        continue;
      // Behind a name without a scheme stands a host that was decided elsewhere.
      const first = built === undefined ? address : built.holes[0];
      if (first !== undefined && startsAtHost(built?.text) && isFromOutside(code, first))
        yield { rule: "SEC022", node: address };
    }
  };

const isLocal = (text: string): boolean => LOCAL.test(text) || text.startsWith(`http://${HOLE}`);

const startsAtHost = (text: string | undefined): boolean =>
  text === undefined || text.startsWith(HOLE) || /^[a-z][a-z0-9+.-]*:\/\//i.test(text);

/** `SEC028` */
export function* findOpenHosts(code: Code): Generator<Finding> {
  for (const node of code.strings) {
    const text = constantOf(code, node);
    if (text !== undefined && /^(?:0\.0\.0\.0|\[::\])(?::\d+)?$/.test(text))
      yield { rule: "SEC028", node };
  }
}
