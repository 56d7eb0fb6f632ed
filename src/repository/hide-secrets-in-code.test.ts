import { describe, expect, test } from "vitest";
import { hideSecretsInCode } from "./hide-secrets-in-code.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join("");

describe("hideSecretsInCode()", () => {
  test.each([
    ['key = "', join("sk", "-proj-abc123def456ghi789"), '"'],
    ["token: ", join("gh", "p_abcdefghij0123456789ABCD"), ""],
    ['aws = "', join("AK", "IAIOSFODNN7EXAMPLE"), '"'],
    ['headers = {"a": "Bearer ', "abc123def456ghi789", '"}'],
    ['password = "', "correct horse".replace(" ", "-"), '"'],
    ["DB_PASSWORD: str = '", "tr0ub4dor", "'"],
    ['"client_secret": "', "abcdefgh", '"'],
    ["const apiKey: string = `", "abcdefgh", "`;"],
    ['{ "x-api-key": \'', "q7Wz9Lm2Np4R", "' }"],
    ['url = "postgres://shop:', "s3cr3t", '@db/shop"'],
    ['x = "', "Zk3vQ9xLmP2rT8wYb5nHc7JdF4gSaE1u", '"'],
  ])("hides what is secret: %s…", (before, secret, after) => {
    const hidden = hideSecretsInCode(`${before}${secret}${after}`);

    expect(hidden).not.toContain(secret);
    expect(hidden).toContain("[secret]");
  });

  test("hides a private key, also one that is cut", () => {
    const begin = join("-----BEGIN RSA ", "PRIVATE KEY-----");

    expect(hideSecretsInCode(`a\n${begin}\nMIIE\n`)).toBe("a\n[secret]");
  });

  test.each([
    ["# Basic arithmetic operations are here"],
    ["pk_constraint_of_orders = 3"],
    ["def hf_model_loader(token: TokenCounter) -> SecretStr: ..."],
    ['const field = { password: "password" };'],
    ['token_type = "access_token"'],
    ['name = os.environ["SHOP_API_KEY"]'],
    ["apiKey: `${variables.key}`"],
    ['import x from "https://example.org/a@1.2.3/b";'],
    ['digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"'],
    ["if (token === '') throw new Error('no token was given');"],
  ])("leaves what only looks like one: %s", (code) => {
    expect(hideSecretsInCode(code)).toBe(code);
  });

  test("takes no long time, whatever it is given", () => {
    const startedAt = performance.now();

    for (const text of [
      "password:",
      "secret",
      '"'.repeat(3),
      "token : a | ",
      "eyJ-",
      "://a:",
      "sk-",
    ])
      hideSecretsInCode(text.repeat(1_000_000 / text.length));

    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
