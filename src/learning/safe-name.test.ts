import { describe, expect, test } from "vitest";
import { createHideSecrets } from "../std/hide-secrets.ts";
import { HIDDEN_NAME } from "./lexemes.ts";
import { createSafeNames } from "./safe-name.ts";

const safeName = createSafeNames(createHideSecrets([{ reveal: () => "hunter2" }]));

describe("createSafeNames()", () => {
  test.each(["readText", "_private", "$store", "sha256", "x", "HTTP_503_SERVICE_UNAVAILABLE"])(
    "keeps %s",
    (name) => {
      expect(safeName(name)).toBe(name);
    },
  );

  test.each([
    ["a secret of this machine", "my_hunter2_key"],
    ["a key in the shape of a service's", `ghp_${"a1".repeat(18)}`],
    ["a live key", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"],
    ["chance", "aB3xK9qL2mZ7wT5vR8nY1"],
    ["what is very long", "a".repeat(41)],
    ["what is no plain name", "größe"],
    ["what is no name at all", "a b"],
    ["the name that is none of an object's own", "__proto__"],
  ])("hides %s", (_what, name) => {
    expect(safeName(name)).toBe(HIDDEN_NAME);
  });
});
