/**
 * Context windows of hosted models, by the beginning of their ids; the first match counts. As of 2026-11-21.
 *
 * @see https://platform.claude.com/docs/en/about-claude/models/overview
 * @see https://platform.openai.com/docs/models
 */
const WINDOWS = {
  anthropic: [
    [/^claude-(?:haiku-4|opus-4-[015]|sonnet-4-[05]|opus-4-2|sonnet-4-2|[123])/, 200_000],
    [/^claude-(?:fable|haiku|opus|sonnet)-[4-9]/, 1_000_000],
  ],
  openai: [
    [/^gpt-5\.4-(?:mini|nano)/, 400_000],
    [/^gpt-(?:6|5\.6|5\.4)/, 1_050_000],
    [/^gpt-(?:5\.5|4\.1)/, 1_000_000],
    [/^gpt-5/, 400_000],
    [/^o\d/, 200_000],
  ],
} as const;

/** Taken for models that are not in the table: too small costs context, too large costs the call. */
const UNKNOWN_WINDOW = 128_000;

/** Size of a model's context window, in tokens; a cautious guess for models that came later. */
export const contextWindowOf = (provider: keyof typeof WINDOWS, name: string): number =>
  WINDOWS[provider].find(([beginning]) => beginning.test(name))?.[1] ?? UNKNOWN_WINDOW;
