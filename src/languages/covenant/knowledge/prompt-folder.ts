/** Texts that models are shown: the package's root holds them, above sources and build alike. */
export const PROMPT_FOLDER = new URL("../../../../prompts/covenant/", import.meta.url);
