/** The file up to the brace that opens the body of `signature`. */
export const renderAnswerStart = (signature: string): string => `${signature.trimEnd()}\n{\n`;
