import type { Confidence } from "../../domain/confidence.ts";
import { escapeText } from "./escape-text.ts";

/** Confidence on one line: the number, and what it is made of, weightiest first. */
export function describeConfidence({ value, factors }: Confidence): string {
  const weighty = [...factors].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const parts = weighty.map(
    ({ name, contribution }) => `${name} ${contribution < 0 ? "" : "+"}${contribution.toFixed(1)}`,
  );
  return escapeText(`confidence ${value.toFixed(2)}, uncalibrated: ${parts.join(", ")}`);
}
