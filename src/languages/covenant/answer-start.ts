/** A file up to where the function's body begins. A head may come with its snippet's `end`, which is left off. */
export function renderAnswerStart(signature: string): string {
  const head = signature.trim();
  if (/^fn\b/.test(head)) {
    const name = /^fn\s+name\s*=\s*"([^"]*)"/.exec(head)?.[1] ?? "f";
    return `snippet id="main.${name}" kind="fn"\n\nsignature\n${head}\nend\n\nbody\n`;
  }
  const isClosed = /\bend\s+end\s+end$/.test(head);
  return `${isClosed ? head.replace(/\s*end$/, "") : head}\n\nbody\n`;
}
