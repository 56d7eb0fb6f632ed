/** Where the operating system keeps secrets for this user: Keychain, Credential Manager, Secret Service. */

import type { Secret } from "../domain/secret.ts";

export interface StoredKey {
  /** Name of the environment variable that it stands in for, e.g. `OPENAI_API_KEY_2`. */
  readonly variable: string;
  readonly secret: Secret;
}

/** Every method throws `keys/unavailable` where the store does not answer, or is locked. */
export interface KeyStore {
  /** All keys that were put in, in no order. @throws {Fault} `keys/unavailable` */
  list(): Promise<readonly StoredKey[]>;
  /** Puts a key in, in place of an earlier one. @throws {Fault} `keys/unavailable` */
  set(variable: string, secret: Secret): Promise<void>;
  /** Whether there was one. @throws {Fault} `keys/unavailable` */
  remove(variable: string): Promise<boolean>;
}
