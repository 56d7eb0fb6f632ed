import { describe, expect, test } from "vitest";
import { contractOf, judgeCode } from "../../../testing/judge-code.ts";
import { QUA_RULES } from "./qua-rules.ts";

const judge = (code: string, operations: readonly string[] = []) =>
  judgeCode(code, { rules: QUA_RULES, contract: contractOf("effect", { operations }) });

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join("\n");
const DOCUMENTED = '"""Says what it is for, in full."""';
const work = (body: string, head = "def work(x: int) -> int:") =>
  `${head}\n    ${DOCUMENTED}\n    ${body}\n`;
const dispatch = (cases: string) => work(`match request.operation:\n${cases}`);

describe("QUA rules find", () => {
  test.each([
    ["QUA001:1", work("pass")],
    ["QUA001:1", work("...")],
    ["QUA001:1", work("raise NotImplementedError")],
    ["QUA001:1", work('raise NotImplementedError("later")')],
    ["QUA001:1", `def work(x: int) -> int:\n    ${DOCUMENTED}\n`],
    [
      "QUA001:1",
      work('raise ModelOnexError("later", error_code=EnumCoreErrorCode.METHOD_NOT_IMPLEMENTED)'),
    ],
    ["QUA001:2", `# stub-ok\n${work("pass")}`],
    ["QUA002:3", work("# TODO: round\n    return 1")],
    ["QUA002:3", work("# FIXME(anna)\n    return 1")],
    ["QUA002:3", work("# IMPLEMENTATION REQUIRED\n    return 1")],
    ["QUA002:3", work("# ... your code here\n    return 1")],
    [
      "QUA002:2",
      'def work() -> int:\n    """Works out the price. TODO rounding."""\n    return 1\n',
    ],
    ["QUA003:1", work(lines(60, "    x += 1").trim())],
    ["QUA004:1", work(`${lines(11, "    if x: x = 1").trim()}\n    return x`)],
    ["QUA005:1", "def work() -> int:\n    return 1\n"],
    ["QUA005:1", 'def work() -> int:\n    """Works."""\n    return 1\n'],
    ["QUA005:1", "class Work:\n    x = 1\n"],
    ["QUA005:3", `class Work:\n    ${DOCUMENTED}\n    def run(self) -> int:\n        return 1\n`],
    [
      "QUA006:4",
      'def work() -> int:\n    """Works out the price of an order.\n\n    :param x: a number\n    """\n    return 1\n',
    ],
    ["QUA006:1", '"""A robust and simple module."""\nx = 1\n'],
    ["QUA007:2", "# Kept for backward compatibility.\nOldName = NewName\n"],
    ["QUA007:1", "from .new import NewName as OldName  # backwards-compatible alias\n"],
  ])("%s", async (expected, code) => {
    expect(await judge(code)).toEqual([expected]);
  });

  test("QUA008 in cases that the contract does not name, and operations that nothing is done for", async () => {
    const code = dispatch(
      '        case "insert":\n            return 1\n        case "drop":\n            return 2\n        case _:\n            return 3',
    );

    expect(await judge(code, ["insert", "update"])).toEqual(["QUA008:3", "QUA008:6"]);
  });

  test.each([
    [
      "a chain of comparisons",
      'if operation == "insert":\n        return 1\n    elif operation == "drop":\n        return 2\n    return 3',
      "QUA008:5",
    ],
    [
      "members of an enum",
      "match op:\n        case EnumOp.INSERT:\n            return 1\n        case EnumOp.DROP:\n            return 2",
      "QUA008:6",
    ],
  ])("QUA008 in %s", async (_, body, expected) => {
    expect(await judge(work(body), ["insert"])).toEqual([expected]);
  });
});

describe("QUA rules let pass", () => {
  test.each([
    [
      "methods of a protocol",
      `class ProtocolStore(Protocol):\n    ${DOCUMENTED}\n    def load(self) -> int:\n        ${DOCUMENTED}\n        ...\n`,
    ],
    [
      "abstract methods",
      `class Base(ABC):\n    ${DOCUMENTED}\n    @abstractmethod\n    def load(self) -> int:\n        ${DOCUMENTED}\n`,
    ],
    ["a stub that says why", `# stub-ok: the base class calls it\n${work("pass")}`],
    ["a raise among other work", work("if x:\n        raise NotImplementedError\n    return x")],
    [
      "an incomplete file that says so",
      `# ONEX-GENERATED: stub\n${work("raise ModelOnexError(error_code=EnumCoreErrorCode.METHOD_NOT_IMPLEMENTED)")}`,
    ],
    ["an empty class", `class Special(Base):\n    ${DOCUMENTED}\n`],
    ["work that has a ticket", "# TODO(OMN-12): round\n# FIXME: see #34\nx = 1\n"],
    ["todo as a value and a name", 'TODO = "TODO"\nstate = "FIXME"\ntodos = [TODO]\n'],
    ["fifty lines", work(lines(48, "    x += 1").trim())],
    ["ten ways through", work(`${lines(9, "    if x: x = 1").trim()}\n    return x`)],
    [
      "private things without docstrings",
      "class _Work:\n    def run(self) -> int:\n        return 1\ndef _work() -> int:\n    return 1\n",
    ],
    [
      "functions within functions",
      work("def inner() -> int:\n        return 1\n    return inner()"),
    ],
    [
      "setters",
      `class A:\n    ${DOCUMENTED}\n    @x.setter\n    def x(self, value: int) -> None:\n        self._x = value\n`,
    ],
    ["praise outside of docstrings", 'robust = "seamless"  # comprehensive\n'],
    [
      "compatibility of data",
      "# The field keeps backward compatibility.\ndef_value = compute(1)\n",
    ],
    ["an alias without such words", "# A shorter name.\nPrice = Decimal\n"],
    [
      "a match on something else",
      work('match request.color:\n        case "drop":\n            return 1'),
    ],
  ])("%s", async (_, code) => {
    expect(await judge(code, ["insert"])).toEqual([]);
  });

  test("a dispatch in step with the contract", async () => {
    const code = dispatch(
      '        case "insert" | "update":\n            return 1\n        case _:\n            return 3',
    );

    expect(await judge(code, ["insert", "UPDATE"])).toEqual([]);
  });
});
