import { parse } from "./syntax/parse.ts";

/** A file up to where the function's body begins. A head may come with its snippet's `end`, which is left off. */
export function renderAnswerStart(signature: string): string {
  const head = signature.trim();
  if (/^fn\b/.test(head)) {
    const name = /^fn\s+name\s*=\s*"([^"]*)"/.exec(head)?.[1] ?? "f";
    return `snippet id="main.${name}" kind="fn"\n\nsignature\n${head}\nend\n\nbody\n`;
  }
  const isClosed = parse(head).findings.length === 0;
  return `${isClosed ? head.replace(/\s*\bend$/, "") : head}\n\nbody\n`;
}
