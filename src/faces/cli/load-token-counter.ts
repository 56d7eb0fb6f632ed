/** Counts tokens as large hosted models do; loaded for the commands that need it. */
export async function loadTokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import("gpt-tokenizer/esm/encoding/o200k_base");
  // Text that looks like a control token is only text.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}
