import { openConstraintEngine } from "../constraint/engines/open-engine.ts";
import type { Finding } from "./finding.ts";

/** Which engine says what a model may write next. */
export function* examineConstraints(): Generator<Finding> {
  const { engine, why } = openConstraintEngine();
  const isFast = engine.abilities.validation === "direct";
  yield {
    area: "constraint",
    name: "constraint engine",
    isReady: true,
    isNeeded: false,
    why,
    help: isFast ? undefined : "In a checkout with Cargo: npm run build:native",
  };
}
