import { expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { complexityOf } from "./complexity.ts";
import { openModule, PYTHON_GRAMMAR } from "./module.ts";

const parser = createSyntaxParser();
const measure = async (body: string): Promise<number> => {
  const lines = body.split("\n").map((line) => `    ${line}`);
  const tree = await parser.parse(`def f(x):\n${lines.join("\n")}\n`, PYTHON_GRAMMAR);
  const [callable] = openModule(tree).all("function_definition");
  return callable === undefined ? Number.NaN : complexityOf(callable);
};

test.each([
  [1, "return x"],
  [1, "return x and y or z if a else [i for i in b if i]"],
  [2, "if x:\n    pass"],
  [2, "if x:\n    pass\nelse:\n    pass"],
  [3, "if x:\n    pass\nelif y:\n    pass\nelse:\n    pass"],
  [2, "for i in x:\n    pass"],
  [3, "while x:\n    pass\nelse:\n    pass"],
  [3, "try:\n    pass\nexcept A:\n    pass\nexcept B:\n    pass\nfinally:\n    pass"],
  [3, "try:\n    pass\nexcept A:\n    pass\nelse:\n    pass"],
  [
    3,
    'match x:\n    case "a":\n        pass\n    case A.B:\n        pass\n    case _:\n        pass',
  ],
  [2, 'match x:\n    case "a":\n        pass\n    case other:\n        pass'],
  [3, "match x:\n    case 1:\n        pass\n    case other if y:\n        pass"],
  [3, "def g():\n    if x:\n        pass\nreturn g"],
  [1, '# if x:\nreturn "if x: pass"'],
])("complexityOf() is %i: %s", async (expected, body) => {
  expect(await measure(body)).toBe(expected);
});
