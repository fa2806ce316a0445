"""The head of each built page: each guard reports its bad examples and not the good site."""

from support.site_cases import NOT_FOUND, URL, bad, examples_hold, on_index, page, replaced

from tools.checks.site.head import GUARDS

BAD = [
    bad(
        "pages-state-their-language",
        replaced("en/a/index.html", 'lang="en"', 'lang="ja"') | replaced("index.html", 'ja"', '"'),
        ("en/a/index.html", 2),
        ("index.html", 2),
        says="language",
    ),
    bad(
        "canonical-addresses-are-their-own",
        replaced("a/index.html", f"{URL}a/", "../a/")
        | replaced("en/index.html", f"{URL}en/", URL)
        | replaced("index.html", 'rel="canonical"', 'rel="x"'),
        ("a/index.html", 5),
        ("en/index.html", 5),
        ("index.html", 1),
        says="canonical",
    ),
    bad(
        "titles-and-descriptions-are-unique",
        replaced("en/index.html", "<title>en </title>", "<title>en a/</title>")
        | replaced("index.html", "<title>ja </title>", "<title> </title>"),
        ("en/index.html", 3),
        ("index.html", 1),
        says="title",
    ),
    bad(
        "titles-and-descriptions-are-unique",
        replaced("en/index.html", 'content="en "', 'content="ja a/"')
        | replaced("index.html", 'name="description"', 'name="x"'),
        ("en/index.html", 4),
        ("index.html", 1),
        says="description",
    ),
    on_index("pages-have-one-h1", "<h1>U</h1>", "2 <h1>"),
    bad(
        "pages-have-one-h1",
        {"404.html": NOT_FOUND.replace("h1", "h2")},
        ("404.html", 1),
        says="0 <h1>",
    ),
    bad(
        "hreflang-links-are-absolute",
        {"index.html": page("ja", "", head='<link rel="alternate" hreflang="en" href="en/">')},
        ("index.html", 6),
        says="relative",
    ),
]

test_bad_sites, test_good_site, test_each_guard_has_one = examples_hold(GUARDS, BAD)
