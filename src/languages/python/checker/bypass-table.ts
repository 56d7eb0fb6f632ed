/** Python: the checker's table of what candidates may not use, and why. */
export const BYPASS_TABLE = String.raw`
TEXT_AS_CODE = (
    "text-as-code",
    "{} runs text that nothing has checked",
    "Write the code itself; ast.literal_eval reads literals, a dictionary chooses functions",
)
ENDS = (
    "ends-process",
    "{} ends the process in the middle of its check",
    "Return a value, or raise an exception that says what is wrong",
)
STARTS = (
    "starts-process",
    "{} starts or stops other processes",
    "Do the work in this process, with the standard library",
)
LOADS = (
    "loads-modules",
    "{} loads code that the check does not see",
    "Import modules with import statements",
)
REACHES = (
    "reaches-checker",
    "{} reaches into the interpreter that runs the check",
    "Do without it: a function needs its arguments and what its module defines",
)
REPLACES = (
    "replaces-parts",
    "{} replaces parts of other modules",
    "Define a function or class of your own instead of changing one that others use",
)
ALWAYS_EQUAL = (
    "always-equal",
    "{} says yes to everything, and so passes any test of equality",
    "Compare the fields that make two values equal",
)
OTHER_ENCODING = (
    "other-encoding",
    "\x60coding: {}\x60 makes Python read another text than the one that was checked",
    "Write UTF-8, without a coding line",
)
TYPE_IGNORE = (
    "type-ignore",
    "\x60{}\x60 hides what a type checker would say",
    "Give the values their types",
)

FORBIDDEN_MODULES = {
    "atexit": ENDS,
    "ctypes": REACHES,
    "_ctypes": REACHES,
    "__main__": REACHES,
    "_imp": LOADS,
    "imp": LOADS,
    "importlib": LOADS,
    "_frozen_importlib": LOADS,
    "_frozen_importlib_external": LOADS,
    "zipimport": LOADS,
    "runpy": LOADS,
    "code": TEXT_AS_CODE,
    "codeop": TEXT_AS_CODE,
    "subprocess": STARTS,
    "_posixsubprocess": STARTS,
    "posix": STARTS,
    "nt": STARTS,
    "pty": STARTS,
    "unittest.mock": REPLACES,
    "_xxsubinterpreters": TEXT_AS_CODE,
    "_interpreters": TEXT_AS_CODE,
    "concurrent.interpreters": TEXT_AS_CODE,
}
HARMLESS_MODULES = {"importlib.metadata", "importlib.resources"}

FORBIDDEN = {
    "builtins.eval": TEXT_AS_CODE,
    "builtins.exec": TEXT_AS_CODE,
    "builtins.compile": TEXT_AS_CODE,
    "builtins.__import__": LOADS,
    "builtins.exit": ENDS,
    "builtins.quit": ENDS,
    "builtins.SystemExit": ENDS,
    "builtins.__builtins__": REACHES,
    "builtins.__loader__": REACHES,
    "builtins.__spec__": REACHES,
    "os._exit": ENDS,
    "os.abort": ENDS,
    "sys.exit": ENDS,
    "signal.raise_signal": ENDS,
    "signal.pthread_kill": ENDS,
    "_thread.interrupt_main": ENDS,
    "os.kill": STARTS,
    "os.killpg": STARTS,
    "os.fork": STARTS,
    "os.forkpty": STARTS,
    "os.system": STARTS,
    "os.popen": STARTS,
    "os.startfile": STARTS,
    "asyncio.create_subprocess_exec": STARTS,
    "asyncio.create_subprocess_shell": STARTS,
    "sys.modules": REACHES,
    "sys.settrace": REACHES,
    "sys.setprofile": REACHES,
    "sys.gettrace": REACHES,
    "sys._getframe": REACHES,
    "sys._getframemodulename": REACHES,
    "sys._current_frames": REACHES,
    "sys._current_exceptions": REACHES,
    "sys.monitoring": REACHES,
    "sys.meta_path": LOADS,
    "sys.path_hooks": LOADS,
    "sys.path_importer_cache": LOADS,
    "sys.addaudithook": REACHES,
    "threading.settrace": REACHES,
    "threading.setprofile": REACHES,
    "threading.settrace_all_threads": REACHES,
    "threading.setprofile_all_threads": REACHES,
    "gc.get_objects": REACHES,
    "gc.get_referrers": REACHES,
    "gc.get_referents": REACHES,
    "inspect.currentframe": REACHES,
    "inspect.stack": REACHES,
    "inspect.trace": REACHES,
    "inspect.getouterframes": REACHES,
    "inspect.getinnerframes": REACHES,
    "traceback.walk_stack": REACHES,
    "types.CodeType": TEXT_AS_CODE,
    "types.FunctionType": TEXT_AS_CODE,
}
FAMILIES = [(re.compile(r"os\.(exec|spawn|posix_spawn)\w*$"), STARTS)]

# Modules that hold something forbidden: their names may stand before a dot, and nowhere else.
GUARDED_MODULES = {"os", "sys", "builtins", "gc", "inspect"}
# Standard modules offer these under their own names, as in logging.os.
LEAKED_MODULES = {
    "os",
    "sys",
    "builtins",
    "gc",
    "inspect",
    "subprocess",
    "ctypes",
    "importlib",
    "atexit",
    "posix",
}

# Whatever they are asked of.
FORBIDDEN_ATTRIBUTES = {
    "__globals__",
    "__builtins__",
    "__loader__",
    "__spec__",
    "f_back",
    "f_globals",
    "f_locals",
    "f_builtins",
    "tb_frame",
    "gi_frame",
    "cr_frame",
    "ag_frame",
}
# These parts of sys are for replacing: output may be sent elsewhere.
REPLACEABLE = {"sys.stdout", "sys.stderr", "sys.stdin"}

if hasattr(sys, "stdlib_module_names"):
    STANDARD_MODULES = set(sys.stdlib_module_names)
else:
    import os, pkgutil

    STANDARD_MODULES = set(sys.builtin_module_names) | {
        module.name for module in pkgutil.iter_modules(sys.path)
    }
# The interactive helpers come from the module site, which the checker runs without.
BUILTIN_NAMES = set(dir(__import__("builtins"))) | {
    "exit",
    "quit",
    "copyright",
    "credits",
    "license",
    "help",
    "__builtins__",
    "__file__",
}
`;
