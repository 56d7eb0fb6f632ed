const CAUSES: readonly (readonly [string, readonly number[]])[] = [
  ["unknown-name", [2304, 2552, 2503, 18004, 2662, 2663, 2686, 2693, 2749]],
  ["unknown-member", [2339, 2550, 2551, 2576, 7053]],
  ["missing-value", [2531, 2532, 2533, 18047, 18048, 18049]],
  ["wrong-argument", [2345, 2554, 2555, 2556, 2769, 2575]],
  ["wrong-operator", [2362, 2363, 2365, 2367, 2447]],
  ["not-mutable", [2588, 2540, 2542, 2630]],
  ["not-callable", [2349, 2351, 2348]],
  ["unused", [6133, 6138, 6192, 6196, 6198, 6199, 6205, 7028]],
];

/** A short word for what the compiler found, for statistics. */
export const causeOf = (code: number): string =>
  CAUSES.find(([, codes]) => codes.includes(code))?.[0] ?? (code < 2000 ? "syntax" : "wrong-type");
