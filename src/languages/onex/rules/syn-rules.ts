/** SYN001–SYN011: syntax and shape. */

import type { Rule } from "./rule.ts";
import { ELISION_RULE, SYNTAX_RULE } from "./syn-broken.ts";
import { IMPORT_RULES } from "./syn-imports.ts";
import { PLACEMENT_RULE } from "./syn-placement.ts";
import { SHAPE_RULES } from "./syn-shape.ts";

export const SYN_RULES: readonly Rule[] = [
  SYNTAX_RULE,
  PLACEMENT_RULE,
  ELISION_RULE,
  ...SHAPE_RULES,
  ...IMPORT_RULES,
].toSorted((one, other) => one.id.localeCompare(other.id));
