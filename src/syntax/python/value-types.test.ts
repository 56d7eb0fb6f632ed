import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { childOf, textOf } from "../nodes.ts";
import { openModule, PYTHON_GRAMMAR } from "./module.ts";
import { annotatedTypes, valueTypes } from "./value-types.ts";

const parser = createSyntaxParser();
const open = async (text: string) => openModule(await parser.parse(text, PYTHON_GRAMMAR));

/** The types of what `probe(…)` is given. */
async function typesIn(text: string): Promise<readonly string[]> {
  const call = (await open(text))
    .all("call")
    .find((node) => textOf(childOf(node, "function") ?? node) === "probe");
  const argument = childOf(call!, "arguments")?.children[1];
  return valueTypes(argument!);
}

describe("valueTypes()", () => {
  test.each([
    ["a parameter", "def f(x: ModelA) -> None:\n    probe(x)\n", ["ModelA"]],
    [
      "a parameter that may be missing",
      "def f(x: ModelA | None = None) -> None:\n    probe(x)\n",
      ["ModelA"],
    ],
    [
      "an imported type",
      "from .ports import ProtocolA as P\ndef f(x: P) -> None:\n    probe(x)\n",
      [".ports.ProtocolA"],
    ],
    ["a variable with a type", "x: ModelA = load()\nprobe(x)\n", ["ModelA"]],
    ["a new object", "import pathlib as p\nx = p.Path('a')\nprobe(x)\n", ["pathlib.Path"]],
    ["a joined path", "from pathlib import Path\nprobe(Path('a') / 'b' / 'c')\n", ["pathlib.Path"]],
    [
      "what a function of the file returns",
      "def g() -> ModelA:\n    ...\nprobe(g())\n",
      ["ModelA"],
    ],
    [
      "what a known method gave",
      "import asyncpg\nasync def f():\n    probe(await asyncpg.create_pool())\n",
      ["asyncpg.create_pool"],
    ],
    ["a validated model", "probe(ModelA.model_validate(raw))\n", ["ModelA"]],
    [
      "a field of self",
      "class A:\n    def __init__(self, store: ProtocolA) -> None:\n        self._store = store\n    def f(self) -> None:\n        probe(self._store)\n",
      ["ProtocolA"],
    ],
    [
      "a declared field of self",
      "class A:\n    store: ProtocolA\n    def f(self) -> None:\n        probe(self.store)\n",
      ["ProtocolA"],
    ],
    [
      "what a port's method gave",
      "async def f(store: ProtocolA) -> None:\n    async with store.begin() as session:\n        probe(session)\n",
      ["ProtocolA.begin"],
    ],
    [
      "either of two",
      "def f(a: ModelA, b: ModelB) -> None:\n    probe(a if a else b)\n",
      ["ModelA", "ModelB"],
    ],
    ["an unknown name", "probe(x)\n", []],
    ["a name that is its own value", "x = x\nprobe(x)\n", []],
    ["a literal", "probe(1)\n", []],
  ])("knows %s", async (_, text, expected) => {
    expect(await typesIn(text)).toEqual(expected);
  });
});

test.each([
  ["ModelA", ["ModelA"]],
  ["Optional[ModelA]", ["ModelA"]],
  ["Annotated[ModelA, Field(ge=1)]", ["ModelA"]],
  ["list[ModelA]", ["list"]],
  ['"ModelA | None"', ["ModelA", "None"]],
  ["typing.Union[ModelA, ModelB]", ["ModelA", "ModelB"]],
])("annotatedTypes() of %s", async (annotation, expected) => {
  const [type] = (await open(`x: ${annotation} = y\n`)).all("type");

  expect(annotatedTypes(type!)).toEqual(expected);
});
