export const SLOW = /^(a+)+$/;
export const find = (pattern: string, text: string) => new RegExp(pattern).test(text);
