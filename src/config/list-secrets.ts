import { Secret } from "../domain/secret.ts";
import type { Variables } from "./variables.ts";

/** Variables whose names say that nobody should see their values. */
const NAMES = /(?:KEYS?|TOKEN|SECRET|PASSWORD)(?:_\d+)?$/;

/** The values of an environment that must not be written anywhere. */
export const listSecrets = (variables: Variables): readonly Secret[] =>
  Object.entries(variables).flatMap(([name, value = ""]) =>
    NAMES.test(name) && value.length >= 8 ? [new Secret(value)] : [],
  );
