/** What is known of names before any project's own code is counted. */

/** Members that are there for old programs, or that every value has and hardly any expression means. */
export const LEFT_OUT: ReadonlySet<string> = new Set(
  "anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup substr trimLeft trimRight getYear setYear toGMTString valueOf hasOwnProperty propertyIsEnumerable isPrototypeOf constructor prototype caller callee arguments apply call bind toLocaleString toLocaleUpperCase toLocaleLowerCase toLocaleDateString toLocaleTimeString isWellFormed toWellFormed isFrozen isSealed isExtensible freeze seal preventExtensions defineProperty defineProperties setPrototypeOf getPrototypeOf getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertySymbols getOwnPropertyNames is create isBuffer isEncoding isView assign reject any withResolvers".split(
    " ",
  ),
);

/** Members that change what they are called on: seldom meant where a value is wanted. */
const CHANGES =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|clear|delete|add|set|set[A-Z]\w*|append|write|compile|exec|freeze|seal|assign|defineProperty|setPrototypeOf|preventExtensions)$/;

/** Members that few programs need. */
const RARE =
  /^(?:normalize|localeCompare|search|codePointAt|charCodeAt|fromCodePoint|fromCharCode|raw|getUTC\w+|toUTCString|toPrecision|toExponential|clz32|imul|fround|f16round|log1p|expm1|[a]?(?:sin|cos|tan)h?|atan2|cbrt|keyFor|escape|unescape|getTimezoneOffset|toJSON|entries|description|lastIndex\w*|sticky|unicode|hasIndices|dotAll|withResolvers|try|race|any|reject|flat|flatMap|findLast|findLastIndex|at|toSpliced|with|isArray|toString|copyWithin|structuredClone|getOwnProperty\w+|is|hasOwn|isFrozen|isSealed|isExtensible|create|UTC|hypot|exp|log\w*|now|random|isNaN|isFinite|isInteger|isSafeInteger|defineProperty|encodeURI\w*|decodeURI\w*)$/;

/** Members that most programs are made of. */
const COMMON =
  /^(?:map|filter|find|some|every|includes|join|split|slice|trim|get|has|length|startsWith|endsWith|keys|values|entries|from|fromEntries|replaceAll|test|min|max|toUpperCase|toLowerCase|size)$/;
const COMMON_BONUS = 0.5;

/** What a name costs more than others: what few programs mean comes later. */
export const costOfName = (name: string): number => {
  const member = name.slice(name.lastIndexOf(".") + 1);
  if (name === "Number.parseInt" || name === "Number.parseFloat" || name === "Date.parse")
    return 0.5;
  if (CHANGES.test(member)) return 2;
  if (COMMON.test(member)) return -COMMON_BONUS;
  return RARE.test(member) ? 1 : 0;
};

/** What of the language's own globals is called where a value is missing. */
export const GLOBAL_FUNCTIONS =
  "String Number Boolean BigInt parseInt parseFloat structuredClone encodeURIComponent decodeURIComponent encodeURI decodeURI".split(
    " ",
  );
/** Classes of the language and the platform that are constructed. */
export const GLOBAL_CLASSES = "Array Map Set Date RegExp URL Error URLSearchParams".split(" ");
/** Names of the language whose members are called. */
export const GLOBAL_SPACES =
  "Math JSON Object Array Number String Promise Date Map Symbol Buffer".split(" ");

/** What of them makes something new of what is in scope, so that more can be done with it. */
export const FORWARD: ReadonlySet<string> = new Set(
  "String Number Array.from Object.keys Object.values Object.entries Object.fromEntries Promise.all Set Map Date URL".split(
    " ",
  ),
);
