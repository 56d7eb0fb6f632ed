/** An answer without the thoughts that some local models put before it. */
export const withoutThoughts = (answer: string): string =>
  answer.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i, "");
