/** Shows one candidate after another, and sends what the person says of each. All text is set as text, never as markup. */

const find = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll("[data-do]")];

/** Characters that hide, or that turn the direction of writing: shown by their numbers. */
const HIDDEN =
  /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])/;

/** The candidate that is shown; `null` where nothing is left. */
let shown = null;
let isBusy = false;
let hasEnded = false;

// The address holds the token: from here on the cookie does.
history.replaceState(null, "", "/");

for (const button of buttons) button.addEventListener("click", () => act(button.dataset.do));
find("editor").addEventListener("submit", (event) => {
  event.preventDefault();
  void keepEdit();
});
find("cancel").addEventListener("click", () => isBusy || closeEditor());
document.addEventListener("keydown", onKey);

function onKey(event) {
  if (isEditing() && event.key === "Escape") return void (isBusy || closeEditor());
  if (isEditing() && event.key === "Enter" && (event.ctrlKey || event.metaKey))
    return void keepEdit();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!find("single-keys").checked || isEditing() || isTyping(event.target)) return;
  const button = buttons.find(({ dataset }) => dataset.key === event.key.toLowerCase());
  if (button === undefined) return;
  event.preventDefault();
  act(button.dataset.do);
}

const isTyping = (target) => target.matches("textarea, input:not([type=checkbox])");

function act(what) {
  if (isBusy || hasEnded || isEditing()) return;
  if (what === "undo") return void work(() => send("POST", "undo", {}), undone);
  if (what === "end") return void work(() => send("POST", "end", {}), end);
  if (shown === null) return;
  if (what === "edit") openEditor();
  else if (what === "skip") void work(() => send("POST", "skip", whichOne()), skipped);
  else void work(() => send("POST", "label", { ...whichOne(), ...words(), opinion: what }), kept);
}

const whichOne = () => ({ runId: shown.runId, attempt: shown.attempt });

/** Left out where nothing is written. */
const words = () =>
  Object.fromEntries(
    ["reason", "note"].map((id) => [id, find(id).value.trim()]).filter(([, text]) => text !== ""),
  );

async function keepEdit() {
  if (isBusy || shown === null) return;
  tell("Checking the edit…");
  // Where a text is edited, all its lines end alike.
  const code = shown.files[0].text.includes("\r\n")
    ? find("code").value.replaceAll("\n", "\r\n")
    : find("code").value;
  const body = { ...whichOne(), ...words(), opinion: "edit", code };
  await work(() => send("POST", "label", body), kept);
}

/** One thing at a time; what goes wrong is told, and may be tried again. */
async function work(ask, onAnswer) {
  setBusy(true);
  try {
    onAnswer(await ask());
  } catch (error) {
    tell(error.message, true);
    if (error.isStale) show(await send("GET", "state").catch(() => ({ shown, count: undefined })));
  } finally {
    setBusy(false);
  }
}

async function send(method, path, body) {
  const request = { method, headers: { "content-type": "application/json" } };
  if (body !== undefined) request.body = JSON.stringify(body);
  const response = await fetch(`/api/${path}`, request).catch(() => {
    throw new Error("Cannot reach specwright: it was closed. What was kept before is kept.");
  });
  if (response.ok) return response.json();
  const isOurs = response.headers.get("content-type")?.startsWith("application/json");
  const refusal = isOurs ? await response.json() : { message: await response.text() };
  const help = refusal.help ? `\n${refusal.help}` : "";
  throw Object.assign(new Error(refusal.message + help), { isStale: response.status === 409 });
}

function kept(state) {
  const { opinion, edit, problem } = state.kept;
  const checked = edit ? `; the checker says ${edit}${problem ? `: ${problem}` : ""}` : "";
  clearWords();
  show(state);
  tell(`Kept: ${opinion}${checked}`);
}

function skipped(state) {
  clearWords();
  show(state);
  tell("Skipped: it is shown again the next time");
}

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
  for (const id of ["reason", "note"]) find(id).value = "";
}

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

function showNothing(why) {
  shown = null;
  find("work").hidden = true;
  find("nothing").hidden = false;
  find("nothing").textContent = why;
  find("nothing").focus();
}

function showAsked({ asked, runId, attempt, model }) {
  find("name").textContent = asked.name;
  find("place").textContent = `Run ${runId}, attempt ${attempt}, by ${model}`;
  find("wish").textContent = asked.text.trim();
  find("signature").hidden = asked.signature === undefined;
  find("signature").textContent = asked.signature ?? "";
  fillList("requirements", asked.requirements);
  fillList("examples", asked.examples);
}

function fillList(id, texts) {
  find(`${id}-part`).hidden = texts.length === 0;
  find(id).replaceChildren(...texts.map((text) => make("li", text)));
}

function showVerdict({ status, grounds, problems }) {
  find("verdict").dataset.status = status;
  find("status").textContent = `Checker: ${status}`;
  find("grounds").textContent = grounds;
  find("problems").hidden = problems.length === 0;
  find("problems").replaceChildren(
    ...problems.map(({ place, code, message }) =>
      make("li", [place, code, message].filter((part) => part !== undefined).join(" ")),
    ),
  );
}

function toFile({ path, text }) {
  const code = make("pre", "");
  code.className = "code";
  code.tabIndex = 0;
  code.setAttribute("role", "region");
  code.setAttribute("aria-label", `Code of ${path}`);
  const lines = text.replace(/\r?\n$/, "").split(/\r\n|\r|\n/);
  code.append(...lines.map(toLine));
  const name = make("p", path);
  name.className = "file";
  return [name, code];
}

function toLine(text) {
  const line = make("span", "");
  for (const [at, part] of text.split(HIDDEN).entries())
    line.append(
      at % 2 === 0 ? part : make("b", `\\u${part.charCodeAt(0).toString(16).padStart(4, "0")}`),
    );
  return line;
}

function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function openEditor() {
  find("code").value = shown.files[0].text;
  find("files").hidden = true;
  find("editor").hidden = false;
  find("code").focus();
  find("code").setSelectionRange(0, 0);
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

function setBusy(value) {
  isBusy = value;
  updateButtons();
}

/** Disabled buttons would lose the focus. */
function updateButtons() {
  for (const button of buttons) {
    const what = button.dataset.do;
    const isOff = isBusy || hasEnded || isEditing() || (shown === null && needsCode(what));
    button.setAttribute("aria-disabled", String(isOff));
  }
}

/** While an edit is being written, it is the answer. */
const isEditing = () => !find("editor").hidden;

const needsCode = (what) => what !== "end" && what !== "undo";

function tell(text, isTrouble = false) {
  find("message").textContent = text;
  find("message").classList.toggle("trouble", isTrouble);
}

void work(() => send("GET", "state"), show);
