import { describe, expect, test } from "vitest";
import { NODE_KINDS } from "../../domain/node-contract.ts";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { findSwitches, withoutSwitches } from "./find-switches.ts";
import { readExampleNode } from "./fixtures/example-nodes.ts";

const syntax = createSyntaxParser();
const find = async (text: string) =>
  (await findSwitches({ path: "node.py", text }, syntax)).map(({ code, severity, span }) => [
    severity,
    code,
    text.slice(span?.start, span?.end),
  ]);

describe("findSwitches()", () => {
  test.each([
    ["from typing import no_type_check\n", "no_type_check"],
    ["from typing import no_type_check as check\n", "no_type_check as check"],
    ["import typing\n@typing.no_type_check\ndef f(): ...\n", "typing.no_type_check"],
    ["from typing import *\n", "*"],
    ["from typing import TYPE_CHECKING as T\n", "TYPE_CHECKING as T"],
    ["if not TYPE_CHECKING:\n    x = 1\n", "not TYPE_CHECKING"],
    ["if TYPE_CHECKING:\n    x = 1\nelse:\n    x = ''\n", "if TYPE_CHECKING"],
    ["if a:\n    pass\nelif TYPE_CHECKING:\n    x = 1\n", "elif TYPE_CHECKING"],
    ["x = 1 if typing.TYPE_CHECKING else ''\n", "1 if typing.TYPE_CHECKING else ''"],
    ["x = TYPE_CHECKING and f()\n", "TYPE_CHECKING and f()"],
    ["if TYPE_CHECKING:\n    def f(a: int) -> int: ...\n", "TYPE_CHECKING"],
    ["from typing import NoReturn, cast\ncast(NoReturn, f())\n", "NoReturn"],
    ["import typing as t\nx: t.Callable[[], t.NoReturn] = f\n", "t.NoReturn"],
    ["from typing import Never as N\nclass P:\n    def f(self) -> N: ...\n", "N"],
    ["from typing import cast\ncast('Callable[[], Never]', f)()\n", "Callable[[], Never]"],
  ])("refuses what hides code from the type check: %j", async (text, shown) => {
    expect(await find(text)).toContainEqual([
      "error",
      "hidden-from-types",
      expect.stringContaining(shown),
    ]);
  });

  test.each([
    ["from pydantic import BaseModel\nBaseModel.__eq__ = lambda a, b: True\n", "BaseModel"],
    ["import omnibase_core.nodes as n\nn.NodeCompute.process = f\n", "n.NodeCompute"],
    ["from omnibase_core.nodes import NodeCompute as N\nsetattr(N, 'process', f)\n", "N"],
    ["import pydantic\ndel pydantic.BaseModel.copy\n", "pydantic.BaseModel"],
    ["import pydantic\na, pydantic.x = 1, 2\n", "pydantic"],
    ["import pydantic\npydantic.x += 1\n", "pydantic"],
    ["import pydantic\nfor pydantic.x in y: pass\n", "pydantic"],
    ["import pydantic\ny = [0 for pydantic.x in z]\n", "pydantic"],
    ["import pydantic\nwith f() as pydantic.x: pass\n", "pydantic"],
    ["import pydantic\np = pydantic\np.x = 1\n", "p"],
    ["import pydantic\nfor each in (pydantic.BaseModel,): each.x = 1\n", "each"],
    ["class A(B): pass\nfor each in A.__mro__: each.x = 1\n", "each"],
    ["class A(B): pass\nA.__bases__[0].x = 1\n", "A.__bases__[0]"],
    ["from .models import A as M\nfrom pydantic import BaseModel as M\nM.x = 1\n", "M"],
    ["put = setattr\nput(a, 'x', 1)\n", "setattr"],
    ["import pydantic\nvars(pydantic)['x'] = 1\n", "pydantic"],
    ["import pydantic\npydantic.__dict__.update(x=1)\n", "pydantic"],
    ["import pydantic\nobject.__setattr__(pydantic, 'x', 1)\n", "pydantic"],
  ])("refuses what changes the packages that nodes stand on: %j", async (text, shown) => {
    expect(await find(text)).toEqual([["error", "replaces-parts", shown]]);
  });

  test.each([
    ["x = '{0.gi_frame.f_back}'.format(g)\n", "'{0.gi_frame.f_back}'"],
    ["match g:\n    case object(gi_frame=f): pass\n", "gi_frame=f"],
    ["from operator import attrgetter as a\nx = a('f_' + 'back')(g)\n", "a('f_' + 'back')"],
    ["import operator\nx = operator.attrgetter('a.sys')(b)\n", "operator.attrgetter('a.sys')"],
    ["import operator\nx = operator.methodcaller('_f')(b)\n", "operator.methodcaller('_f')"],
    ["import logging\nx = getattr(logging, 's' + 'ys')\n", "getattr(logging, 's' + 'ys')"],
    ["x = g.__getattribute__(name)\n", "g.__getattribute__(name)"],
  ])("refuses what reaches the checker by a text: %j", async (text, shown) => {
    expect(await find(text)).toEqual([["error", "reaches-checker", shown]]);
  });

  test.each([
    "class A:\n    def f(self):\n        return object.__getattribute__(self, '_x')\n",
    "from operator import attrgetter, methodcaller\na = attrgetter('x.y', 'z')\nb = methodcaller('close', name)\n",
    "import json\nf = getattr(json, 'dumps')\nclass A:\n    def f(self, n):\n        return getattr(self, f'on_{n}')\n",
    "'''Never uses f_back.'''\nx = 'Never again'\ny = f('Never')\n",
    "from typing import NoReturn\ndef refuse(a: int) -> NoReturn:\n    b = a\n    raise E(b)\n",
    "from pydantic import BaseModel\nBASES = (BaseModel,)\nclass A(BaseModel):\n    def f(self):\n        self.__dict__['x'] = vars(self)\n        setattr(self, 'y', 1)\n        return A.__mro__\n",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .models import A\n",
    "import typing\nif typing.TYPE_CHECKING:\n    import a\n",
    "from .models import A\nA.limit = 1\n",
    "class B:\n    def f(self):\n        self.x = 1\n        self.y.z = 2\nb = B()\nb.x = 1\ndel b.x\n",
    "x = 'not TYPE_CHECKING' # no_type_check\n",
    "import json\nx = json.loads('1')\nx.y = json.z\n",
  ])("has nothing against %j", async (text) => {
    expect(await find(text)).toEqual([]);
  });

  test("has nothing against the example nodes", async () => {
    for (const kind of NODE_KINDS) {
      const { candidate } = readExampleNode(kind);
      for (const { text } of [candidate, ...candidate.companions])
        expect(await find(text)).toEqual([]);
    }
  });
});

test("withoutSwitches() leaves comments without power, and every place where it is", async () => {
  const text = `# type: ignore\n"""é"""\n# pyright: basic, reportX=false\nx = "# type: ignore"  # why # pyright:ignore[a]\n`;

  expect(await withoutSwitches(text, syntax)).toBe(
    `# type; ignore\n"""é"""\n# pyright; basic, reportX=false\nx = "# type: ignore"  # why # pyright;ignore[a]\n`,
  );
});
