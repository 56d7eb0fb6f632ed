/** What stays the same while one text is judged. */

import type { Specification } from "../../../../domain/specification.ts";
import type { Profile } from "../../profiles.ts";
import { KnownTypes } from "../../strict/known-types.ts";
import type { Rules } from "../rules/notation.ts";
import type { ProgramShape } from "../rules/program-rules.ts";
import type { Place } from "./place.ts";
import type { Done } from "./visible.ts";

export interface Setting {
  readonly rules: Rules;
  readonly shape: ProgramShape;
  readonly specification: Specification;
  /** Snippets that the answer must define besides. */
  readonly definitions: readonly { readonly id: string; readonly kind: string }[];
  readonly profile: Profile;
  readonly path: string;
  /** The text before the one that is judged. */
  readonly prefix: string;
  typesIn(place: Place): KnownTypes;
}

export function createSetting(options: Omit<Setting, "typesIn">): Setting {
  const known = new WeakMap<Done, KnownTypes>();
  return {
    ...options,
    typesIn: ({ done }) => {
      const types = known.get(done) ?? new KnownTypes(done.program);
      known.set(done, types);
      return types;
    },
  };
}
