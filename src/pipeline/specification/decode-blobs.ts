/** Text that was encoded so that a reader passes over it. */
export interface DecodedBlob {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const HEX = /(?:[0-9a-fA-F]{2}){16,}/g;
/** No order to a model is longer, and pictures are. */
const LONGEST = 20_000;

/** What base64 and hex in a text decode to, where that is text. */
export function decodeBlobs(text: string): readonly DecodedBlob[] {
  const find = (pattern: RegExp, decode: (blob: string) => Uint8Array | undefined) =>
    Array.from(text.matchAll(pattern), ({ 0: blob, index }) => {
      const bytes = blob.length > LONGEST ? undefined : decode(blob);
      const decoded = bytes === undefined ? undefined : readBytes(bytes);
      return decoded === undefined
        ? []
        : [{ start: index, end: index + blob.length, text: decoded }];
    }).flat();
  return [...find(BASE64, fromBase64), ...find(HEX, fromHex)];
}

function fromBase64(blob: string): Uint8Array | undefined {
  const standard = blob.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  // One letter too many is no base64; the run may have begun or ended in a word.
  const whole = standard.slice(0, standard.length - (standard.length % 4 === 1 ? 1 : 0));
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

const fromHex = (blob: string): Uint8Array =>
  Uint8Array.from({ length: blob.length / 2 }, (_, at) =>
    Number.parseInt(blob.slice(2 * at, 2 * at + 2), 16),
  );

/** Bytes as text; `undefined` for anything but letters and the like. */
function readBytes(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  const odd = text.match(/[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return odd > text.length / 20 ? undefined : text;
}
