import { expect, test } from "vitest";
import { sha256 } from "./sha256.ts";

// FIPS 180-4, appendix B.1 of its examples; the second by `printf 'ä' | sha256sum`.
test("sha256() is the hash of the text's UTF-8, in hex", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("ä")).toBe("33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc");
});
