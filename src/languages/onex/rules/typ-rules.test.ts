import { describe, expect, test } from "vitest";
import { judgeCode, openCode } from "../../../testing/judge-code.ts";
import { runRules } from "./run-rules.ts";
import { TYP_RULES } from "./typ-rules.ts";

const judge = (code: string) => judgeCode(code, { rules: TYP_RULES });

const CONFIG = 'model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)';
const model = (body: string, config: string = CONFIG) =>
  `from decimal import Decimal\nfrom pydantic import BaseModel, ConfigDict\n\n\nclass ModelOrder(BaseModel):\n    ${config}\n    ${body}\n`;

describe("TYP rules find", () => {
  test.each([
    ["TYP001:1", "def price(net, tax: int) -> int:\n    return net\n"],
    ["TYP001:1", "def price(net: int):\n    return net\n"],
    ["TYP001:2", "class A:\n    def price(self, *lines) -> int:\n        return 1\n"],
    ["TYP001:2", "class A:\n    def __init__(self, net: int):\n        self.net = net\n"],
    ["TYP001:3", "class A:\n    @staticmethod\n    def price(net) -> int:\n        return net\n"],
    ["TYP001:2", "async def a() -> None:\n    def b():\n        return 1\n"],
    ["TYP002:2", "from typing import Any\ndef price(net: Any) -> int:\n    return 1\n"],
    ["TYP002:2", "import typing as t\nnet: dict[str, t.Any] = {}\n"],
    ["TYP002:2", "from typing import Any as Whatever\nnet: Whatever = 1\n"],
    ["TYP002:1", 'def price(net: "dict[str, Any]") -> int:\n    return 1\n'],
    ["TYP003:2", "from typing import Optional\nnet: Optional[int] = None\n"],
    ["TYP003:2", "from typing import Dict, List\nnet: Dict[str, List[int]] = {}\n"],
    ["TYP003:2", "import typing\nnet: typing.Union[int, str] = 1\n"],
    ["TYP003:2", "from typing import Optional\nLine = Optional[int]\n"],
    ["TYP003:1", 'net: "Optional[int]" = None\n'],
    ["TYP004:1", 'VERSION = "1.0.0"\n'],
    ["TYP004:7", model("version: str")],
    ["TYP004:7", model('node_version: str = "1.0.0"')],
    ["TYP004:1", 'workflow = define(workflow_version="1.2.0")\n'],
    ["TYP005:2", "from datetime import datetime\nnow = datetime.utcnow()\n"],
    ["TYP005:2", "import datetime as dt\nnow = dt.datetime.now()\n"],
    ["TYP005:2", "from datetime import datetime\nnow = datetime.now(tz=None)\n"],
    ["TYP005:2", "from datetime import datetime\nat = Field(default_factory=datetime.now)\n"],
    ["TYP006:7", model("unit_price: float")],
    ["TYP006:7", model("total: float | None = None")],
    ["TYP006:1", "def tax(amount: float) -> int:\n    return 1\n"],
    ["TYP007:5", model("net: int", "model_config = ConfigDict(frozen=True)")],
    ["TYP007:5", model("net: int", 'model_config = ConfigDict(frozen=True, extra="allow")')],
    ["TYP008:5", model("net: int", 'model_config = ConfigDict(extra="forbid")')],
    ["TYP008:5", model("net: int", 'model_config = {"extra": "forbid", "frozen": False}')],
    ["TYP009:2", "def dump(order: ModelOrder) -> str:\n    return order.json()\n"],
    ["TYP009:2", "def dump(order: ModelOrder) -> object:\n    return order.dict()\n"],
    ["TYP009:2", "def load(raw: object) -> ModelOrder:\n    return ModelOrder.parse_obj(raw)\n"],
    ["TYP009:2", "def move(order: ModelOrder) -> object:\n    return order.copy(update={})\n"],
    ["TYP009:2", "def dump(order: object) -> object:\n    return order.dict(by_alias=True)\n"],
    [
      "TYP009:3",
      "async def dump(handler: HandlerOrder) -> object:\n    order = await handler.handle(1)\n    return order.dict()\n",
    ],
    [
      "TYP009:6",
      model("net: int", 'class Config:\n        extra = "forbid"\n        frozen = True\n'),
    ],
    [
      "TYP009:2",
      "from pydantic import validator\n@validator('net')\ndef check(cls: type) -> int:\n    return 1\n",
    ],
    ["TYP010:1", "x: int = 1  # type: ignore\n"],
    ["TYP010:1", "x = 1  # noqa\n"],
  ])("%s", async (expected, code) => {
    expect(await judge(code)).toEqual([expected]);
  });

  test("TYP007 and TYP008 in a model without any configuration", async () => {
    expect(await judge(model("net: int", "gross: int"))).toEqual(["TYP007:5", "TYP008:5"]);
  });
});

describe("TYP rules let pass", () => {
  test.each([
    [
      "typed functions",
      "class A:\n    def price(self, net: int, *, tax: int = 1, **more: int) -> int:\n        return net\n",
    ],
    [
      "class methods",
      "class A:\n    @classmethod\n    def make(cls) -> None:\n        return None\n",
    ],
    ["lambdas", "double = map(lambda x: x, [])\n"],
    ["a fragment whose method is not shown", "        net = 1\n        return net\n"],
    ["another Any", "from mine import Any\nx: Any = 1\n"],
    ["Any outside of types", "from typing import Any\nx = cast(Any, 1)\n"],
    ["Any in a string and a comment", 'x: str = "Any"  # Any\n'],
    ["another List", "from sqlmodel import List\nx: List[int] = 1\n"],
    ["old types in a comment", "x: list[int] = []  # was Optional[List[int]]\n"],
    ["a version of its own type", model("version: ModelSemVer")],
    ["text that looks like a version", 'address: str = "1.0.0"\n__version__ = "1.0.0"\n'],
    ["a time with a zone", "from datetime import UTC, datetime\nnow = datetime.now(UTC)\n"],
    ["another datetime", "from mine import datetime\nnow = datetime.utcnow()\n"],
    ["a time in a string", 'hint = "datetime.utcnow()"  # datetime.utcnow()\n'],
    ["money as Decimal", model("total: Decimal")],
    ["floats that are no money", model("total_ms: float\n    tax_rate: float\n    priced: float")],
    ["a closed, frozen model", model("net: int")],
    [
      "options in the class head",
      'from pydantic import BaseModel\nclass A(BaseModel, extra="forbid", frozen=True):\n    x: int\n',
    ],
    [
      "a shared configuration",
      'from pydantic import BaseModel, ConfigDict\nSTRICT = ConfigDict(extra="forbid", frozen=True)\nclass A(BaseModel):\n    model_config = STRICT\n',
    ],
    [
      "an imported configuration",
      "from pydantic import BaseModel\nfrom .base import STRICT\nclass A(BaseModel):\n    model_config = STRICT\n",
    ],
    [
      "a model that inherits",
      `${model("net: int")}\n\nclass ModelBig(ModelOrder):\n    gross: int\n`,
    ],
    [
      "classes that are no models",
      "class Config:\n    extra = 1\nclass Plain(Base):\n    x: int\n",
    ],
    [
      "the answer of a client",
      "def read(response: httpx.Response) -> object:\n    return response.json()\n",
    ],
    [
      "the copy of a dictionary",
      "def twice(old: dict[str, int]) -> dict[str, int]:\n    return old.copy()\n",
    ],
    ["pydantic v2", "def dump(order: ModelOrder) -> object:\n    return order.model_dump()\n"],
    ["suppressions that name their code", "x = 1  # type: ignore[arg-type]\ny = 2  # noqa: E501\n"],
    ["a suppression in a string", 'x = "# type: ignore"\n'],
  ])("%s", async (_, code) => {
    expect(await judge(code)).toEqual([]);
  });
});

test("TYP001 offers the certain return type of __init__", async () => {
  const code = "class A:\n    def __init__(self):\n        self.x = 1\n";

  const [finding] = runRules(await openCode(code), { rules: TYP_RULES });

  const at = code.indexOf("(self)") + "(self)".length;
  expect(finding?.fixes).toMatchObject([
    { confidence: 1, edits: [{ text: " -> None", span: { start: at, end: at } }] },
  ]);
});

test("TYP009 offers the new name where the receiver is surely a model", async () => {
  const code = "def dump(order: ModelOrder) -> str:\n    return order.json()\n";

  const [finding] = runRules(await openCode(code), { rules: TYP_RULES });

  expect(finding?.fixes).toMatchObject([{ confidence: 1, edits: [{ text: "model_dump_json" }] }]);
});
