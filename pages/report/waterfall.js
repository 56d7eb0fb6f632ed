/** One sample's time, attempt after attempt. */

import { element } from "./dom.js";
import { duration } from "./numbers.js";

/** @import { SampleDetail } from "../../src/evaluation/report/html/report.ts" */

/** @typedef {{ readonly kind: "model" | "check" | "score" | "other", readonly ms: number, readonly from: number }} Span */

/**
 * Stages laid end to end in their order; what a sample took besides, such as waiting for its turn, comes last.
 *
 * @param {SampleDetail} detail
 * @param {number | null | undefined} totalMs
 */
export function drawWaterfall({ timing }, totalMs) {
  if (!timing || typeof totalMs !== "number") return undefined;
  const { attempts, modelMs, checkMs, scoreMs } = timing;
  let from = 0;
  /** @param {Span["kind"]} kind @param {number} ms @returns {Span} */
  const span = (kind, ms) => {
    const begun = from;
    from += ms;
    return { kind, ms, from: begun };
  };
  const rows = attempts.map((attempt, at) => ({
    name: `Attempt ${at + 1}`,
    spans: [span("model", attempt.modelMs), span("check", attempt.checkMs)],
  }));
  if (scoreMs > 0) rows.push({ name: "Hidden checks", spans: [span("score", scoreMs)] });
  const rest = totalMs - modelMs - checkMs - scoreMs;
  if (rest > 0) rows.push({ name: "Everything else", spans: [span("other", rest)] });
  const whole = Math.max(totalMs, from, 1);
  return element(
    "div",
    { class: "scrolled", role: "region", "aria-label": "Where the time went", tabindex: "0" },
    element(
      "table",
      { class: "waterfall" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...["step", "model", "check", "hidden checks", "else"].map((title, at) =>
            element("th", { scope: "col", class: at === 0 ? undefined : "number" }, title),
          ),
          element("th", { scope: "col" }, `0 to ${duration(whole)}`),
        ),
      ),
      element("tbody", {}, ...rows.map(({ name, spans }) => drawRow(name, spans, whole))),
    ),
  );
}

/** @param {string} name @param {readonly Span[]} spans @param {number} whole */
function drawRow(name, spans, whole) {
  const cells = /** @type {const} */ (["model", "check", "score", "other"]).map((kind) => {
    const found = spans.find((span) => span.kind === kind);
    return element("td", { class: "number" }, found ? duration(found.ms) : "");
  });
  const line = element("span", { class: "line", "aria-hidden": "true" });
  for (const { kind, ms, from } of spans) {
    const bar = element("span", { class: `span ${kind}` });
    bar.style.left = `${(from / whole) * 100}%`;
    bar.style.width = `${Math.max(0.3, (ms / whole) * 100)}%`;
    line.append(bar);
  }
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    ...cells,
    element("td", { class: "bar" }, line),
  );
}
