/** The file up to where the body begins: the signature, its colon, a new line and one level of indentation. */
export function renderAnswerStart(signature: string): string {
  const head = signature.trimEnd().replace(/\s*\.\.\.$/, "");
  return `${head.endsWith(":") ? head : `${head}:`}\n    `;
}
