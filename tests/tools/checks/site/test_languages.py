"""The languages of the built site: each guard reports its bad examples and not the good one."""

import json

from support.site_cases import (
    GOOD,
    NOT_FOUND,
    bad,
    examples_hold,
    index,
    page,
    replaced,
    sitemap,
    url_entry,
)

from tools.checks.site.languages import GUARDS

BAD = [
    bad("sitemap-lists-both-languages", {"sitemap.xml": None}, ("sitemap.xml", 1), says="no site"),
    bad("sitemap-lists-both-languages", {"sitemap.xml": "<a>\n<"}, ("sitemap.xml", 2), says="XML"),
    bad(
        "sitemap-lists-both-languages",
        {"sitemap.xml": sitemap(*map(url_entry, ("", "a/", "en/")))},
        ("sitemap.xml", 1),
        says="https://example.test/ecs/en/a/ is not listed",
    ),
    bad(
        "sitemap-lists-both-languages",
        {"sitemap.xml": sitemap(*map(url_entry, ("b/", "", "a/", "en/", "en/a/")))},
        ("sitemap.xml", 4),
        says="b/ is no page",
    ),
    bad(
        "sitemap-lists-both-languages",
        {"sitemap.xml": GOOD["sitemap.xml"].replace('"x-default"', '"x"')},
        *[("sitemap.xml", line) for line in (4, 10, 16, 22)],
        says="x-default",
    ),
    bad("the-404-page-speaks-both-languages", {"404.html": None}, ("404.html", 1), says="no 404"),
    bad(
        "the-404-page-speaks-both-languages",
        {"404.html": NOT_FOUND.replace('<p lang="ja">', "<p>").replace("/ecs/en/", "/ecs/en")},
        *[("404.html", 1)] * 2,
        says="404 page",
    ),
    bad(
        "language-switch-stays-on-the-page",
        replaced("a/index.html", 'href="../en/a/"', 'href="../en/"')
        | replaced("en/index.html", 'hreflang="ja"', ""),
        ("a/index.html", 9),
        ("en/index.html", 1),
        says="the language switch leads to",
    ),
    bad(
        "language-switch-stays-on-the-page",
        {"en/b/index.html": page("en", "b/")},
        ("en/b/index.html", 1),
        says="there is no b/index.html",
    ),
    bad(
        "search-knows-every-page",
        {"search/en.json": index("")},
        ("en/a/index.html", 1),
        says="the page is not in search/en.json",
    ),
    bad(
        "search-knows-every-page",
        {
            "errors/a/index.html": page(
                "ja", "errors/a/", '<h2 id="e1">A</h2>\n<h2 id="e2">B</h2>'
            ),
            "search/ja.json": json.dumps(
                {
                    "pages": [
                        {"url": "", "sections": []},
                        {"url": "a/", "sections": [["e2"]]},
                        {"url": "errors/", "sections": [[""], ["e1"]]},
                    ]
                }
            ),
        },
        ("errors/a/index.html", 1),
        says="#e2 is not in search/ja.json",
    ),
    bad(
        "search-knows-every-page",
        {"search/ja.json": None},
        ("search/ja.json", 1),
        says="there is no such index",
    ),
]

test_bad_sites, test_good_site, test_each_guard_has_one = examples_hold(GUARDS, BAD)
