import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SourceText } from "../../domain/source-text.ts";
import type { ProseSpecification } from "../../domain/specification.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { specification } from "../../testing/builders.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

const PROJECT = {
  "helpers.py": "import deeper.inner\ndef two(): return deeper.inner.TWO\n",
  "deeper/inner.py": "TWO = 2\n",
  "pkg/__init__.py": "",
  "pkg/base.py": "from .sub import leaf\nfrom pkg.sub.leaf import THREE\n",
  "pkg/sub/__init__.py": "",
  "pkg/sub/leaf.py": "THREE = 3\n",
  "loose/beside.py": "FOUR = 4\n",
  "queue.py": "raise RuntimeError('shadows the standard library')\n",
  "tests/support.py": "def check(value): assert value == 2, f'{value} is not 2'\n",
};

let root: string;
let checker: Checker;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "specwright-modules-"));
  for (const [path, text] of Object.entries(PROJECT)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  checker = await python.openChecker(await testMachine(root));
});
afterAll(async () => {
  await checker[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

const check = (candidate: SourceText, wishes: Partial<ProseSpecification>) =>
  checker.check(
    { language: "python", companions: [], ...candidate },
    {
      specification: specification({ language: "python", ...wishes }),
      profile: "standard",
      timeoutMs: 30_000,
      signal: undefined,
    },
  );

describe("check() in a project", () => {
  test.for([
    ["a module at the root", "app.py", "import helpers\ndef f(): return helpers.two()\n", "2"],
    ["a module at the root, from a folder", "src/app.py", "from helpers import two as f\n", "2"],
    ["a module beside it", "loose/app.py", "from beside import FOUR\ndef f(): return FOUR\n", "4"],
    [
      "a relative one in a package",
      "pkg/app.py",
      "from . import base\ndef f(): return base.leaf.THREE\n",
      "3",
    ],
    [
      "a relative one above",
      "pkg/sub/app.py",
      "from ..base import THREE\ndef f(): return THREE\n",
      "3",
    ],
    [
      "a relative one without __init__.py",
      "loose/app.py",
      "from .beside import FOUR\ndef f(): return FOUR\n",
      "4",
    ],
    [
      "the standard library before the project",
      "src/app.py",
      "import queue\ndef f(): return queue.Queue().qsize()\n",
      "0",
    ],
  ] as const)("imports %s", async ([, path, text, expression]) => {
    const examples = [{ call: "f()", expected: { kind: "returns", expression } }] as const;

    expect(await check({ path, text }, { examples })).toMatchObject({
      status: "accepted",
      diagnostics: [],
    });
  });
});

const tested: SourceText = { path: "src/slug.py", text: "def slug(n): return n * 2\n" };
const testFile = (text: string): Partial<ProseSpecification> => ({
  testFiles: [{ path: "tests/test_slug.py", text }],
});

describe("check() on test files", () => {
  test("runs test cases and bare functions", async () => {
    const text = `import unittest
from slug import slug
from support import check
class SlugTest(unittest.TestCase):
    def test_a(self): self.assertEqual(slug(2), 4)
    @unittest.skip("not today")
    def test_b(self): self.fail()
def test_bare(): check(slug(1))
async def test_async(): assert slug(0) == 0
class TestLikePytest:
    def setup_method(self): self.n = 3
    def test_c(self): assert slug(self.n) == 6
if __name__ == "__main__":
    unittest.main()
`;
    expect(await check(tested, testFile(text))).toMatchObject({
      status: "accepted",
      phase: "test",
      checks: [{ phase: "syntax" }, { phase: "test", tool: { name: "unittest" }, count: 4 }],
    });
  });

  test("tells which tests fail, why, and where in the candidate", async () => {
    const text = `import unittest
from src.slug import slug
class SlugTest(unittest.TestCase):
    def test_a(self): self.assertEqual(slug(2), 5, "twice")
    def test_parts(self):
        for n in (1, 2):
            with self.subTest(n=n): self.assertEqual(slug(n), 2)
def test_bare():
    assert slug(1) == 3
def test_broken():
    slug({})
`;
    const { status, phase, diagnostics } = await check(tested, testFile(text));

    expect({ status, phase }).toEqual({ status: "rejected", phase: "test" });
    expect(diagnostics.map(({ message }) => message.split("\n")[0])).toEqual([
      "The test tests.test_slug.SlugTest.test_a fails: AssertionError: 4 != 5 : twice",
      "The test tests.test_slug.SlugTest.test_parts (n=2) fails: AssertionError: 4 != 2",
      "The test tests.test_slug.test_bare fails: AssertionError: assert slug(1) == 3",
      "The test tests.test_slug.test_broken fails: TypeError: unsupported operand type(s) for *: 'dict' and 'int'",
    ]);
    expect(diagnostics.at(-1)).toMatchObject({
      category: "test",
      span: { file: "src/slug.py", start: 0, end: 25 },
    });
    // Newer interpreters underline.
    expect(
      diagnostics[2]?.raw.replaceAll(/^ +[~^]+\n/gm, ""),
    ).toBe(`Traceback (most recent call last):
  File "tests/test_slug.py", line 9, in test_bare
    assert slug(1) == 3
AssertionError
`);
  });

  test("rejects a candidate that does not have what the tests import", async () => {
    const verdict = await check(
      tested,
      testFile("from slug import other\ndef test_a(): other()\n"),
    );

    expect(verdict).toMatchObject({
      status: "rejected",
      diagnostics: [{ code: "tests-unfinished" }],
    });
  });

  test("does not believe a process that ends before the summary", async () => {
    const candidate = { ...tested, text: "import os\ndef slug(n): os._exit(0)\n" };

    expect(
      await check(candidate, testFile("from slug import slug\ndef test_a(): slug(1)\n")),
    ).toMatchObject({
      status: "rejected",
      diagnostics: [{ message: "The tests did not finish: the process ended with exit code 0" }],
    });
  });

  test("counts an exit within a test as its failure", async () => {
    const candidate = { ...tested, text: "import sys\ndef slug(n): sys.exit(0)\n" };

    expect(
      await check(candidate, testFile("from slug import slug\ndef test_a(): slug(1)\n")),
    ).toMatchObject({
      status: "rejected",
      diagnostics: [{ code: "test-failed" }],
    });
  });

  test.for([
    ["holds no tests", "import slug\n"],
    ["needs what is not there", "import no_such_module\ndef test_a(): pass\n"],
    ["asks for fixtures", "def test_a(tmp_path): pass\n"],
    ["is no Python", "def test_a(:\n"],
  ] as const)("faults a test file that %s", async ([, text]) => {
    await expect(check(tested, testFile(text))).rejects.toMatchObject({
      code: "specification/invalid",
    });
  });

  test("cannot say anything when all tests are skipped", async () => {
    const text =
      "import unittest\n@unittest.skip('a')\nclass A(unittest.TestCase):\n    def test_a(self): pass\n";

    expect(await check(tested, testFile(text))).toMatchObject({
      status: "inconclusive",
      phase: "test",
    });
  });
});
