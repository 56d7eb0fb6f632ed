import type { Part } from "../../../ports/type-graph.ts";

/** A text that holds together by itself. */
export const primary = (text: string): Part => ({ text, binding: "primary" });
/** A text that needs parentheses as an operand. */
export const operator = (text: string): Part => ({ text, binding: "operator" });

/** The text as an operand or receiver: in parentheses unless it holds together by itself. */
export const tight = ({ text, binding }: Part): string =>
  binding === "primary" ? text : `(${text})`;

/** The text as the left side of a member: `new X()` and numbers would be read otherwise. */
export const receiver = (part: Part | undefined): string => {
  if (part === undefined) return "";
  const isRead = !/^\d+$|^\{|^new\b(?!.*\)$)/.test(part.text);
  return isRead ? tight(part) : `(${part.text})`;
};

/** Arguments, one after the other. */
export const commas = (parts: readonly Part[]): string => parts.map(({ text }) => text).join(", ");

/** Whether it can be written as an identifier; reserved words are not told apart. */
export const isName = (text: string): boolean =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
