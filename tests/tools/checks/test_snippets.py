"""Terraform code and includes: each guard reports its bad examples and no good one."""

from support.guard_cases import EN, HCL, INCLUDE, JA, TASK, Case, bad, examples_hold

from ecsnet.facts import LANGUAGES
from tools.checks.snippets import GUARDS
from tools.generate.diff import Difference

BAD = [
    bad(
        "hcl-is-included",
        "fence with code",
        {JA: "# T\n\n```hcl\nlocals {}\n```\n"},
        (JA, 4),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "attribute-list fence, one line of code beside the include",
        {JA: f"``` {{.tf title='x'}}\n{INCLUDE}\ncount = 2\n```\n"},
        (JA, 3),
        says="snippets/",
    ),
    bad("hcl-is-included", "empty fence", {JA: "```terraform\n\n```\n"}, (JA, 1), says="empty"),
    bad(
        "hcl-is-included",
        "unlabelled fence",
        {EN: '```\nresource "aws_ecs_service" "web" {\n```\n'},
        (EN, 2),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "text fence with an argument",
        {EN: '```text\n  network_mode = "awsvpc"\n```\n'},
        (EN, 2),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "diff fence",
        {EN: '```diff\n-  network_mode = "bridge"\n```\n'},
        (EN, 2),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "code of another language that holds a resource",
        {EN: '```bash\ncat > main.tf <<EOF\nresource "aws_lb" "web" {\n```\n'},
        (EN, 3),
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "indented block",
        {EN: '# T\n\n    resource "aws_lb" "web" {\n    }\n'},
        (EN, 3),
        says="outside a fence",
    ),
    bad(
        "hcl-is-included",
        "pre element",
        {EN: '<pre>\nresource "aws_lb" "web" {\n</pre>\n'},
        (EN, 1),
        says="<pre>",
    ),
    bad(
        "hcl-is-included",
        "difference that nothing computed",
        {EN: '<pre class="difference">\nresource "aws_lb" "web" {\n</pre>\n'},
        (EN, 1),
        says="<pre>",
    ),
    bad(
        "hcl-is-included",
        "fragment that is no snippet",
        {"generated/ja/x.md": '```hcl\n--8<-- "generated/ja/y.md"\n```\n'},
        ("generated/ja/x.md", 2),
        says="generated/ja/y.md",
    ),
    bad(
        "includes-resolve",
        "missing file",
        {JA: '# T\n--8<-- "snippets/b.tf"\n'},
        (JA, 2),
        says="does not exist",
    ),
    bad(
        "includes-resolve",
        "missing section",
        {JA: f"{INCLUDE}\n", "snippets/a.tf": "a = 1\n"},
        (JA, 1),
        says="no section task",
    ),
    bad(
        "includes-resolve",
        "no quotes",
        {JA: "--8<-- snippets/a.tf:task\n", "snippets/a.tf": TASK},
        (JA, 1),
        says="double quotes",
    ),
    bad(
        "hcl-is-included",
        "block, number, call, module and quotation",
        {
            JA: "```text\nload_balancer {\n```\n\n```text\ncpu = 256\n```\n\n"
            "> network_mode = toset([])\n\nvpc_id = module.vpc.id\n"
            '\n```json\n{"resource": {"aws_ecs_service": {}}}\n```\n'
        },
        *[(JA, line) for line in (2, 6, 9, 11, 14)],
        says="snippets/",
    ),
    bad(
        "hcl-is-included",
        "language that no check knows",
        {JA: "```tofu\nx\n```\n"},
        (JA, 1),
        says="code block in tofu",
    ),
    bad(
        "hcl-is-included",
        "language after the id in an attribute list",
        {JA: "``` {#a .hcl}\nlocals {}\n```\n"},
        (JA, 2),
        says="snippets/",
    ),
    bad(
        "includes-resolve",
        "space after it",
        {JA: f"{INCLUDE} \n", "snippets/a.tf": TASK},
        (JA, 1),
        says="not even a space",
    ),
    bad(
        "includes-resolve",
        "outside a block, in a text block, in a block without a title",
        {
            JA: f"{INCLUDE}\n\n```text\n{INCLUDE}\n```\n\n```hcl\n{INCLUDE}\n```\n",
            "snippets/a.tf": TASK,
        },
        *[(JA, line) for line in (1, 4, 8)],
        says="show a snippet in a block",
    ),
    bad(
        "includes-resolve",
        "title that names no snippet",
        {JA: f'```hcl title="main.tf"\n{INCLUDE}\n```\n', "snippets/a.tf": TASK},
        (JA, 1),
        says="correct its title",
    ),
    bad(
        "includes-resolve",
        "block form",
        {JA: "--8<--\na.tf\n--8<--\n"},
        (JA, 1),
        (JA, 3),
        says="double quotes",
    ),
    bad(
        "includes-resolve",
        "line range",
        {JA: '--8<-- "snippets/a.tf:1:2"\n', "snippets/a.tf": TASK},
        (JA, 1),
        says="mark a section",
    ),
    bad(
        "includes-resolve",
        "no end marker",
        {"snippets/a.tf": "a = 1\n# --8<-- [start:task]\n"},
        ("snippets/a.tf", 2),
        says="[end:task]",
    ),
    bad(
        "includes-resolve",
        "no start marker",
        {"snippets/a.tf": "# --8<-- [end:task]\n"},
        ("snippets/a.tf", 1),
        says="without [start:task]",
    ),
    bad(
        "includes-resolve",
        "section name used twice",
        {"snippets/a.tf": TASK + TASK},
        ("snippets/a.tf", 4),
        ("snippets/a.tf", 6),
        says="only the first counts",
    ),
    bad(
        "includes-resolve",
        "fragment of the other language",
        {EN: '--8<-- "generated/ja/x.md"\n', "generated/ja/x.md": "x\n"},
        (EN, 1),
        says="generated/en/",
    ),
    bad(
        "includes-resolve",
        "path that leaves the repository",
        {EN: '--8<-- "snippets/../../a.tf"\n'},
        (EN, 1),
        says="does not exist",
    ),
    bad(
        "includes-resolve",
        "title of another file",
        {EN: f'```hcl title="snippets/b.tf"\n{INCLUDE}\n```\n', "snippets/a.tf": TASK},
        (EN, 1),
        says="does not include",
    ),
    bad(
        "snippets-used-by-both-languages",
        "used by one",
        {JA: HCL, EN: "x\n", "snippets/a.tf": TASK},
        ("snippets/a.tf", 1),
        says="docs/en",
    ),
    bad(
        "snippets-used-by-both-languages",
        "used by neither, only by a fragment nobody includes",
        {JA: "x\n", EN: "x\n", "generated/ja/f.md": HCL, "snippets/a.tf": TASK},
        ("snippets/a.tf", 1),
        says="docs/ja or docs/en",
    ),
]

GOOD = [
    Case("hcl-is-included", "include", {JA: HCL, "snippets/a.tf": TASK}),
    Case("hcl-is-included", "inline code", {JA: '`network_mode = "awsvpc"` と書きます。\n'}),
    Case("hcl-is-included", "shell", {JA: "```bash\nterraform plan\nMODE=x\n```\n"}),
    Case("hcl-is-included", "plan", {JA: '```text\n  + network_mode = "host"\n```\n'}),
    Case("hcl-is-included", "JSON", {JA: '```json\n{"networkMode": "awsvpc"}\n```\n'}),
    Case("hcl-is-included", "TOML", {JA: '```toml\nvalue = "ip"\n```\n'}),
    Case("includes-resolve", "section", {JA: HCL, "snippets/a.tf": TASK}),
    Case("includes-resolve", "escaped", {JA: '```text\n;--8<-- "x.tf"\n```\n'}),
    Case(
        "snippets-used-by-both-languages",
        "directly, and through a fragment of a fragment",
        {
            JA: HCL,
            EN: '--8<-- "generated/en/f.md"\n',
            "generated/en/f.md": '--8<-- "generated/en/g.md"\n',
            "generated/en/g.md": HCL,
            "snippets/a.tf": TASK,
        },
    ),
    Case(
        "snippets-used-by-both-languages",
        "through what differs from another one",
        {
            JA: '--8<-- "generated/ja/d.md"\n',
            EN: '--8<-- "generated/en/d.md"\n',
            **{
                f"generated/{language}/d.md": Difference("a\n", "b\n").html(
                    'data-before="snippets/a.tf" data-after="snippets/b.tf"'
                )
                for language in LANGUAGES
            },
            "snippets/a.tf": TASK,
            "snippets/b.tf": TASK,
        },
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
