/** Starts the page: its tabs, its colours, and what the address asks for. */

import { byId } from "./dom.js";
import { searchFor, startTable } from "./sample-table.js";
import { showSample } from "./sample-view.js";

const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[role="tab"]')]);
let isStarted = false;

/** @param {string} id */
function openPage(id) {
  for (const tab of tabs) {
    const isOpen = tab.getAttribute("aria-controls") === id;
    tab.setAttribute("aria-selected", String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
    byId(tab.getAttribute("aria-controls") ?? "").hidden = !isOpen;
  }
  if (id === "samples" && !isStarted) {
    isStarted = true;
    startTable();
  }
}

/** What follows `#`: a page, `samples/TEXT`, or `sample/NUMBER`. */
function follow() {
  const [, page = "", rest] = /^#?([^/]*)(?:\/(.*))?$/.exec(location.hash) ?? [];
  const isSample = page === "sample" && rest !== undefined;
  const id = isSample ? "samples" : page;
  if (page === "main") return;
  openPage(tabs.some((tab) => tab.getAttribute("aria-controls") === id) ? id : "overview");
  byId("sample-list").hidden = isSample;
  byId("sample-view").hidden = !isSample;
  if (isSample) showSample(Number(rest));
  else if (page === "samples" && rest !== undefined) searchFor(textOf(rest));
  if (isSample || rest !== undefined) {
    window.scrollTo(0, 0);
    const title = byId(isSample ? "sample-view" : "sample-list").querySelector("h2");
    if (title instanceof HTMLElement) title.focus({ preventScroll: true });
  }
}

/** @param {string} part of an address, which anybody may have typed */
function textOf(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

for (const [at, tab] of tabs.entries()) {
  tab.addEventListener("click", () => {
    location.hash = tab.getAttribute("aria-controls") ?? "";
    // The event comes later than the next key may.
    follow();
  });
  tab.addEventListener("keydown", ({ key }) => {
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const next = Object.hasOwn(steps, key)
      ? steps[/** @type {keyof typeof steps} */ (key)]
      : undefined;
    const target = next === undefined ? undefined : tabs.at(next % tabs.length);
    if (target === undefined) return;
    target.focus();
    target.click();
  });
}

const THEME = "specwright-report-theme";
const choices = /** @type {HTMLElement[]} */ ([
  ...document.querySelectorAll("[data-theme-choice]"),
]);

/** @param {string} theme */
function setTheme(theme) {
  document.documentElement.dataset["theme"] = theme;
  for (const choice of choices)
    choice.setAttribute("aria-pressed", String(choice.dataset["themeChoice"] === theme));
}

for (const choice of choices)
  choice.addEventListener("click", () => {
    const theme = choice.dataset["themeChoice"] ?? "auto";
    setTheme(theme);
    // A browser may keep nothing for files.
    try {
      localStorage.setItem(THEME, theme);
    } catch {}
  });

try {
  const kept = localStorage.getItem(THEME);
  if (kept !== null && choices.some((choice) => choice.dataset["themeChoice"] === kept))
    setTheme(kept);
} catch {}

window.addEventListener("hashchange", follow);
document.documentElement.dataset["script"] = "on";
follow();
performance.mark("drawn");
