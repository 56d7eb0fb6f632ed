/** Puts a candidate on the page. All text is set as text, never as markup. */

/** @typedef {import("../../src/training/feedback/label-view.ts").LabelView} LabelView */

/** @param {string} id */
export function find(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}`);
  return found;
}

/** @param {string} id */
export const field = (id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (find(id));

/** Characters that hide, or that turn the direction of writing: shown by their numbers. */
const HIDDEN =
  /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])/;

/** @param {LabelView} view */
export function showAsked({ asked, runId, attempt, model }) {
  find("name").textContent = asked.name;
  find("place").textContent = `Run ${runId}, attempt ${attempt}, by ${model}`;
  find("wish").textContent = asked.text.trim();
  find("signature").hidden = asked.signature === undefined;
  find("signature").textContent = asked.signature ?? "";
  fillList("requirements", asked.requirements);
  fillList("examples", asked.examples);
}

/**
 * @param {string} id
 * @param {readonly string[]} texts
 */
function fillList(id, texts) {
  find(`${id}-part`).hidden = texts.length === 0;
  find(id).replaceChildren(...texts.map((text) => make("li", text)));
}

/** @param {LabelView["verdict"]} verdict */
export function showVerdict({ status, grounds, problems }) {
  find("verdict").dataset["status"] = status;
  find("status").textContent = `Checker: ${status}`;
  find("grounds").textContent = grounds;
  find("problems").hidden = problems.length === 0;
  find("problems").replaceChildren(
    ...problems.map(({ place, code, message }) =>
      make("li", [place, code, message].filter((part) => part !== undefined).join(" ")),
    ),
  );
}

/** @param {LabelView["files"][number]} file */
export function toFile({ path, text }) {
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

/** @param {string} text */
function toLine(text) {
  const line = make("span", "");
  for (const [at, part] of text.split(HIDDEN).entries())
    line.append(
      at % 2 === 0 ? part : make("b", `\\u${part.charCodeAt(0).toString(16).padStart(4, "0")}`),
    );
  return line;
}

/**
 * @param {string} name
 * @param {string} text
 */
function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
