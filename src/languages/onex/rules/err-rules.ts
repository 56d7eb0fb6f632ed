/** ERR001–ERR013: errors. */

import { ONEX_ERROR_RULES } from "./err-onex-error.ts";
import { RAISING_RULES } from "./err-raising.ts";
import type { Rule } from "./rule.ts";

export const ERR_RULES: readonly Rule[] = [...RAISING_RULES, ...ONEX_ERROR_RULES].toSorted(
  (one, other) => one.id.localeCompare(other.id),
);
