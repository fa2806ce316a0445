// The kinds of fault in Japanese sentences that editors of this project found again and again and a
// pattern can see: English word order above all. Each is matched against a sentence in which code is
// a bare `c` and a link its text; `before` must be found by it and `after` not, or sentences.cjs throws.
"use strict";

module.exports = [
  {
    id: "cleft",
    better: "「〜だけが…」「〜に…」のように、主語と述語をそのままの順に書く",
    pattern: /(?<!(?:使|で|置|書|ら)(?=[えきけれ]))(?:[いえきけしせちてにねびべみめりれげじぎかさたなまらわ]る|[うくぐすつぬぶむ]|た)のは、?[^。、（]{1,60}だけです|(?:[てで]いる|される|われる|たれる|効く)のは[^。、（]{1,40}(?:です|だという)/,
    before: "効くのは、有効にした後で起動したインスタンスだけです。",
    after: "対象は、有効にした後で起動したインスタンスだけです。",
  },
  {
    id: "no-no-no",
    better: "「の」は 2 回まで。動詞を補うか、複合語にする",
    pattern: /(?:[^のはがをにでともへや、。・：（）「」\s`]{1,12}(?: [A-Za-z`][^のはがを、。：\s]*)? ?の ?){3}/,
    before: "クラスターのすべてのインスタンスのセキュリティグループで許可します。",
    after: "クラスター内の全インスタンスのセキュリティグループで許可します。",
  },
  {
    id: "inanimate-subject",
    better: "「開発者ガイドによると…」「…には記載がありません」",
    pattern: /(?:ガイド|リファレンス|ドキュメント|Docker|説明文?|規則)(?:は|が)[^。]{0,60}?(?:挙げ|書い|述べ|名指し|位置づけ|言[いっう]|とあり)|ドキュメントにあります/,
    before: "開発者ガイドは、なりすましを欠点に挙げています。",
    after: "開発者ガイドによると、なりすましは欠点です。",
  },
  {
    id: "rejected-with",
    better: "「…を返して拒否します」",
    pattern: /(?:API|AWS|コンソール) ?に ?`c` ?と(?:いう)?拒否/,
    before: "Auto Scaling の API に `...` と拒否されます。",
    after: "Auto Scaling の API が `...` を返して拒否します。",
  },
  {
    id: "shows-null",
    better: "「省略されています」「ありません」。利用者が書いていない値を出さない",
    pattern: /は ?`null` ?です|が ?`null` ?で、|`null` ?と表示|(?<![\w`])null(?![\w`])/,
    before: "タスク定義の `network_mode` は `null` です。",
    after: "タスク定義で `network_mode` が省略されています。",
  },
  {
    id: "omission-is",
    better: "「省略時は…とみなします」「省略すると…」",
    pattern: /(?:`c`|モード|タイプ) ?の省略は ?(?:`c`|ENI|`|「)[^。]{0,12}(?:です|と表示)|(?:^|[。、])省略は ?`/,
    before: "`target_type` の省略は `instance` です。",
    after: "`target_type` を省略すると `instance` とみなします。",
  },
  {
    id: "provenance",
    better: "事実を述べ、「AWS のドキュメントに記載がありません」「推定」「未確認」のどれかで示す",
    pattern:
      /(?:明記した|そう書いた)[^。]*?見つかって|(?:メッセージ|文面|バージョン|理由|原因|値)(?:は|が|も)[^。、]{0,12}確認できていません|と考えられますが|からは原因が分からず|実行して得た|第三者が|に基づきます/,
    before: "届き方を明記した AWS のドキュメントは見つかっていません。",
    after: "この経路は AWS のドキュメントに記載がありません。",
  },
  {
    id: "colloquial",
    better: "必要、適用、配置、制限、割り当て、変更・置き換え",
    pattern:
      /に(?:載る|載った|載せる)|(?<![入切差取](?:り|れ)?)替え(?:ます|る|て)(?!ても)|(?:が|は|に|へ|を)効(?:く|か|き|い)|(?:が|は|も)要(?:る|らな|り)|で絞(?:り(?!込)|る)|(?:いくつでも|の許す限り)/,
    before: "同じインスタンスに載ったタスクは、すべて同じ許可を共有します。",
    after: "同じインスタンスのタスクには、すべて同じルールが適用されます。",
  },
  {
    id: "demonstrative",
    better: "指す語をもう一度書く",
    pattern: /(?:^|。)(?:そこでは|どちらも、|前の(?: \d つ|サービス|タスク|デプロイ))/,
    before: "IPv6 専用のサブネットには当てはまりません。そこでは別の経路を使います。",
    after: "IPv6 専用のサブネットには当てはまりません。IPv6 の経路を用意します。",
  },
  {
    id: "counter",
    better: "「最大 5 個」「最大 5 つ」",
    pattern: /最大 \d+(?=[）、。]|$)/,
    before: "タスクのセキュリティグループ（最大 5）",
    after: "タスクのセキュリティグループ（最大 5 個）",
  },
  {
    id: "top-heavy",
    better: "「…のうち、…を検出します」。述語までの修飾を 40 字以内に",
    pattern: /^[^、。]{0,20}(?:ことが|に対する)[^。]{20,}を(?:報告|検出)し|を `c` に含む[^。]{0,10}に対する|(?<!間)に合いません/,
    before: "Fargate で動かないことが起動タイプかタスク定義から分かるサービスの `assign_public_ip` を検出します。",
    after: "`assign_public_ip` を設定したサービスのうち、Fargate で動かないものを検出します。",
  },
  {
    id: "noun-imperative",
    better: "「…してください」「…しません」",
    pattern: /(?:読ま|書か|使わ)ないこと。?$|可とも不可とも/,
    before: "可とも不可とも読まないこと",
    after: "使えるとも使えないとも判断しないでください",
  },
  {
    id: "count-preamble",
    better: "数だけを言う文を置かず、続く項目を直接書く",
    pattern: /(?:対処|経路|入口)(?:の方法)?は \d つあります(?:。|$)/,
    before: "対処は 3 つあります。",
    after: "次のどれかで対処します。",
  },
  {
    id: "word-choice",
    better: "組み合わせ、同じ、抑制、みなす対象を具体的に",
    pattern: /(?:^|[。、は])組(?:は|を)|に等しい|抑えてい(?:る|ない)|差分とみなし|旧来の|(?:^|[、。])関係しない/,
    before: "`host` では `containerPort` に等しい値にします。",
    after: "`host` では `containerPort` と同じ値にします。",
  },
];
