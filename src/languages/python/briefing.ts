/** What a model should know to write Python that is accepted here. */
export const briefing = `Write one complete Python 3 module, imports first.
- Hold the signature exactly: names, order, annotations, defaults, decorators, async or not. Helpers are free.
- Import what you use: the standard library and the project's own modules, nothing else.
- The module is imported and its functions are called: no input(), no work at the top level.
- Raise the exception asked for; ValueError or TypeError where none is named.
- Never use eval, exec, compile, __import__, importlib, ctypes, subprocess, os.system, os.fork, atexit, sys.exit,
  sys.modules or frames, and replace nothing in other modules: such a candidate is refused.
- Annotate every parameter and result. Think of empty input, Unicode and limits.
`;
