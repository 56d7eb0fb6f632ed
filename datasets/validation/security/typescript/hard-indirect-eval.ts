export const run = (text: string) => (0, eval)(text);
