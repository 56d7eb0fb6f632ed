import type { NodeKind } from "../../../domain/node-contract.ts";

/** Words that tell the kind, the strongest first; what nobody can tell touches the outside world. */
const WORDS: readonly (readonly [NodeKind, RegExp])[] = [
  ["orchestrator", /\b(?:orchestrat\w*|workflows?|coordinat\w*)\b/i],
  ["reducer", /\b(?:aggregat\w*|reduc(?:e|es|er|ers|ing)|accumulat\w*|summari[sz]\w*)\b/i],
  ["compute", /\b(?:transform\w*|calculat\w*|validat\w*|pars(?:e|es|er|ing))\b/i],
];

/** The kind of node that a wish in words calls for. */
export const inferKind = (text: string): NodeKind =>
  WORDS.find(([, words]) => words.test(text))?.[0] ?? "effect";
