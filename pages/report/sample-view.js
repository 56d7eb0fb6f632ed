/** One sample: what it came to, when, and what each attempt wrote. */

import { drawAttempts } from "./attempts.js";
import { columns, detailAt, nameAt, rowOf, total } from "./data.js";
import { byId, element } from "./dom.js";
import { count, duration, money } from "./numbers.js";
import { costOf, drawStatus, rowsNow } from "./sample-table.js";
import { drawWaterfall } from "./waterfall.js";

/** @import { SampleDetail } from "../../src/evaluation/report/html/report.ts" */
/** @import { Child } from "./dom.js" */

/** @param {number} index the sample's number */
export function showSample(index) {
  const row = rowOf(index);
  const view = byId("sample-view");
  if (row < 0) {
    view.replaceChildren(
      backLink(),
      element("h2", { tabindex: "-1" }, `There is no sample ${index}`),
    );
    return;
  }
  const detail = detailAt(row);
  view.replaceChildren(
    ...[
      element("div", { class: "row" }, backLink(), drawSteps(row)),
      element("h2", { tabindex: "-1" }, nameAt("task", row)),
      element(
        "p",
        { class: "lead" },
        drawStatus(row),
        ` · ${nameAt("category", row)} · ${nameAt("complexity", row)} · ${nameAt("solver", row)} · sample ${index}`,
      ),
      drawReason(row, detail),
      drawFacts(row, detail),
      ...drawSection("Where the time went", drawWaterfall(detail, columns.totalMs[row])),
      ...drawSection("Scores", drawScores(detail)),
      ...drawSection("Attempts", drawAttempts(detail)),
      ...drawSection("The same task elsewhere", drawSiblings(row)),
    ].filter((part) => part !== undefined),
  );
}

const backLink = () => element("a", { href: "#samples", class: "back" }, "← All samples");

/** @param {string} title @param {Node | undefined} content */
const drawSection = (title, content) =>
  content === undefined ? [] : [element("h3", {}, title), content];

/** Before and after it, as the table is filtered and sorted. @param {number} row */
function drawSteps(row) {
  const rows = rowsNow();
  const at = rows.indexOf(row);
  /** @param {string} title @param {number | undefined} other */
  const link = (title, other) =>
    other === undefined || at < 0
      ? undefined
      : element("a", { href: `#sample/${columns.index[other]}` }, title);
  return element(
    "span",
    { class: "steps" },
    link("Previous", rows[at - 1]),
    link("Next", rows[at + 1]),
  );
}

/** @param {number} row @param {SampleDetail} detail */
function drawReason(row, { limit, fault }) {
  const said = fault
    ? `${fault.code}: ${fault.message}`
    : limit
      ? `The limit on ${limit} ended it`
      : nameAt("reason", row);
  return said === "" ? undefined : element("p", { class: "why" }, said);
}

/** @param {number} row @param {SampleDetail} detail */
function drawFacts(row, detail) {
  const { usage, confidence } = { usage: detail.usage, confidence: columns.confidence[row] };
  const texts = Object.entries(detail.templates).map(([section, name]) => `${section}: ${name}`);
  /** @type {readonly (readonly [string, string | undefined])[]} */
  const facts = [
    ["attempts", `${columns.attempts[row]}`],
    ["fixes without the model", detail.fixes > 0 ? `${detail.fixes}` : undefined],
    ["calls", `${detail.calls}`],
    [
      "tokens in",
      `${count(usage.input)}${usage.cached > 0 ? `, ${count(usage.cached)} from cache` : ""}`,
    ],
    ["tokens out", count(usage.output)],
    ["cost", costOf(row)],
    ["wasted", detail.wastedUsd > 0 ? money(detail.wastedUsd) : undefined],
    ["saved", detail.savedUsd > 0 ? money(detail.savedUsd) : undefined],
    ["time", time(columns.totalMs[row])],
    ["confidence", typeof confidence === "number" ? confidence.toFixed(2) : undefined],
    ["left behind", detail.fallback ?? undefined],
    ["epoch", `${(columns.epoch[row] ?? 0) + 1}`],
    ["seed", `${detail.seed}`],
    ["language", detail.language],
    ["split", detail.split],
    ["model", detail.model],
    ["run", detail.runId],
    ["prompt texts", texts.length === 0 ? undefined : texts.join(", ")],
  ];
  return element(
    "dl",
    { class: "grid" },
    ...facts.flatMap(([name, value]) =>
      value === undefined
        ? []
        : [element("div", {}, element("dt", {}, name), element("dd", {}, value))],
    ),
  );
}

/** @param {number | null | undefined} ms */
const time = (ms) => (typeof ms === "number" ? duration(ms) : "unknown");

/** @param {SampleDetail} detail */
function drawScores({ scores }) {
  if (scores.length === 0) return undefined;
  return drawTable(
    "Scores",
    ["scorer", "says", "why"],
    scores.map(({ scorer, value, reason }) => [scorer, value, reason]),
  );
}

/** @param {number} row */
function drawSiblings(row) {
  const rows = [];
  for (let other = 0; other < total; other += 1)
    if (other !== row && columns.task[other] === columns.task[row]) rows.push(other);
  if (rows.length === 0) return undefined;
  return drawTable(
    "The same task elsewhere",
    ["sample", "solver", "epoch", "ended as", "attempts", "cost", "time"],
    rows
      .slice(0, 100)
      .map((other) => [
        element("a", { href: `#sample/${columns.index[other]}` }, columns.index[other]),
        nameAt("solver", other),
        (columns.epoch[other] ?? 0) + 1,
        drawStatus(other),
        columns.attempts[other],
        costOf(other),
        time(columns.totalMs[other]),
      ]),
  );
}

/** @param {string} label @param {readonly string[]} titles @param {readonly (readonly Child[])[]} rows */
function drawTable(label, titles, rows) {
  return element(
    "div",
    { class: "scrolled", role: "region", "aria-label": label, tabindex: "0" },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title))),
      ),
      element(
        "tbody",
        {},
        ...rows.map((cells) =>
          element(
            "tr",
            {},
            ...cells.map((cell, at) =>
              at === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell),
            ),
          ),
        ),
      ),
    ),
  );
}
