/** The house rules, in the order in which they are read. */

import type { NodeKind } from "../../../domain/node-contract.ts";
import { ERR_RULES } from "./err-rules.ts";
import { KND_RULES } from "./knd-rules.ts";
import { LOG_RULES } from "./log-rules.ts";
import { NAM_RULES } from "./nam-rules.ts";
import { NOD_RULES } from "./nod-rules.ts";
import { QUA_RULES } from "./qua-rules.ts";
import type { Rule } from "./rule.ts";
import { SYN_RULES } from "./syn-rules.ts";
import { TYP_RULES } from "./typ-rules.ts";

export const ALL_RULES: readonly Rule[] = [
  ...SYN_RULES,
  ...NAM_RULES,
  ...NOD_RULES,
  ...ERR_RULES,
  ...LOG_RULES,
  ...TYP_RULES,
  ...KND_RULES,
  ...QUA_RULES,
];

/** The rules that a node of this kind is judged by; all of them where the kind is not known. */
export const rulesFor = (kind: NodeKind | undefined): readonly Rule[] =>
  kind === undefined ? ALL_RULES : ALL_RULES.filter(({ kinds }) => kinds.includes(kind));
