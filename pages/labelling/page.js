/** Shows one candidate after another, and sends what the person says of each. */

import { field, find, showAsked, showVerdict, toFile } from "./draw.js";

/** @typedef {import("../../src/training/feedback/label-view.ts").LabelView} LabelView */
/**
 * @typedef {object} State What there is to label.
 * @property {LabelView | null} shown
 * @property {{ labelled: number, skipped: number, leftAtMost: number }} [count]
 * @property {string | null} [by]
 */

/** @type {HTMLElement[]} */
const buttons = [...document.querySelectorAll("[data-do]")].filter(
  (element) => element instanceof HTMLElement,
);

/**
 * The candidate that is shown; `null` where nothing is left.
 * @type {LabelView | null}
 */
let shown = null;
let isBusy = false;
let hasEnded = false;

// The address holds the token: from here on the cookie does.
history.replaceState(null, "", "/");

for (const button of buttons) button.addEventListener("click", () => act(button.dataset["do"]));
find("editor").addEventListener("submit", (event) => {
  event.preventDefault();
  void keepEdit();
});
find("cancel").addEventListener("click", () => isBusy || closeEditor());
document.addEventListener("keydown", onKey);

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (isEditing() && event.key === "Escape") return void (isBusy || closeEditor());
  if (isEditing() && event.key === "Enter" && (event.ctrlKey || event.metaKey))
    return void keepEdit();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const areOn = /** @type {HTMLInputElement} */ (find("single-keys")).checked;
  if (!areOn || isEditing() || isTyping(event.target)) return;
  const button = buttons.find(({ dataset }) => dataset["key"] === event.key.toLowerCase());
  if (button === undefined) return;
  event.preventDefault();
  act(button.dataset["do"]);
}

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof Element && target.matches("textarea, input:not([type=checkbox])");

/** @param {string | undefined} what */
function act(what) {
  if (isBusy || hasEnded || isEditing()) return;
  if (what === "undo") return void work(() => send("POST", "undo", {}), undone);
  if (what === "end") return void work(() => send("POST", "end", {}), end);
  if (shown === null) return;
  const which = whichOne(shown);
  if (what === "edit") openEditor(shown);
  else if (what === "skip") void work(() => send("POST", "skip", which), skipped);
  else void work(() => send("POST", "label", { ...which, ...words(), opinion: what }), kept);
}

/** @param {LabelView} view */
const whichOne = ({ runId, attempt }) => ({ runId, attempt });

/** Left out where nothing is written. */
const words = () =>
  Object.fromEntries(
    ["reason", "note"].map((id) => [id, field(id).value.trim()]).filter(([, text]) => text !== ""),
  );

async function keepEdit() {
  if (isBusy || shown === null) return;
  tell("Checking the edit…");
  // Where a text is edited, all its lines end alike.
  const code = textOf(shown).includes("\r\n")
    ? field("code").value.replaceAll("\n", "\r\n")
    : field("code").value;
  const body = { ...whichOne(shown), ...words(), opinion: "edit", code };
  await work(() => send("POST", "label", body), kept);
}

/** @param {LabelView} view */
const textOf = ({ files: [main] }) => main?.text ?? "";

/**
 * One thing at a time; what goes wrong is told, and may be tried again.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => void} onAnswer
 */
async function work(ask, onAnswer) {
  setBusy(true);
  try {
    onAnswer(await ask());
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), true);
    if (error instanceof Refusal && error.isStale)
      show(await send("GET", "state").catch(() => ({ shown })));
  } finally {
    setBusy(false);
  }
}

/** What the server does not take. */
class Refusal extends Error {
  /** Whether what is shown is no longer what there is. */
  isStale = false;
}

/**
 * @param {"GET" | "POST"} method
 * @param {string} path
 * @param {object} [body]
 */
async function send(method, path, body) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = { method, headers: { "content-type": "application/json" }, ...text };
  const response = await fetch(`/api/${path}`, request).catch(() => {
    throw new Error("Cannot reach specwright: it was closed. What was kept before is kept.");
  });
  if (response.ok) return response.json();
  const isOurs = response.headers.get("content-type")?.startsWith("application/json");
  const refusal = isOurs ? await response.json() : { message: await response.text() };
  const help = refusal.help ? `\n${refusal.help}` : "";
  throw Object.assign(new Refusal(refusal.message + help), { isStale: response.status === 409 });
}

/** @param {State & { kept: { opinion: string, edit?: string, problem?: string } }} state */
function kept(state) {
  const { opinion, edit, problem } = state.kept;
  const checked = edit ? `; the checker says ${edit}${problem ? `: ${problem}` : ""}` : "";
  clearWords();
  show(state);
  tell(`Kept: ${opinion}${checked}`);
}

/** @param {State} state */
function skipped(state) {
  clearWords();
  show(state);
  tell("Skipped: it is shown again the next time");
}

/** @param {State & { isUndone: boolean }} state */
function undone(state) {
  if (state.isUndone) {
    clearWords();
    show(state);
  }
  tell(state.isUndone ? "Taken back: label it again" : "Nothing to take back");
}

function end() {
  hasEnded = true;
  showNothing("Closed. All labels are kept; this page can be closed too.");
}

function clearWords() {
  for (const id of ["reason", "note"]) field(id).value = "";
}

/** @param {State} state */
function show({ shown: next, count, by }) {
  shown = next;
  if (count !== undefined) {
    const who = by ? `, by ${by}` : "";
    find("progress").textContent =
      `${count.labelled} labelled${who}, ${count.skipped} skipped, at most ${count.leftAtMost} left`;
  }
  closeEditor(false);
  if (next === null) return showNothing("Nothing is left to label.");
  find("nothing").hidden = true;
  find("work").hidden = false;
  showAsked(next);
  showVerdict(next.verdict);
  find("files").replaceChildren(...next.files.flatMap(toFile));
  scrollTo(0, 0);
  find("name").focus();
}

/** @param {string} why */
function showNothing(why) {
  shown = null;
  find("work").hidden = true;
  find("nothing").hidden = false;
  find("nothing").textContent = why;
  find("nothing").focus();
}

/** @param {LabelView} view */
function openEditor(view) {
  const code = field("code");
  code.value = textOf(view);
  find("files").hidden = true;
  find("editor").hidden = false;
  code.focus();
  code.setSelectionRange(0, 0);
  tell("");
  updateButtons();
}

function closeEditor(hasFocus = true) {
  const wasOpen = !find("editor").hidden;
  find("editor").hidden = true;
  find("files").hidden = false;
  if (wasOpen && hasFocus) find("name").focus();
  updateButtons();
}

/** @param {boolean} value */
function setBusy(value) {
  isBusy = value;
  updateButtons();
}

/** Disabled buttons would lose the focus. */
function updateButtons() {
  for (const button of buttons) {
    const what = button.dataset["do"];
    const isOff = isBusy || hasEnded || isEditing() || (shown === null && needsCode(what));
    button.setAttribute("aria-disabled", String(isOff));
  }
}

/** While an edit is being written, it is the answer. */
const isEditing = () => !find("editor").hidden;

/** @param {string | undefined} what */
const needsCode = (what) => what !== "end" && what !== "undo";

/** @param {string} text */
function tell(text, isTrouble = false) {
  find("message").textContent = text;
  find("message").classList.toggle("trouble", isTrouble);
}

void work(() => send("GET", "state"), show);
