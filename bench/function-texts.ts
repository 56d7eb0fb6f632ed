/** Functions of this repository, as texts that a model might write. */

import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** Most tokens of a mask's price lie in long functions; these are as long as what is asked of a model. */
const MOST_CHARACTERS = 1200;

/** The first `count` function declarations of `src`, by path, each a module by itself. */
export function readFunctionTexts(count: number): readonly string[] {
  const texts: string[] = [];
  for (const path of globSync("src/**/*.ts").toSorted()) {
    if (path.includes(".test.")) continue;
    const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
    for (const statement of file.statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.body === undefined) continue;
      const text = file.text.slice(statement.getStart(file), statement.end);
      if (text.length <= MOST_CHARACTERS && !text.includes("yield")) texts.push(text);
      if (texts.length >= count) return texts;
    }
  }
  return texts;
}
