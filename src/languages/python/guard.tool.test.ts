import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

let checker: Checker;
beforeAll(async () => {
  checker = await python.openChecker(await testMachine());
});
afterAll(() => checker[Symbol.asyncDispose]());

const find = (text: string): Promise<readonly Diagnostic[]> =>
  checker.findBypasses(
    { language: "python", path: "candidate.py", text, companions: [] },
    { timeoutMs: 60_000, signal: undefined },
  );

/** The code of what is found, and the text it is found at. */
const show = async (text: string): Promise<readonly string[]> =>
  (await find(text)).map(({ code, span }) => `${code}: ${text.slice(span?.start, span?.end)}`);

describe("findBypasses()", () => {
  test.for([
    ["eval('1')", "text-as-code: eval"],
    ["run = exec\nrun('1')", "text-as-code: exec"],
    ["compile('1', 'a', 'eval')", "text-as-code: compile"],
    ["__import__('os')", "loads-modules: __import__"],
    ["ｅｖａｌ('1')", "text-as-code: ｅｖａｌ"],
    ["s = '😀𝒳'; eval('1')", "text-as-code: eval"],
    ["import builtins\ngetattr(builtins, 'eval')('1')", "text-as-code: getattr(builtins, 'eval')"],
    ["import builtins as b\nb.exec('1')", "text-as-code: b.exec"],
    ["import builtins\nvars(builtins)['eval']", "reaches-checker: builtins"],
    [
      "from builtins import eval as read\nprint(1)",
      "text-as-code: from builtins import eval as read",
    ],
    ["__builtins__['eval']", "reaches-checker: __builtins__"],
    ["globals()['__builtins__']", "reaches-checker: globals"],
    ["name = 'f'\nglobals()[name]()", "reaches-checker: globals"],
    ["print.__self__.eval('1')", "reaches-checker: print.__self__"],
    ["object.__subclasses__()", "reaches-checker: object.__subclasses__"],
    [
      "().__class__.__base__.__subclasses__()",
      "reaches-checker: ().__class__.__base__.__subclasses__",
    ],
    ["def f(): pass\nf.__globals__['x']", "reaches-checker: f.__globals__"],
    ["def f(): pass\nf.__code__ = None", "text-as-code: f.__code__"],
    ["import types\ntypes.FunctionType(None, {})", "text-as-code: types.FunctionType"],
    ["import os\nos._exit(0)", "ends-process: os._exit"],
    ["import sys\nsys.exit()", "ends-process: sys.exit"],
    ["from sys import exit\nexit(0)", "ends-process: from sys import exit"],
    ["quit()", "ends-process: quit"],
    ["def f(): exit(1)", "ends-process: exit"],
    ["raise SystemExit(0)", "ends-process: SystemExit"],
    ["class Stop(SystemExit): pass", "ends-process: SystemExit"],
    ["import atexit", "ends-process: import atexit"],
    ["import importlib\nimportlib.import_module('os')", "loads-modules: import importlib"],
    ["from importlib import util", "loads-modules: from importlib import util"],
    ["import ctypes.util", "reaches-checker: import ctypes.util"],
    ["import subprocess", "starts-process: import subprocess"],
    ["import os\nos.system('true')", "starts-process: os.system"],
    ["import os as o\nif o.fork() == 0: pass", "starts-process: o.fork"],
    ["import os\nos.execv('a', [])", "starts-process: os.execv"],
    ["from os import spawnlp", "starts-process: from os import spawnlp"],
    ["import logging\nlogging.os.system('a')", "starts-process: logging.os.system"],
    ["import random\nrandom._os.system('a')", "starts-process: random._os.system"],
    ["import os\nm = [os][0]\nm.system('a')", "reaches-checker: os"],
    ["import os\ngetattr(os, 'sys' + 'tem')('a')", "reaches-checker: os"],
    ["import os\no = os\no.popen('a')", "reaches-checker: os|starts-process: o.popen"],
    ["import os\nos.__dict__['system']('a')", "reaches-checker: os.__dict__"],
    ["from os import *", "reaches-checker: from os import *"],
    ["import sys\nsys.modules['a']", "reaches-checker: sys.modules"],
    ["import sys\nsys.settrace(None)", "reaches-checker: sys.settrace"],
    ["import sys\nsys.setprofile(None)", "reaches-checker: sys.setprofile"],
    [
      "import sys\nsys._getframe().f_back",
      "reaches-checker: sys._getframe|reaches-checker: sys._getframe().f_back",
    ],
    ["import inspect\ninspect.currentframe()", "reaches-checker: inspect.currentframe"],
    ["import inspect\ninspect.stack()", "reaches-checker: inspect.stack"],
    ["import gc\ngc.get_objects()", "reaches-checker: gc.get_objects"],
    ["def f(e): return e.__traceback__.tb_frame", "reaches-checker: e.__traceback__.tb_frame"],
    ["import __main__", "reaches-checker: import __main__"],
    ["import builtins\nbuiltins.len = lambda x: 0", "replaces-parts: builtins.len"],
    [
      "import unittest\nunittest.TestCase.assertEqual = None",
      "replaces-parts: unittest.TestCase.assertEqual",
    ],
    [
      "import unittest\nT = unittest.TestCase\nT.assertEqual = None",
      "replaces-parts: T.assertEqual",
    ],
    ["import json\nsetattr(json, 'dumps', None)", "replaces-parts: setattr(json, 'dumps', None)"],
    ["from unittest import mock", "replaces-parts: from unittest import mock"],
    [
      "class A:\n    def __eq__(self, other): return True",
      "always-equal: def __eq__(self, other): return True",
    ],
    ["open('/proc/self/cmdline')", "reaches-checker: '/proc/self/cmdline'"],
    ["# coding: unicode_escape\nx = 1", "other-encoding: # coding: unicode_escape"],
    ["if False:\n    def eval(x): pass\neval('1')", "text-as-code: eval"],
    ["def g(): return eval('1')\nx = g()\ndef eval(x): pass", "text-as-code: eval"],
    ["def eval(x): pass\ndel eval\neval('1')", "text-as-code: eval"],
    [
      "if __name__ == '__main__':\n    def f(): pass\nelse:\n    import sys\n    sys.exit(0)",
      "ends-process: sys.exit",
    ],
    ["__name__ = '__main__'\nif __name__ == '__main__': exit()", "ends-process: exit"],
  ] as const)("finds %j", async ([text, found]) => {
    expect((await show(text)).join("|")).toContain(found);
  });

  test.for([
    "'''Never use eval(), exec() or os.system().'''\n# eval('1'); sys.exit()\nx = \"__import__('os')\"",
    "print(f'eval {1 + 1} exec')",
    "import re\nre.compile('a')\nre.compile('a').match('exec')",
    "class Parser:\n    def eval(self): return self.exec()\n    def exec(self): return 1\nParser().eval()",
    "def eval(tree): return eval(tree[0]) if tree else 0\neval([])",
    "def f(eval, exit): return eval(exit)",
    "def f(os): return os.system, os",
    "import os\nprint(os.path.join('a', 'b'), os.environ.get('HOME'), os.getcwd(), hasattr(os, 'fork'))",
    "import sys\nprint(sys.maxsize, file=sys.stderr)\nsys.setrecursionlimit(5000)\nsys.stdout.write('a')",
    "import io, sys\nsys.stdout = io.StringIO()",
    "import sys\ndef main(): return 0\nif __name__ == '__main__':\n    sys.exit(main())",
    "try: pass\nexcept SystemExit: pass\nexcept (SystemExit, KeyboardInterrupt): pass",
    "import gc\ngc.collect()",
    "import inspect\ninspect.signature(print)",
    "import importlib.metadata\nimportlib.metadata.version('a')\nfrom importlib import resources",
    "import types\nisinstance(1, types.FunctionType)\nfrom types import FunctionType\nisinstance(1, FunctionType)",
    "import builtins\nbuiltins.print('a')",
    "import decimal\ndecimal.getcontext().prec = 5\nfrom decimal import getcontext\nc = getcontext()\nc.prec = 5",
    "import threading\nlocal = threading.local()\nlocal.x = 1",
    "from types import SimpleNamespace\nn = SimpleNamespace()\nn.x = 1\nsetattr(n, 'y', 2)",
    "def f(): pass\nf.calls = 0",
    "class A: pass\nA.x = 1\nsetattr(A, 'y', 2)\nprint(A.__subclasses__(), A().__dict__, vars(A()))",
    "class A:\n    def __eq__(self, other): return self is other\n    exit = quit = 1",
    "handlers = {'a': print}\nprint(globals()['handlers'], 'a' in globals())",
    "# -*- coding: utf-8 -*-\nx = 1",
    "def f(x: int) -> int:  # type: int\n    return x",
    "'''Reads /proc/meminfo.'''\nx = 'see /proc/self'\nopen('/proc/meminfo')",
    "def broken(:\n    eval('1')",
  ])("finds nothing in %j", async (text) => {
    expect(await show(text)).toEqual([]);
  });

  test("warns of comments that silence type checkers", async () => {
    const found = await find("x = 1  # type: ignore[assignment]\ny = '# type: ignore'\n");

    expect(found).toMatchObject([
      { code: "type-ignore", severity: "warning", span: { start: 7, end: 33 } },
    ]);
  });

  test("says why, and what to do instead", async () => {
    expect(await find("import os\nos._exit(0)\n")).toMatchObject([
      {
        tool: "guard",
        phase: "guard",
        category: "bypass",
        severity: "error",
        message: "`os._exit` ends the process in the middle of its check",
        help: "Return a value, or raise an exception that says what is wrong",
      },
    ]);
  });

  test("does not let text pass that it could not look at", async () => {
    const text = `x = ${"-".repeat(200_000)}1\n`;

    expect(await find(text)).toMatchObject([
      {
        code: "unjudged",
        severity: "error",
        category: "resource",
        span: { start: 0, end: text.length },
      },
    ]);
  });
});
