import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "../domain/secret.ts";
import { createKeyStore, type Keyring } from "./key-store.ts";

/** A store in memory, as the library shows it. */
function createKeyring(): Keyring {
  const kept = new Map<string, string>();
  return {
    AsyncEntry: class {
      readonly #account: string;
      constructor(_service: string, account: string) {
        this.#account = account;
      }
      async setPassword(password: string): Promise<void> {
        kept.set(this.#account, password);
      }
      async deletePassword(): Promise<boolean> {
        return kept.delete(this.#account);
      }
    },
    findCredentialsAsync: async () =>
      [...kept].map(([account, password]) => ({ account, password })),
  };
}

describe("createKeyStore()", () => {
  test("keeps, lists and removes keys", async () => {
    const keyring = createKeyring();
    const store = createKeyStore({ loadKeyring: async () => keyring });

    await store.set("A_KEY", new Secret("one"));
    await store.set("A_KEY", new Secret("two"));

    const [found, ...rest] = await store.list();
    expect(found?.variable).toBe("A_KEY");
    expect(found?.secret.reveal()).toBe("two");
    expect(rest).toEqual([]);
    expect(await store.remove("A_KEY")).toBe(true);
    expect(await store.remove("A_KEY")).toBe(false);
    expect(await store.list()).toEqual([]);
  });

  test("says that the store is unavailable where the library is not installed", async () => {
    const store = createKeyStore({ loadKeyring: () => Promise.reject(new Error("no module")) });

    await expect(store.list()).rejects.toMatchObject({ code: "keys/unavailable" });
  });

  test("waits no longer than it may, and never tells the key", async () => {
    const keyring = {
      ...createKeyring(),
      AsyncEntry: class {
        setPassword = () => new Promise<void>(() => undefined);
        deletePassword = async () => true;
      },
    };
    const store = createKeyStore({ loadKeyring: async () => keyring, timeoutMs: 20 });

    const error: unknown = await store.set("A", new Secret("canary")).catch((thrown) => thrown);

    expect(error).toMatchObject({ code: "keys/unavailable", help: expect.any(String) });
    expect(inspect(error, { depth: 9 })).not.toContain("canary");
  });
});
