/** What each attempt wrote, how it differs from the one before, and what it was refused for. */

import { element } from "./dom.js";
import { count } from "./numbers.js";

/** @import { AttemptText, AttemptView, SampleDetail } from "../../src/evaluation/report/html/report.ts" */

/** Lines around a change that stay in view. */
const AROUND = 3;

/** @param {SampleDetail} detail */
export function drawAttempts(detail) {
  const { journal, attempts, diagnostics } = detail;
  const lost =
    journal === "gone"
      ? "The journal of this run is gone"
      : "The journal of this run cannot be read";
  if (journal !== "read")
    return element(
      "div",
      {},
      element(
        "p",
        { class: "note" },
        `${lost}: what was written is not known. What attempts were refused for is in the results:`,
      ),
      drawDiagnostics(
        diagnostics.map((each) => ({
          ...each,
          line: undefined,
          help: undefined,
          message: `attempt ${each.attempt}: ${each.message}`,
        })),
      ),
    );
  if (attempts.length === 0) return element("p", {}, "No attempt came to an end.");
  return element(
    "div",
    { class: "attempts" },
    ...attempts.map((attempt, at) => drawAttempt(attempt, at, attempts)),
  );
}

/** @param {AttemptView} attempt @param {number} at @param {readonly AttemptView[]} all */
function drawAttempt(attempt, at, all) {
  const { kind, reason, verdict, tokens, fixes, diagnostics, text } = attempt;
  return element(
    "article",
    { class: `attempt ${verdict}` },
    element("h4", {}, `Attempt ${at + 1}: ${verdict}`),
    element(
      "p",
      { class: "unit" },
      `${kind}: ${reason} · ${count(tokens.input)} tokens in, ${count(tokens.output)} out`,
    ),
    drawDiagnostics(diagnostics),
    fixes.length === 0
      ? undefined
      : element("p", { class: "note" }, `Fixed without the model: ${fixes.join("; ")}`),
    ...drawText(text, at, all),
  );
}

/** @param {AttemptView["diagnostics"]} diagnostics */
function drawDiagnostics(diagnostics) {
  if (diagnostics.length === 0) return undefined;
  return element(
    "ul",
    { class: "diagnostics" },
    ...diagnostics.map(({ code, phase, message, line, help }) =>
      element(
        "li",
        {},
        element("b", {}, code ?? phase),
        code ? ` ${phase}` : "",
        typeof line === "number" ? `, line ${line}` : "",
        `: ${message}`,
        help ? element("span", { class: "unit" }, ` ${help}`) : undefined,
      ),
    ),
  );
}

/** @param {AttemptText | null | undefined} text @param {number} at @param {readonly AttemptView[]} all @returns {readonly Node[]} */
function drawText(text, at, all) {
  if (!text)
    return [element("p", { class: "note" }, "What it wrote was left out to keep this file small.")];
  const what = text.is === "answer" ? "The answer, in which no code was found" : "What it wrote";
  const cut =
    text.cut > 0
      ? [element("p", { class: "note" }, `Cut here: ${count(text.cut)} more characters.`)]
      : [];
  const whole = [drawCode(`${what}, attempt ${at + 1}`, [element("code", {}, text.text)]), ...cut];
  const before = typeof text.basis === "number" ? all[text.basis]?.text : undefined;
  if (typeof text.basis !== "number" || !before)
    return [element("p", { class: "label" }, what), ...whole];
  const title = `Changes from attempt ${text.basis + 1}`;
  return [
    element("p", { class: "label" }, title),
    drawCode(title, drawChanges(text.changes, before.text.split("\n"), text.text.split("\n"))),
    element("details", {}, element("summary", {}, what), ...whole),
  ];
}

/** @param {string} label @param {readonly Node[]} children */
const drawCode = (label, children) =>
  element(
    "pre",
    { class: "code", role: "region", "aria-label": label, tabindex: "0" },
    ...children,
  );

/**
 * Lines that were removed and added, with a few around them.
 *
 * @param {readonly number[]} changes lines in turn: the same, removed, added, the same …
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 */
function drawChanges(changes, before, after) {
  let [old, fresh] = [0, 0];
  /** @type {Node[]} */
  const drawn = [];
  for (const [at, length] of changes.entries()) {
    const kind = at % 3;
    if (kind === 0) {
      drawn.push(
        ...drawSame(after.slice(fresh, fresh + length), at === 0, at >= changes.length - 1),
      );
      old += length;
      fresh += length;
    } else if (kind === 1) {
      drawn.push(...before.slice(old, old + length).map((line) => drawLine("removed", "−", line)));
      old += length;
    } else {
      drawn.push(...after.slice(fresh, fresh + length).map((line) => drawLine("added", "+", line)));
      fresh += length;
    }
  }
  if (!changes.some((length, at) => at % 3 !== 0 && length > 0))
    return [element("code", {}, "Nothing: it wrote the same again.")];
  return drawn;
}

/** @param {readonly string[]} lines @param {boolean} isFirst @param {boolean} isLast */
function drawSame(lines, isFirst, isLast) {
  const head = isFirst ? 0 : AROUND;
  const tail = isLast ? 0 : AROUND;
  const left = lines.length - head - tail;
  if (left < 2) return lines.map((line) => drawLine("same", " ", line));
  return [
    ...lines.slice(0, head).map((line) => drawLine("same", " ", line)),
    drawLine("skipped", "⋯", `${left} lines the same`),
    ...lines.slice(lines.length - tail).map((line) => drawLine("same", " ", line)),
  ];
}

/** @param {string} kind @param {string} sign @param {string} text */
const drawLine = (kind, sign, text) =>
  element("code", { class: kind }, element("span", { class: "sign" }, sign), `${text}\n`);
