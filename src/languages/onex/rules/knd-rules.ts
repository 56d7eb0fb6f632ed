/** KND001–KND017: what each kind of node may do. */

import { EFFECT_RULES } from "./knd-effects.ts";
import { EMITTING_RULES } from "./knd-emitting.ts";
import { PLACE_RULES } from "./knd-places.ts";
import { PURITY_RULES } from "./knd-purity.ts";
import { STEP_RULES } from "./knd-steps.ts";
import type { Rule } from "./rule.ts";

export const KND_RULES: readonly Rule[] = [
  ...PURITY_RULES,
  ...EMITTING_RULES,
  ...EFFECT_RULES,
  ...PLACE_RULES,
  ...STEP_RULES,
].toSorted((one, other) => one.id.localeCompare(other.id));
