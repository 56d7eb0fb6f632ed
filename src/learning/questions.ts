/** Every question of style, and the sentence of ours that each answer makes. */

/** By answer, in words; `undefined` for an answer that is nobody's rule. */
type Sentences = Readonly<Record<string, string>> | ((answer: string) => string | undefined);

const styles = (what: string): Sentences => ({
  camelCase: `${what} are named in camelCase`,
  PascalCase: `${what} are named in PascalCase`,
  snake_case: `${what} are named in snake_case`,
  UPPER_CASE: `${what} are named in UPPER_CASE`,
  "kebab-case": `${what} are named in kebab-case`,
});

/** A name in the words of the project; short and plain, so that it can be no order to anybody. */
const named =
  (words: (name: string) => string) =>
  (answer: string): string | undefined =>
    /^[A-Za-z]\w{0,23}$/.test(answer) && (answer.match(/_|[a-z](?=[A-Z])/g)?.length ?? 0) < 4
      ? words(answer)
      : undefined;

const QUESTIONS: Readonly<Record<string, Sentences>> = {
  "names/function": styles("Functions and methods"),
  "names/variable": styles("Variables and parameters"),
  "names/class": styles("Classes"),
  "names/type": styles("Types"),
  "names/constant": styles("Constants of a module"),
  "names/file": styles("Files"),
  "names/interface-prefix": {
    I: "Names of interfaces begin with I",
    none: "Names of interfaces have no prefix",
  },
  "names/boolean": {
    "a question": "Names of booleans ask a question, as with is, has or can",
  },
  "private-members": {
    "#": "Private members are declared with #",
    private: "Private members are declared with private",
    _: "Names of private members begin with one underscore",
    __: "Names of private members begin with two underscores",
  },
  quotes: {
    double: "Strings stand in double quotes",
    single: "Strings stand in single quotes",
  },
  semicolons: {
    with: "Statements end with a semicolon",
    without: "Statements end without a semicolon",
  },
  "trailing-commas": {
    with: "Lists over several lines have a comma after the last entry",
    without: "Lists over several lines have no comma after the last entry",
  },
  indentation: {
    "2 spaces": "Blocks are indented by 2 spaces",
    "4 spaces": "Blocks are indented by 4 spaces",
    "8 spaces": "Blocks are indented by 8 spaces",
    tabs: "Blocks are indented by tabs",
  },
  "file-length": { short: "Files have at most 300 lines" },
  "import-order": {
    "in order": "Imports stand in order: the language's own modules, packages, the project's own",
  },
  "builtin-prefix": {
    "node:": "Built-in modules are imported with the prefix node:",
    none: "Built-in modules are imported without a prefix",
  },
  "import-ending": {
    ".ts": "Imports of own files end with .ts",
    ".js": "Imports of own files end with .js",
    none: "Imports of own files have no ending",
  },
  "type-imports": {
    "import type": "Imports of types alone are written import type",
    inline: "Imports of types mark each name with type",
  },
  "import-style": {
    names: "Names are imported from modules",
    module: "Modules are imported as a whole",
  },
  "own-imports": {
    relative: "Names are imported from relative modules",
    absolute: "Names are imported from absolute modules",
  },
  exports: {
    named: "Exports are named, not default",
    default: "Exports are default exports",
  },
  "top-functions": {
    declaration: "Functions of a module are declared with function",
    arrow: "Functions of a module are arrow functions in constants",
  },
  "object-types": {
    interface: "Shapes of objects are interfaces",
    type: "Shapes of objects are type aliases",
  },
  properties: {
    readonly: "Properties of types are readonly",
  },
  bindings: { const: "Variables are declared with const" },
  absence: {
    undefined: "What is absent is undefined, not null",
    null: "What is absent is null, not undefined",
  },
  "non-null": {
    checked: "What may be absent is reached with ?., never with !",
  },
  equality: { strict: "Values are compared with === and !==" },
  promises: {
    await: "Promises are awaited, not chained with then",
    chained: "Promises are chained with then",
  },
  loops: {
    "for-of": "Loops are written for … of, not forEach",
    forEach: "Loops are written with forEach",
  },
  "errors-thrown": {
    "built-in": "Errors that are raised are of the language's own classes",
    own: "Errors that are raised are of the project's own classes",
  },
  "error-class": named((name) => `Errors are raised as ${name}`),
  "caught-name": named((name) => `What is caught is called ${name}`),
  caught: { handled: "What is caught is handled, never swallowed" },
  "caught-types": { named: "Only named kinds of exceptions are caught" },
  "raised-from": { chained: "Exceptions raised while handling another name it with from" },
  "none-tests": { is: "None is tested with is" },
  "optional-types": {
    "| None": "Optional types are written T | None",
    Optional: "Optional types are written Optional[T]",
  },
  annotations: { annotated: "Functions declare what they return" },
  docstrings: { documented: "Public functions have a docstring" },
  formatting: {
    "f-string": "Texts are put together with f-strings",
    "format()": "Texts are put together with format()",
    percent: "Texts are put together with %",
  },
  "test-calls": { test: "Tests are written test(…)", it: "Tests are written it(…)" },
  "test-groups": {
    grouped: "Tests stand in describe(…)",
    flat: "Tests stand in no group",
    classes: "Tests are methods of classes",
    functions: "Tests are plain functions",
  },
  "test-asserts": {
    assert: "Tests assert with assert",
    "self.assert": "Tests assert with self.assert…",
  },
  "test-files": {
    test: "Files of tests end with .test",
    spec: "Files of tests end with .spec",
    test_: "Names of files of tests begin with test_",
    _test: "Names of files of tests end with _test",
  },
  "test-place": {
    beside: "Tests stand beside what they test",
    apart: "Tests stand in a folder of their own",
  },
};

/** The sentence that `answer` makes of `question`; `undefined` where it makes none. */
export function sentenceOf(question: string, answer: string): string | undefined {
  const sentences = Object.hasOwn(QUESTIONS, question) ? QUESTIONS[question] : undefined;
  if (typeof sentences === "function") return sentences(answer);
  return sentences !== undefined && Object.hasOwn(sentences, answer)
    ? sentences[answer]
    : undefined;
}
