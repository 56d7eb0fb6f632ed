import type { HideSecrets } from "../../../std/hide-secrets.ts";

/** A copy of plain data with secrets hidden in every text; texts that come often are looked at once. */
export function hideIn<T>(data: T, hideSecrets: HideSecrets): T {
  const seen = new Map<string, string>();
  const hideText = (text: string): string => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const hidden = hideSecrets(text);
    seen.set(text, hidden);
    return hidden;
  };
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") return hideText(value);
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, held]) => [hideText(key), hide(held)]),
    );
  };
  return hide(data) as T;
}
