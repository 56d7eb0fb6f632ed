/** Which files can be scanned, by their endings; light, so that nothing is loaded for a question. */

const ENDINGS = {
  py: /\.pyi?$/i,
  script: /\.[cm]?[jt]s$/i,
  scriptWithMarkup: /\.[jt]sx$/i,
  rs: /\.rs$/i,
} as const satisfies Record<string, RegExp>;

export type ScannedKind = keyof typeof ENDINGS;

export const scannedKind = (path: string): ScannedKind | undefined =>
  (Object.keys(ENDINGS) as ScannedKind[]).find((kind) => ENDINGS[kind].test(path));
