/** The library that the checker knows: 57 functions in six files, none of which declares a type. */

export interface LibraryFunction {
  /** Full name, as a call writes it. */
  readonly id: string;
  /** What remains callable without its module; colliding ones go to the file that is loaded later. */
  readonly shortName: string;
  readonly effect: string | undefined;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  /** Types of the result; more than one is a union. */
  readonly returns: readonly [string, ...string[]];
}

/** One line a function: `id(parameter:Type, …): Type | Type`, the effect at the head of each block, in load order. */
const SOURCE: readonly { readonly effect: string | undefined; readonly functions: string }[] = [
  {
    effect: "console",
    functions: `
      console.println(message:String): Unit
      console.print(message:String): Unit
      console.error(message:String): Unit
      console.info(message:String): Unit
      console.debug(message:String): Unit
      console.warn(message:String): Unit`,
  },
  {
    effect: "filesystem",
    functions: `
      fs.read_file(path:String): String | IoError
      fs.write_file(path:String, content:String): Unit | IoError
      fs.mkdir(path:String, recursive:Bool): Unit | IoError
      fs.read_dir(path:String): List<DirEntry> | IoError
      fs.exists(path:String): Bool
      fs.remove(path:String): Unit | IoError
      fs.stat(path:String): FileStat | IoError
      fs.copy(src:String, dst:String): Unit | IoError
      fs.rename(src:String, dst:String): Unit | IoError`,
  },
  {
    effect: undefined,
    functions: `
      path.join(base:String, segment:String): String
      path.extname(path:String): String
      path.basename(path:String): String
      path.dirname(path:String): String
      path.is_absolute(path:String): Bool
      std.text.regex_test(pattern:String, input:String): Bool
      std.text.regex_match(pattern:String, input:String): String
      std.text.regex_replace(pattern:String, input:String, replacement:String): String
      std.text.regex_replace_all(pattern:String, input:String, replacement:String): String
      std.text.regex_split(pattern:String, input:String): String
      text.concat(a:String, b:String): String
      text.upper(s:String): String
      text.lower(s:String): String
      text.trim(s:String): String
      text.trim_start(s:String): String
      text.trim_end(s:String): String
      text.str_reverse(s:String): String
      text.contains(haystack:String, needle:String): Bool
      text.starts_with(s:String, prefix:String): Bool
      text.ends_with(s:String, suffix:String): Bool
      text.index_of(haystack:String, needle:String): Int
      text.slice(s:String, start:Int, end:Int): String
      text.char_at(s:String, index:Int): String
      text.replace(s:String, from:String, to:String): String
      text.replace_all(s:String, from:String, to:String): String
      text.split(s:String, delimiter:String): List<String>
      text.join(parts:List<String>, separator:String): String
      text.repeat(s:String, count:Int): String
      text.str_len(s:String): Int
      text.byte_len(s:String): Int
      text.is_empty(s:String): Bool
      text.pad_start(s:String, target_len:Int, fill:String): String
      text.pad_end(s:String, target_len:Int, fill:String): String
      list.len(list:List<Any>): Int
      list.is_empty(list:List<Any>): Bool
      list.get(list:List<Any>, index:Int): Any
      list.first(list:List<Any>): Any
      list.last(list:List<Any>): Any
      list.append(list:List<Any>, item:Any): List<Any>
      list.contains(list:List<Any>, item:Any): Bool
      list.flatten(list:List<Any>): List<Any>
      map.get(map:Map<String, Any>, key:String): Any`,
  },
];

/** In load order. */
export const LIBRARY: readonly LibraryFunction[] = SOURCE.flatMap(({ effect, functions }) =>
  functions
    .trim()
    .split("\n")
    .map((line) => readFunction(line.trim(), effect)),
);

function readFunction(line: string, effect: string | undefined): LibraryFunction {
  const [, id = "", parameters = "", returns = ""] = /^([\w.]+)\((.*)\): (.+)$/.exec(line) ?? [];
  return {
    id,
    shortName: id.slice(id.lastIndexOf(".") + 1),
    effect,
    parameters: parameters.split(/, (?=\w+:)/).map((parameter) => {
      const colon = parameter.indexOf(":");
      return { name: parameter.slice(0, colon), type: parameter.slice(colon + 1) };
    }),
    returns: returns.split(" | ") as [string, ...string[]],
  };
}
