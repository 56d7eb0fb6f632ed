/** What an order to a model looks like, where only a wish or a file should be. */

export interface InjectionRule {
  /** What the text does, after "it". */
  readonly does: string;
  readonly pattern: RegExp;
  /** Inside quotes it is spoken about, even where nothing around it says so. */
  readonly isMentionWhenQuoted: boolean;
}

/** What words are made of, in folded text. Unicode's own classes take a fifth of a second to compile, all rules together. */
const LETTER = "a-z0-9\\u00aa-\\u1fff\\u2c00-\\ud7ff\\uf900-\\uffff";
const GAP = `[^${LETTER}]{1,12}`;

/**
 * A phrase → pattern over folded text. A space is whatever stands between two words, line breaks and the marks of
 * comments included; `…N` is up to N words.
 */
const phrase = (source: string): RegExp =>
  new RegExp(
    `(?<![${LETTER}])(?:${source
      .replaceAll(/ ?…(\d) ?/g, `${GAP}(?:[${LETTER}]+${GAP}){0,$1}`)
      .replaceAll(" ", GAP)})(?![${LETTER}])`,
    "g",
  );

const rule = (
  does: string,
  pattern: string | RegExp,
  options: { readonly isMentionWhenQuoted?: boolean } = {},
): InjectionRule => ({
  does,
  pattern: typeof pattern === "string" ? phrase(pattern) : pattern,
  isMentionWhenQuoted: options.isMentionWhenQuoted ?? false,
});

const EARLIER =
  "(?:previous|prior|earlier|preceding|above|foregoing|former|initial|original|old|existing|your|safety)";
const RULES_NOUN =
  "(?:instructions?|directions|directives?|prompts?|guidelines?|guidance|rules|policy|policies|orders|constraints|programming|training|specification)";
const AI =
  "(?:ai|llms?|(?:large )?language models?|coding agents?|ai (?:assistants?|agents?|models?|tools?)|chatgpt|copilot|claude|gemini)";
const LISTENER = `(?:${AI}|assistants?|models?|agents?)`;
const PERSON =
  "(?:users?|reviewers?|developers?|humans?|operators?|owners?|maintainers?|anyone|anybody)";
const SECRET =
  "(?:api keys?|access keys?|secret keys?|private keys?|ssh keys?|passwords?|credentials|secrets?|environment variables?|(?:access|auth) tokens?)";
const DIRECTIVE =
  "(?:you|ignore|disregard|forget|from now|always|never|do not|don t|now|please|answer|write|add|use|print|run|must|done|sure|obey|overwrite)";

const DROPS = "tells the model to drop its instructions";
const PLAYS = "gives the model another part to play";
const LEAKS = "asks for secrets or for the model's instructions";
const HIDES = "asks to keep something from people";
const CHEATS = "asks to get around the check";
const SPEAKS = "speaks to a model, not about the work";
const POSES = "poses as another part of the conversation";
const ATTACKS = "asks for an attack";

/** What is said in words; read in folded text. The first that matches a place names it. */
export const PHRASE_RULES: readonly InjectionRule[] = [
  rule(
    DROPS,
    `(?:ignores?|disregards?|forget|discard|neglect|abandon|bypass|(?:do not|don t|never|stop) (?:follow|following|obey|obeying)) …3 ${EARLIER} …2 ${RULES_NOUN}`,
  ),
  rule(
    DROPS,
    `(?:ignore|disregard|forget|discard|bypass|(?:do not|don t|never|stop) (?:follow|obey)) (?:(?:all|any|every|the) )?(?:of the )?(?:instructions?|directives?|guidelines?|guidance|rules|specification|requirements)(?= (?:above|before|so far|given|and|now)|[^${LETTER}]*$)`,
  ),
  rule(DROPS, `(?:overrides?|supersedes?|replaces?|cancels?) …1 your …1 ${RULES_NOUN}`),
  rule(
    DROPS,
    "(?:forget|disregard|ignore) (?:everything|anything|all|what)(?: that)? (?:you|i) …3",
  ),
  rule(DROPS, "(?:new|real|actual|true) (?:system )?(?:instructions?|orders|directives?)(?=:)"),
  rule(
    DROPS,
    "your (?:new|real|actual|true|only|next) (?:task|job|goal|role|instructions?) (?:is|are)",
  ),
  rule(DROPS, "from now on you"),
  rule(
    DROPS,
    `(?:ignor|missacht|vergiss|vergesst|vergessen sie)[${LETTER}]* …4 (?:anweisung|vorgabe|befehl|regel|instruktion)[${LETTER}]*`,
  ),
  rule(
    DROPS,
    "(?:ignore[rz]?|oublie[rz]?|neglige[rz]?) (?:toutes |tous )?(?:les|vos|tes|ces) …2 (?:instructions|consignes|directives|regles)",
  ),
  rule(
    DROPS,
    `(?:ignor|olvid|esque)[${LETTER}]* …4 (?:instrucciones|indicaciones|reglas|ordenes|instrucoes|regras|ordens)`,
  ),
  rule(DROPS, `(?:ignor|dimentic)[${LETTER}]* …4 (?:istruzioni|regole|indicazioni|ordini)`),
  rule(DROPS, `(?:про)?(?:игнориру|забуд)[${LETTER}]* …4 (?:инструкц|указан|правил)[${LETTER}]*`),
  rule(DROPS, /(?:忽略|無視|无视|忘记)[^。\n]{0,12}(?:指令|指示|说明|提示|规则)/gu),
  rule(DROPS, /(?:指示|命令|プロンプト|ルール)[^。\n]{0,10}(?:無視|忘れ)/gu),
  rule(DROPS, /(?:지시|명령|지침)[^.\n]{0,10}(?:무시|잊)/gu),
  rule(DROPS, /\bi[\W_]g[\W_]n[\W_]o[\W_]r[\W_]e\b/giu),

  rule(
    PLAYS,
    "(?:you are|enter|enable|activate|switch(?:ed)? to) …3 (?:developer|god|jailbreak|dan|sudo|unrestricted) mode",
  ),
  rule(PLAYS, "you are now (?:dan|root|unrestricted|free|jailbroken)"),
  rule(
    PLAYS,
    "you are (?:now|no longer) (?:an?|the|bound) …2 (?:ai|model|assistant|agent|shell|terminal|interpreter|hacker|generator|bot|by)",
  ),
  rule(PLAYS, "you are (?:an? )?(?:unrestricted|chatgpt|dan)"),
  rule(PLAYS, "pretend (?:that )?(?:you|to be)"),
  rule(
    PLAYS,
    "you (?:are|have) (?:free (?:of|from)|no|without|not bound by) …2 (?:rules|restrictions|limits|limitations|filters|guidelines)",
  ),
  rule(
    PLAYS,
    "safety (?:rules|checks|filters|guidelines|measures) (?:are|is) …2 (?:off|disabled|suspended|lifted)",
  ),
  rule(PLAYS, "no (?:content|safety|usage) polic(?:y|ies) appl(?:y|ies)"),

  rule(
    LEAKS,
    "(?<!(?:never|not|t|without) )(?:print|output|reveal|show|repeat|return|dump|leak|disclose|include|write|echo|embed|send|tell|give|put) …3 (?:(?:your|hidden|initial) (?:hidden |initial )?(?:system )?(?:prompt|instructions)|(?:prompt|instructions) you …2 given)",
  ),
  rule(
    LEAKS,
    `(?<!(?:never|not|t|without) )(?:prints?|outputs?|reveals?|shows?|returns?|dumps?|leaks?|discloses?|includes?|writes?|echo|embeds?|sends?|copy|copies|adds?|puts?|gives?) …2 (?:your|my|the user s|all|every|any|full|entire|whole|contents of) …2 ${SECRET}`,
  ),
  rule(
    LEAKS,
    `(?<!(?:never|not|t|without) )(?:prints?|reveals?|leaks?|dumps?|discloses?|exposes?|outputs?|exfiltrates?|steals?) (?:the |database )?${SECRET}(?! (?:hash|policy|length|field|names?))`,
  ),
  rule(
    LEAKS,
    "(?:prints?|outputs?|reveals?|leaks?|dumps?|echo) …4 (?:[a-z0-9]+_)+(?:api_key|token|secret|password)",
  ),
  rule(
    LEAKS,
    "(?:contents of|all of|entire|whole|everything in|dump) …1 (?:process env|os environ|environment|env)(?! file)",
  ),
  rule(
    LEAKS,
    /\b(?:read|print|cat|include|show|dump|send|return|output)\b[^\n]{0,60}(?:~\/\.ssh|id_rsa|\/etc\/(?:passwd|shadow)|\.aws\/|(?<=\s)\.env\b)/giu,
  ),
  rule(
    LEAKS,
    /\b(?:send|post|upload|transmit|forward|beacon|exfiltrate)\b[^\n]{0,80}\b(?:environ|env|environment|secrets?|credentials|passwords?|keys?|files)\b[^\n]{0,60}https?:/giu,
  ),
  rule(LEAKS, /!\[[^\]\n]{0,80}\]\(https?:[^)\n]{0,200}\?[^)\n]{0,80}=[{$<][^)\n]{0,80}\)/giu),

  rule(
    HIDES,
    `(?:do not|don t|never|must not|without) (?:tell|telling|inform|informing|notify|notifying|alert|alerting|warn|warning) (?:the |any |your )?${PERSON}`,
  ),
  rule(
    HIDES,
    `(?:do not|don t|never|must not|without) (?:mention|mentioning|reveal|revealing|disclose|disclosing|admit) (?:this |it |that )?to (?:the |any |your )?${PERSON}`,
  ),
  rule(HIDES, "keep (?:this|it|that|these) …2 (?:secret|hidden|quiet|between us)"),
  rule(HIDES, `hide (?:this|it|that) from`),
  rule(
    HIDES,
    "(?:quietly|secretly|silently|covertly) (?:send|upload|post|open|add|write|include|call|import|run)",
  ),

  rule(
    CHEATS,
    "(?:skip|disable|bypass|circumvent|switch off|turn off|leave out|ignore) …1 (?:type checker|checker|checks|verifier|verification|sandbox|guardrails?|safety (?:checks|filters|rules))(?! for)",
  ),
  rule(
    CHEATS,
    "(?:claim|pretend|report|say) (?:to the user )?that …3 (?:passed|verified|accepted|proved|succeeded)",
  ),
  rule(CHEATS, "mark this (?:task|answer|candidate|run|attempt|specification) as"),
  rule(
    CHEATS,
    "(?:use|write|add|insert|by) (?:sorry|assume false|admit|ts ignore|ts nocheck|type ignore)",
  ),
  rule(CHEATS, "checker is broken|verifier is broken"),

  rule(SPEAKS, `(?:dear|hey|attention) ${LISTENER}`),
  rule(
    SPEAKS,
    `(?:note|message|instructions?|important|hint|reminder|notice|warning|todo) (?:(?:to|for) )?(?:the |all |any )?(?:${AI}|assistant|model(?=:))`,
  ),
  rule(SPEAKS, `(?:if|when|whenever|since|because) you are (?:an? )?${AI}`),
  rule(SPEAKS, `as (?:an? )?${AI} you`),
  rule(
    SPEAKS,
    `${AI} (?:reading|who reads?|that reads?|processing|should|must|shall|will|need to|have to)`,
  ),
  rule(SPEAKS, "(?:assistants?|agents?|models?) reading this"),
  rule(SPEAKS, `(?:^|(?<=\\n))[^${LETTER}\\n]{0,12}(?:${LISTENER})[:,]${GAP}${DIRECTIVE}`),
  rule(SPEAKS, "when(?:ever)? you (?:see|read|process|write|edit|generate) …3 this"),
  rule(SPEAKS, "whoever (?:generates|writes) code from this"),
  rule(
    SPEAKS,
    "(?:finish|begin|start|end|preface|prepend|append) …2 your (?:answer|response|reply|output)",
  ),

  rule(
    POSES,
    new RegExp(
      `(?:^|["'\\n])[#>*\\-\\t ]{0,8}(?:system|assistant|human|user|developer)(?: prompt| message)?:[ \\t]+(?=${DIRECTIVE}\\b)`,
      "giu",
    ),
  ),
  rule(POSES, /^#{1,6}[ \t]+(?:system|human|user|assistant|instruction):[ \t]*$/gimu),
  rule(
    POSES,
    /^[^\p{L}\p{N}\n]{0,12}end of (?:the |this )?(?:specification|(?:system |user )?prompt|user input|input|context|instructions)[^\p{L}\p{N}\n]{0,12}$/gimu,
  ),

  rule(
    ATTACKS,
    "(?:write|add|include|insert|leave|create|build|output) …3 (?:backdoor|keylogger|malware|ransomware|fork bomb|reverse shell)",
  ),
  rule(
    ATTACKS,
    /\b(?:write|save|create|overwrite|modify|append|edit)\b[^\n]{0,60}(?:~\/\.|\/etc\/|\.git\/hooks|\.\.\/\.\.\/|authorized_keys|crontab)/giu,
  ),
];

/** Marks by which models tell the parts of a conversation apart, and the likes of ours; read in the text as it is. */
export const MARK_RULES: readonly InjectionRule[] = [
  rule(
    POSES,
    /<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text|end_of_text|channel|message|start|end)\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>/giu,
    { isMentionWhenQuoted: true },
  ),
  rule(POSES, /<\/?(?:system|system_prompt|specification)>|<\/?data-[0-9a-f]{6,}/giu, {
    isMentionWhenQuoted: true,
  }),
];

/** Enough inside a comment that no reader of the page sees. */
export const COMMENT_RULES: readonly InjectionRule[] = [
  rule(SPEAKS, "you (?:must|should|will|shall|are to|have to|need to|are)"),
  rule(SPEAKS, `(?:^|(?<=\\n))[^${LETTER}]*(?:${LISTENER})[:,]`),
  rule(SPEAKS, "instead of the (?:function|code|file|program)"),
];

const WATCHED_TALK =
  /\b(?:detect\w*|flag\w*|contains?|strip\w*|removes?|escapes?|parses?|match\w*|phrases?|patterns?|such as|e\.g\.|(?<!\.)examples?|tokens?|attacks?|attempts?|injections?|attackers?|tests?|=>|splits?|jailbreaks?|scores?|filters?|moderat\w*|sanitiz\w*|is[A-Z]\w*\()/i;

/** Whether the words around a quotation say that it is spoken about, not spoken. */
export const isTalkAbout = (surroundings: string): boolean => WATCHED_TALK.test(surroundings);
