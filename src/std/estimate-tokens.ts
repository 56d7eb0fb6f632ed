/**
 * How many tokens a text may be, without a tokenizer: one for 2.5 bytes of UTF-8, which is rather too high for prose
 * and code. Today's vocabularies need one for 3 to 4.5 bytes there; the newest ones need about 30 % more of them.
 */
export function estimateTokens(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return Math.ceil(bytes / 2.5);
}
