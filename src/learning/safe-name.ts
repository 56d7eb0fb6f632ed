import { entropyOf } from "../std/entropy-of.ts";
import type { HideSecrets } from "../std/hide-secrets.ts";
import { HIDDEN_NAME } from "./lexemes.ts";

const LONGEST = 40;
const PLAIN = /^[A-Za-z_$][\w$]*$/;
/** Shorter ones are too short for a key, and to tell chance from sense. */
const LEAST_RANDOM = 20;
const LEAST_BITS = 3.6;

/** Says how a name may be kept: as it is, or hidden where it is no plain name or looks like a secret. */
export function createSafeNames(hideSecrets: HideSecrets): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const safe =
      known.get(name) ?? (isPlain(name) && hideSecrets(name) === name ? name : HIDDEN_NAME);
    known.set(name, safe);
    return safe;
  };
}

export const isPlain = (name: string): boolean =>
  name.length <= LONGEST && PLAIN.test(name) && name !== "__proto__" && !isRandom(name);

/** Digits among letters, as in nothing that people write. */
const isRandom = (name: string): boolean =>
  name.length >= LEAST_RANDOM &&
  (name.match(/\d+/g)?.length ?? 0) >= 3 &&
  entropyOf(name) >= LEAST_BITS;
