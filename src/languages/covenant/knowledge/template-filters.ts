/** How a template puts what users wrote into a prompt: as data that cannot pass for the prompt's own words. */

/** `text` between tags that nothing inside it can close or open. */
export function data(text: string, tag: string): string {
  const imitation = new RegExp(`<(?=\\s*(?:/\\s*)?${tag}\\b)`, "gi");
  return `<${tag}>\n${text.trim().replace(imitation, "‹")}\n</${tag}>`;
}

/** `text` as a fenced block that nothing inside it can close. */
export function fence(text: string, language: string): string {
  let longestRun = 2;
  for (const [run] of text.matchAll(/`+/g)) longestRun = Math.max(longestRun, run.length);
  const marks = "`".repeat(longestRun + 1);
  return `${marks}${language}\n${text.trimEnd()}\n${marks}`;
}

/** One line for each item. */
export const bullets = (items: readonly string[]): string =>
  items.map((item) => `- ${item.replaceAll(/\s+/g, " ").trim()}`).join("\n");
