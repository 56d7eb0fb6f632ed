export const FAST = /^(?:a|b)+[a-z]*$/;
export const WORD = /(\d+)-(\d+)\+/;
export const text = "(a+)+";
export const made = new RegExp("^[a-z]+$", "u");
