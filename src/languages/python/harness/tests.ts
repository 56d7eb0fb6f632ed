/** Python: the harness's part that runs the user's test files. */
export const TESTS = String.raw`
import unittest

class Unsupported(Exception):
    """A test that asks for more than unittest has."""

class Result(unittest.TestResult):
    def __init__(self, send):
        super().__init__()
        self.send, self.passed, self.failed = send, 0, 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.passed += 1

    def tell(self, test, error):
        self.failed += 1
        text = str(error[1]).strip()
        story = traceback.TracebackException(*error)
        # The frames of unittest and of this harness explain nothing.
        where = [
            each
            for each in story.stack
            if each.filename.startswith(ROOT) and each.filename != __file__
        ]
        story.stack = traceback.StackSummary.from_list(where)
        self.send(
            {
                "failed": {
                    "name": name_of(test),
                    "error": error[0].__name__,
                    "message": text[:LONGEST],
                    "source": where[-1].line if where else None,
                    "line": own_line(error[1]),
                    "traceback": "".join(story.format()).replace(ROOT + os.sep, "")[-4000:],
                }
            }
        )

    def addError(self, test, error):
        super().addError(test, error)
        self.tell(test, error)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.tell(test, error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.tell(subtest, error)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.failed += 1
        failed = {
            "name": name_of(test),
            "error": "AssertionError",
            "message": "passes, and is expected to fail",
        }
        self.send({"failed": {**failed, "source": None, "line": None, "traceback": ""}})

def name_of(test):
    return getattr(test, "shown_name", None) or test.id()

def find_tests(module):
    yield from flatten(unittest.defaultTestLoader.loadTestsFromModule(module))
    for name, value in list(vars(module).items()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if name.startswith("test") and inspect.isfunction(value):
            yield from bare_tests(module, name, value, None)
        if (
            name.startswith("Test")
            and inspect.isclass(value)
            and not issubclass(value, unittest.TestCase)
        ):
            for inner in dir(value):
                method = getattr(value, inner)
                if not inner.startswith("test") or not callable(method):
                    continue
                yield from bare_tests(module, name + "." + inner, method, value)

def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test

def bare_tests(module, name, function, owner):
    """A function named test, as pytest knows it, once for each of its parameters."""
    rows, marks = [{}], [mark for holder in (function, owner, module) for mark in marks_of(holder)]
    for mark in marks:
        if mark.name == "parametrize":
            rows = [{**row, **more} for row in rows for more in parameters(*mark.args[:2])]
    skips = any(
        mark.name == "skip" or mark.name in ("skipif", "xfail") and all(mark.args[:1])
        for mark in marks
    )
    asked = [
        each
        for each in inspect.signature(function).parameters.values()
        if each.default is each.empty
    ]
    for number, row in enumerate(rows):
        missing = [each.name for each in asked[1 if owner else 0 :] if each.name not in row]
        if missing:
            raise Unsupported(module.__name__ + "." + name + " asks for the fixture " + missing[0])

        def run(row=row):
            if skips:
                raise unittest.SkipTest("marked")
            return call_bare(function, owner, row)

        test = unittest.FunctionTestCase(run)
        test.shown_name = module.__name__ + "." + name + ("[%d]" % number if len(rows) > 1 else "")
        yield test

def marks_of(holder):
    marks = getattr(holder, "pytestmark", [])
    return [getattr(mark, "mark", mark) for mark in (marks if isinstance(marks, list) else [marks])]

def parameters(names, values):
    names = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
    for value in values:
        row = getattr(value, "values", value)
        yield dict(zip(names, row if len(names) > 1 or row is not value else (row,)))

def call_bare(function, owner, row):
    holder = owner() if owner else None
    try:
        if hasattr(holder, "setup_method"):
            call_with_method(holder.setup_method, function)
        result = function(holder, **row) if owner else function(**row)
        if inspect.isawaitable(result):
            import asyncio

            asyncio.run(wait_for(result))
        if hasattr(holder, "teardown_method"):
            call_with_method(holder.teardown_method, function)
    except BaseException as error:
        # What pytest.skip raises.
        if type(error).__name__ == "Skipped":
            raise unittest.SkipTest(str(error))
        raise

def call_with_method(step, function):
    step(function) if inspect.signature(step).parameters else step()

def run_tests(send):
    try:
        load(JOB["path"], JOB["module"])
    except BaseException as error:
        send({"import": describe(error)})
        return 1
    tests, suite = [], unittest.TestSuite()
    for path in JOB["tests"]:
        try:
            tests += list(find_tests(load(path, path[:-3].replace("/", "."))))
        except Unsupported as error:
            send({"unusable": {"path": path, "message": str(error), "missing": None}})
            return 1
        except BaseException as error:
            missing = (
                getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None
            )
            send({"unusable": {"path": path, "missing": missing, **describe(error)}})
            return 1
    suite.addTests(tests)
    result = Result(send)
    suite.run(result)
    send({"summary": {"found": len(tests), "passed": result.passed, "failed": result.failed}})
    return 1 if result.failed else 0
`;
