/**
 * The file up to where the body begins: the signature, its colon and a new line. The indentation is the model's to write:
 * its tokens join it to the line break, and a start that ends within such a token puts it off.
 */
export function renderAnswerStart(signature: string): string {
  const head = signature.trimEnd().replace(/\s*\.\.\.$/, "");
  return `${head.endsWith(":") ? head : `${head}:`}\n`;
}
