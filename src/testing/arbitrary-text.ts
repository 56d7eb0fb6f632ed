import fc from "fast-check";

/** Any UTF-16 at all: half a surrogate pair too. */
export const text = fc
  .array(fc.oneof(fc.nat(0xffff), fc.nat(0x7f)), { maxLength: 20 })
  .map((units) => String.fromCharCode(...units));

export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

export const count = fc.nat(1000);
