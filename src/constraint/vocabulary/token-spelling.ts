/** How tokenizers write bytes as text in their files. */

/** Byte-level BPE: bytes that can be seen stand for themselves, the others for U+0100 and on, in order. */
const BYTE_OF: ReadonlyMap<string, number> = (() => {
  const map = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte += 1) {
    const isSeen = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    map.set(String.fromCharCode(isSeen ? byte : next++), byte);
  }
  return map;
})();

/** `undefined` where the text is not spelled so. */
export function decodeByteLevel(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = BYTE_OF.get(text[at] ?? "");
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}

const encoder = new TextEncoder();
const ONE_BYTE = /^<0x([0-9A-Fa-f]{2})>$/;

/** The byte that `<0x0A>` stands for. */
export function readByteToken(text: string): number | undefined {
  const hex = ONE_BYTE.exec(text)?.[1];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

/** SentencePiece: `▁`, or what stands in for it, is a blank. */
export const decodePiece = (text: string, blank = "\u2581"): Uint8Array =>
  encoder.encode(text.replaceAll(blank, " "));
