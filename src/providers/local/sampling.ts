/** How models on this machine are drawn from, by their engine and by others. */

/** Where the user says nothing; measured in docs/decisions/2026-11-21-embedded-model.md. */
export const DEFAULT_TEMPERATURE = 0.2;

/** Cuts the long tail of unlikely tokens, which small models fall into. */
export const SAMPLING = { topK: 0, topP: 1, minP: 0.1 } as const;
