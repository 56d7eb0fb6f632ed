import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Secret } from "../domain/secret.ts";
import { createHideSecrets } from "./hide-secrets.ts";

const key = fc.string({ unit: fc.constantFrom(...'0123456789+/="'), minLength: 6, maxLength: 20 });

describe("createHideSecrets()", () => {
  test("leaves no given secret in any text, however often and however spelt", () => {
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 3 }),
        fc.array(fc.string()),
        (keys, texts) => {
          const spelt = keys.flatMap((value) => [
            value,
            encodeURIComponent(value),
            JSON.stringify(value),
          ]);
          const hide = createHideSecrets(keys.map((value) => new Secret(value)));

          const hidden = hide(texts.flatMap((text) => [text, ...spelt]).join(""));

          for (const value of keys) {
            expect(hidden).not.toContain(value);
            expect(hidden).not.toContain(encodeURIComponent(value));
            expect(hidden).not.toContain(JSON.stringify(value).slice(1, -1));
          }
        },
      ),
    );
  });

  test("hides the whole of a secret that begins with another", () => {
    const hide = createHideSecrets([new Secret("123456"), new Secret("123456789")]);

    expect(hide("a 123456789 b")).toBe("a [secret] b");
  });

  test("leaves text alone that holds none", () => {
    const text = 'Rate limit reached for gpt-6-sol in organization "org": basic plan, 3/min';

    expect(createHideSecrets([new Secret("k")])("a + b")).toBe("a + b");
    expect(createHideSecrets([])(text)).toBe(text);
  });

  test.each([
    ["Incorrect API key provided: sk-proj-abc_DEF-123456", "Incorrect API key provided: [secret]"],
    ["authorization: Bearer eyJhbGciOi.J9-x_y", "authorization: Bearer [secret]"],
    ["Failed to parse https://me:pass@host/v1", "Failed to parse https://[secret]@host/v1"],
    ["at https://host/v1?key=abc123&x=1", "at https://host/v1?key=[secret]&x=1"],
    ['{"x-api-key": "abcd1234efgh"}', '{"x-api-key": "[secret]"}'],
    ["Authorization: abcd1234efgh", "Authorization: [secret]"],
    ["token eyJhbGciOiJI.eyJzdWIiOiIx.sig_na-ture", "token [secret]"],
    ["AKIAABCDEFGHIJKLMNOP and ghp_abcdefghijklmnopqrstuv", "[secret] and [secret]"],
  ])("hides what looks like a secret in %j", (text, hidden) => {
    expect(createHideSecrets([])(text)).toBe(hidden);
  });

  test("ignores an empty secret", () => {
    expect(createHideSecrets([new Secret("")])("abc")).toBe("abc");
  });
});
