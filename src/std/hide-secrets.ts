/** Text without secrets: those given, and whatever looks like one. */
export type HideSecrets = (text: string) => string;

const HIDDEN = "[secret]";

/** Keys in the shapes that services give out, authorization headers, and names and passwords in addresses. */
const LOOKS_SECRET: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|pk|rk|xai|gsk|hf|r8)[-_][\w-]{8,}/g, HIDDEN],
  [
    /\b(?:AIza[\w-]{30,}|AKIA[A-Z0-9]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[a-z]-[\w-]{10,})/g,
    HIDDEN,
  ],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, HIDDEN],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [
    /\b((?:x-)?api-?key|x-goog-api-key|authorization)(["']?\s*[:=]\s*["']?)(?!bearer|basic)[\w.~+/=-]{8,}/gi,
    `$1$2${HIDDEN}`,
  ],
  [/([?&](?:key|api_?key|token|access_token)=)[^&\s"']+/gi, `$1${HIDDEN}`],
  [/\/\/[^/\s@]+@/g, `//${HIDDEN}@`],
];

/** Hides `secrets` as they are, and as they look in an address or in JSON. */
export function createHideSecrets(secrets: readonly { reveal(): string }[]): HideSecrets {
  const hideKnown = createHideKnownSecrets(secrets);
  return (text) =>
    LOOKS_SECRET.reduce((left, [shape, hidden]) => left.replace(shape, hidden), hideKnown(text));
}

/** The same for `secrets` alone: for source code, in which harmless names look like keys. */
export function createHideKnownSecrets(secrets: readonly { reveal(): string }[]): HideSecrets {
  const spellings = secrets.flatMap((secret) => {
    const value = secret.reveal();
    return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  });
  // Longest first: one secret may be the beginning of another.
  const known = [...new Set(spellings)]
    .filter((text) => text !== "")
    .toSorted((a, b) => b.length - a.length);
  return (text) => known.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);
}
