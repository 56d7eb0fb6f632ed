/** What a text in a place of its own is asked can surprise the checker: then nothing is known. */
export function guarded<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
