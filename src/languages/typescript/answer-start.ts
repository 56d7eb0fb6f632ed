/** A file up to where the body of what `signature` declares begins. */
export function renderAnswerStart(signature: string): string {
  const declaration = signature.trim().replace(/[\s;{]+$/, "");
  const exported = /^export\b/.test(declaration) ? declaration : `export ${declaration}`;
  const isFunction = /^export\s+(?:default\s+)?(?:async\s+)?function\b/.test(exported);
  return isFunction ? `${exported} {\n` : exported;
}
