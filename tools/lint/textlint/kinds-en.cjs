// The kinds of fault in English sentences that editors of this project found again and again and a
// pattern can see. Each is matched against a sentence in which code is a bare `c` and a link its
// text; `before` must be found by it and `after` not, or sentences.cjs throws.
"use strict";

module.exports = [
  {
    id: "small-number",
    better: "spell out one to nine; digits stay with units, versions, ports and limits",
    pattern:
      /(?<![\w.,\-#/:+×`(=<>≤≥]|\b(?:[Cc]auses?|[Rr]outes?|[Ss]teps?|[Pp]latform version|[Ll]evel|TCP|HTTP|IPv|[Ee]xit status|[Aa]t most|[Uu]p to|[Mm]ore than|[Ff]ewer than|Linux|\d (?:or|and)|\d+ \S+ and) )[1-9](?= (?!or (?:later|more|newer)|vCPU|[GMK]i?B\b|ms\b|s\b|seconds?\b|minutes?\b|hours?\b|px\b|(?:and|or|to|of) \d|if\b|in the\b|too\b|with\b|does\b|reports?\b|otherwise\b)[a-z`A-Z])/,
    before: "An instance runs 1 copy of the task.",
    after: "An instance runs one copy of the task.",
  },
  {
    id: "small-number",
    better: "spell out one to nine, and open no sentence with a digit",
    pattern:
      /\b(?:these|last|other|minus|less|of the|the) [1-9](?=[.,;:]|$)|^(?:[-*] )?\d[\d, -]*\d? (?:vCPU|and|are|is|containers|port)\b/,
    before: "This site follows the last 2.",
    after: "This site follows the latter two.",
  },
  {
    id: "cleft",
    better: "name the thing itself as the subject: “ECS registers the task ENI”",
    pattern:
      /(?:^|[.:;] |[-*] |\b(?:but|and|that|too), ?|\bbut |\band )[Ww](?:hat|here) (?!(?:to|you|is it|it means|happens|next)\b)[^.?!:]{2,90}? (?:is|are|rests|decides|rules|goes|counts|may be)\b(?! ?$)/,
    before: "What is registered is the task ENI and not the instance.",
    after: "ECS registers the task ENI rather than the instance.",
  },
  {
    id: "cleft",
    better: "replace the free relative by a noun",
    pattern:
      /\b(?:is|are|of|but|than|not|than is|out of) what (?!(?:to|you|happens)\b)|\bwhat (?:is|gets) (?!required|allowed)(?:\w+ed|wrong|read|left)\b(?! ?$)|^(?:[-*] )?For what\b/i,
    before: "On Fargate the mode is what is wrong.",
    after: "On Fargate, the mode itself is wrong.",
  },
  {
    id: "cleft",
    better: "drop “it is … that” and name the subject",
    pattern:
      /\bit is (?:only |not )?(?:`c`|[A-Z]\w+)[^.,]{0,60}? that\b/i,
    before: "It is only `hostPort` that it does not need.",
    after: "Only `hostPort` is optional.",
  },
  {
    id: "cleft",
    better: "turn the clause into a sentence of its own",
    pattern: /(?:^|[.;:] |\bbut )That (?:only |AWS |an? |the )[^.]{3,80}? (?:is|are|rests)\b/,
    before: "That only SRV records work is another limit.",
    after: "Only SRV records work.",
  },
  {
    id: "of-genitive",
    better: "put the owner first: “AWS errors”, “an EventBridge target”, “the API reference”",
    pattern:
      /(?<!\b[Aa]s )\bof (?:AWS|Terraform|EventBridge|GitHub(?: Actions)?|CDK|Step Functions|Windows|20\d\d(?!-))(?=[ .,;:)]|$)(?! (?:account|accounts|Server|resources?|code|containers?|tasks?|Fargate|services?|files?|targets?|states?|CLI|SDK|Config|Copilot|regions?|modules?|instances?|workflows?|task definitions?|configurations?|JSON|errors?|versions?|pages?|Regions?|'s|\d))/,
    before: "This is an error of AWS.",
    after: "This is an AWS error.",
  },
  {
    id: "of-genitive",
    better: "put the owner first, or use “in”, “for” or “on”",
    pattern:
      /\b(?:sentences?|texts?|list|enum|limits|guide|pages?|tables?|settings?) of (?:the (?:API|guide|modes|operator|command|instance|reference)|errors|modes|it\b)|\b(?:rules|calls|conflicts|sizes|directory|files|side) of (?:a module|modules|security groups|host ports|Windows|your Terraform|a volume)\b|\bport \d+ of it\b/,
    before: "The sentence of the API looks like an error.",
    after: "The API sentence looks like an error.",
  },
  {
    id: "another-than",
    better: "“a mode other than …”; “a different port”",
    pattern:
      /\banother (?:\S+ ){1,3}?than\b|\bis another (?:setting|limit|thing)\b|\bhas another (?:default|host port|port|value|one)\b/i,
    before: "Reports services with another network mode than `awsvpc`.",
    after: "Reports services with a network mode other than `awsvpc`.",
  },
  {
    id: "is-no",
    better: "“is not a …”, or say what it is",
    pattern: /(?<![Tt]here )\b(?:is|are) (?:in )?no (?:subnet|container|contradiction|port|value of|`c` of|[a-z]+ of)\b|\bin no `c`|\bin no (?:port )?mapping\b/,
    before: "`containerPort` is in no port mapping.",
    after: "No port mapping has this `containerPort`.",
  },
  {
    id: "two-negatives",
    better: "say it positively, or split the sentence",
    pattern:
      /\b(?:not|cannot|never|[Nn]othing|[Nn]o(?! \w+ do(?:es)? not)) (?!(?:only|just|longer)\b)[^.?!;:,()]{0,45}?\b(?:not|nothing|none|never|cannot|without)\b|\b[Nn]either\b[^.?!,;(]{0,80}\b(?:in no|no|not)\b/,
    before: "If the check finds nothing, that does not prove that nothing is wrong.",
    after: "A clean check does not prove that the code works.",
  },
  {
    id: "dangling-opener",
    better: "repeat the noun",
    first: true,
    pattern: /^(?:[-*] )?(?:They|Neither do|Nor|Also|Both (?:were|set|of these|are|register)|With both,)/,
    before: "Neither do `user` and `privileged`.",
    after: "`user` and `privileged` do not work either.",
  },
  {
    id: "dangling-opener",
    better: "give the participle its subject: “if you omit it, …”",
    pattern: /(?:^|[.;,] )(?:[Ll]eft out|Written|With a number in `c`),? (?:or|it|every|an)\b/,
    before: "Left out, it gets a free port.",
    after: "If you omit it, the task gets a free port.",
  },
  {
    id: "set",
    better: "set (an argument), add (a block), use (a value)",
    pattern:
      /\b(?:[Ww]rite|wrote|written|writing) (?:it\b|exactly\b|always\b|only\b|neither\b|both\b|either\b|out\b|`c`(?! (?:to|into|in Go)\b))|\bAlways write\b|\b(?:may|must|can|cannot|must not|you) write (?!(?:to|into|an? (?:issue|test)|\w+ to)\b)|\b(?:is|are) (?:always )?written (?:with|as `c`|so that|to show)\b/,
    before: "Write `hostPort` with the same value as `containerPort`.",
    after: "Set `hostPort` to the same value as `containerPort`.",
  },
  {
    id: "says",
    better: "sets, asks for, documents; an argument or a page does not speak",
    pattern:
      /\b(?:API|page|guide|text|definition|Service Connect|report|call|`c`|RunTask|AWS),? (?:speaks of|promises?|names (?:no|what|only|the))\b|\b(?:definition|Service Connect|`c`|RunTask),? says\b|,? says AWS\b/,
    before: "A task definition for Service Connect says `awsvpc`.",
    after: "Service Connect requires `network_mode = \"awsvpc\"`.",
  },
  {
    id: "takes",
    better: "requires, accepts, supports, uses",
    pattern:
      /\b(?:takes?|took) (?:no `c`|no\b|`c`|agent|IDs|(?:this|it|that|them) for)|\b(?:does|do) not take\b|\b(?:is|are) taken to\b|(?:^|[.;:|] ?|\bdoubt, |so |, |\bor )[Tt]ake (?:`c`|an? |the one|care\b)|^Take$/,
    before: "The service takes no `iam_role`.",
    after: "Omit `iam_role` from the service.",
  },
  {
    id: "gives",
    better: "reports, shows, returns, fails with",
    pattern:
      /\b(?:gives?|gave|given) (?:no |an? |its |this |the |another |them )?(?:own )?(?:rule's )?(?:findings?|errors?|numbers)\b|\bhands? (?:them|it|over)\b/i,
    before: "With RunTask, it gives this error.",
    after: "`RunTask` then fails with this error.",
  },
  {
    id: "stands",
    better: "is set, is combined with, is kept, is in",
    pattern:
      /\bstands? (?:in|together|once|alone|beside|under|around)\b|\brests? on\b|\bheld? (?:the \w+ )?against\b/,
    before: "Subnets and public IP addresses stand in the service.",
    after: "Subnets and public IP addresses are set on the service.",
  },
  {
    id: "fits",
    better: "matches, suits, conflicts with; be concrete",
    pattern: /\b(?:does|do|did|that|which|to|not|values|and) fits? (?!(?:on|in|into)\b)|\bfit$|\bfit\.$|\bfits the\b/,
    before: "`target_type` does not fit the mode.",
    after: "`target_type` conflicts with the mode.",
  },
  {
    id: "place",
    better: "platform; path; value: name the thing",
    pattern: /\b(?:[Oo]ther|[Tt]hese|[Nn]o|[Aa]ny|only) places\b|\b[Pp]laces to\b|\bleads? (?:somewhere|out of|nowhere)\b|\b[Ww]ays? in(?:to)?\b(?! which)/,
    before: "Fargate and EC2 are not the only places.",
    after: "ECS also runs tasks on your own servers.",
  },
  {
    id: "as-it-is",
    better: "raw, unchanged; or leave the phrase out",
    pattern: /\bas (?:it|they) (?:is|are|do|does)\b(?=[ .,]|$)|\bas it is\b|\b(?:counts? instead|alone counts|does not count|do not count either|the default counts|that counts)\b|(?<=\w) alone\.$/,
    before: "To look up the output as it is, paste it.",
    after: "Paste the raw output.",
  },
  {
    id: "mistake-of",
    better: "name the mistake: “missing `memory`”",
    pattern: /\b[Mm]istakes? (?:of|about)\b|\bof level (?:error|warning)\b|\blevel is (?:error|warning)\b/,
    before: "The mistake of having no `memory` anywhere is the same.",
    after: "Missing `memory` fails here too.",
  },
  {
    id: "provenance",
    better: "state the fact; mark it with “Inferred: …”, “Not confirmed”, “AWS does not document …” or “Users report …”",
    pattern:
      /\bcop(?:y|ies) (?:that (?:was|were) read|of the public page)\b|\bstored copy of\b|\bwe (?:infer|found no)\b|\bthat were read\b|\bno AWS text\b|\b(?!(?:that|[Ww]hat)\b)\w+ (?:is|are) not confirmed\b|\bguide of 20\d\d\b(?!-)|\bAPI reference (?:asks|limits|rules out)\b|\b(?:no report|no public record|[Tt]he report) (?:does|says|quotes?|mentions|explains)\b|\b[Ii]n (?:1|one) report\b|\b(?:is|being|as) inferred from\b|\b[Gg]uide does (?:not )?(?:say|mention)\b/,
    before: "Service Connect is not available there, says AWS's page in the copy that was read.",
    after: "Service Connect is not available there (AWS does not document why).",
  },
];
