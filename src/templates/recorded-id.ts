import type { PromptText } from "./prompt-text.ts";

/** A text's id as runs record it: a project's with a mark of its content, since files change. */
export const toRecordedId = (
  { id, origin, body }: Pick<PromptText, "id" | "origin" | "body">,
  sha256: (text: string) => string,
): string => (origin === "built-in" ? id : `${id}+${sha256(body).slice(0, 8)}`);
