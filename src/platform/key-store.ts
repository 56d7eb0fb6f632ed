import type { AsyncEntry } from "@napi-rs/keyring";
import { Fault } from "../domain/fault.ts";
import { Secret } from "../domain/secret.ts";
import type { KeyStore } from "../ports/key-store.ts";
import { waitAtMost } from "../std/wait-at-most.ts";

/** The name under which the store keeps our keys. */
const SERVICE = "specwright";
/** A locked store asks its user to unlock it; where nobody sits, nobody answers. */
const ANSWER_MS = 30_000;

/** The part of `@napi-rs/keyring` that we use. */
export interface Keyring {
  readonly AsyncEntry: new (
    service: string,
    account: string,
    options: { readonly linux: { readonly store: "secret-service" } },
  ) => Pick<AsyncEntry, "setPassword" | "deletePassword">;
  findCredentialsAsync(
    service: string,
  ): Promise<readonly { readonly account: string; readonly password: string }[]>;
}

export interface KeyStoreOptions {
  /** @default the optional package `@napi-rs/keyring` */
  readonly loadKeyring?: (() => Promise<Keyring>) | undefined;
  /** Longest wait for an answer. @default 30000 */
  readonly timeoutMs?: number | undefined;
}

/** This system's key store; nothing is loaded or opened before it is asked. */
export function createKeyStore(options: KeyStoreOptions = {}): KeyStore {
  const { loadKeyring = () => import("@napi-rs/keyring"), timeoutMs = ANSWER_MS } = options;
  const use = async <T>(action: string, work: (keyring: Keyring) => Promise<T>): Promise<T> => {
    try {
      const answer = loadKeyring().then(work);
      return await waitAtMost(answer, { timeoutMs, signal: undefined, onTimeout: noAnswer });
    } catch (cause) {
      throw unavailable(action, cause);
    }
  };
  // The kernel's own store, the other one on Linux, forgets everything with the session.
  const entryOf = ({ AsyncEntry: Entry }: Keyring, variable: string) =>
    new Entry(SERVICE, variable, { linux: { store: "secret-service" } });
  return {
    list: () =>
      use("read", async (keyring) => {
        const found = await keyring.findCredentialsAsync(SERVICE);
        return found.map(({ account, password }) => ({
          variable: account,
          secret: new Secret(password),
        }));
      }),
    set: (variable, secret) =>
      use("write", (keyring) => entryOf(keyring, variable).setPassword(secret.reveal())),
    remove: (variable) => use("change", (keyring) => entryOf(keyring, variable).deletePassword()),
  };
}

const noAnswer = (): Error => new Error("it did not answer");

/** The store's own words stay in the cause: what they hold is not ours to say. */
const unavailable = (action: string, cause: unknown): Fault =>
  new Fault("keys/unavailable", `Cannot ${action} the system's key store: it does not answer`, {
    help: "Unlock it, or start one (Linux: gnome-keyring or KWallet in a desktop session); or put keys into environment variables",
    cause,
  });
