import { describe, expect, test } from "vitest";
import { Fault } from "../domain/fault.ts";
import { Secret } from "../domain/secret.ts";
import type { KeyStore } from "../ports/key-store.ts";
import { listKeys, loadStoredKeys, mayHaveKeyStore, withKey } from "./keys.ts";
import { toProviderSettings } from "./provider-settings.ts";
import { settingsSchema } from "./settings.ts";

const stored = [
  { variable: "LAB_KEY_2", secret: new Secret("store-2") },
  { variable: "LAB_KEY_3", secret: new Secret("store-3") },
  { variable: "OTHER_KEY", secret: new Secret("other") },
];
const variables = {
  LAB_KEY_10: "env-10",
  LAB_KEY: " env-1\n",
  LAB_KEY_2: "env-2",
  LAB_KEY_4: "",
  LAB_KEY_1: "not a key's name",
  LAB_KEY_02: "nor this",
  LAB_KEY_X: "nor this",
};
const valuesOf = (keys: readonly { readonly secret: Secret }[]): readonly string[] =>
  keys.map(({ secret }) => secret.reveal());

describe("listKeys()", () => {
  test("gives them in their order, the environment's before the store's", () => {
    const keys = listKeys("LAB_KEY", { variables, stored });

    expect(valuesOf(keys)).toEqual(["env-1", "env-2", "store-3", "env-10"]);
    expect(keys.map(({ variable, from }) => `${variable} ${from}`)).toEqual([
      "LAB_KEY environment",
      "LAB_KEY_2 environment",
      "LAB_KEY_3 key store",
      "LAB_KEY_10 environment",
    ]);
  });

  test("counts a key once that is there twice", () => {
    const keys = listKeys("K", { variables: { K: "same", K_2: "same", K_3: "new" }, stored: [] });

    expect(valuesOf(keys)).toEqual(["same", "new"]);
  });

  test("gives none where there is none", () => {
    expect(listKeys("K", { variables: { K: "  " }, stored })).toEqual([]);
  });

  test("prints no value, however it is printed", () => {
    const keys = listKeys("LAB_KEY", { variables, stored });

    expect(JSON.stringify(keys)).not.toMatch(/env-|store-/);
  });
});

describe("loadStoredKeys()", () => {
  const answering = { list: async () => stored } as unknown as KeyStore;
  const broken = {
    list: async () => {
      throw new Fault("keys/unavailable", "Cannot read it");
    },
  } as unknown as KeyStore;
  const bus = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/x" };

  test("asks the key store", async () => {
    const keys = await loadStoredKeys({ key_store: true }, { variables: bus, keyStore: answering });

    expect(keys).toBe(stored);
  });

  test("does without one that does not answer, or that is not to be asked", async () => {
    const options = { variables: bus, keyStore: broken };

    expect(await loadStoredKeys({ key_store: true }, options)).toEqual([]);
    expect(
      await loadStoredKeys({ key_store: false }, { variables: bus, keyStore: answering }),
    ).toEqual([]);
  });

  test("asks none on Linux without a session bus", () => {
    expect(mayHaveKeyStore({}, "linux")).toBe(false);
    expect(mayHaveKeyStore({ XDG_RUNTIME_DIR: "/nowhere" }, "linux")).toBe(false);
    expect(mayHaveKeyStore(bus, "linux")).toBe(true);
    expect(mayHaveKeyStore({}, "darwin")).toBe(true);
  });
});

describe("withKey()", () => {
  test("opens with the n-th key", () => {
    const settings = toProviderSettings(settingsSchema.parse({}), variables, stored);

    const revealed = [0, 1, 2, 9].map((n) => withKey(settings, n).secret("LAB_KEY")?.reveal());

    expect(revealed).toEqual(["env-1", "env-2", "store-3", undefined]);
    expect(settings.secret("LAB_KEY")?.reveal()).toBe("env-1");
  });
});
