import { expect, test } from "vitest";
import { measureBend } from "../../testing/bent-toy.ts";

test("masks alone bend the distribution; what is learned from dead ends straightens it", async () => {
  // By masks, nine of ten begin with "a"; of the model's whole texts, three of ten do.
  expect(await measureBend(false, 900)).toBeGreaterThan(0.5);
  expect(await measureBend(true, 900)).toBeLessThan(0.09);
});
