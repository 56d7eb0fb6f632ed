/** Elements, from data: no text is ever taken as markup. */

/** @typedef {string | number | Node | undefined} Child */

/**
 * @param {string} name
 * @param {Readonly<Record<string, string | boolean | undefined | ((event: Event) => void)>>} attributes a function listens to the event of that name
 * @param {readonly Child[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (typeof value === "string") made.setAttribute(key, value);
  }
  for (const child of children)
    if (child !== undefined) made.append(typeof child === "number" ? String(child) : child);
  return made;
}

/** @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}`);
  return found;
}

/**
 * A field of the filters.
 * @param {string} id
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
export function field(id) {
  const found = byId(id);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`#${id} is no field`);
}
