"""What programs read of the site: each guard reports its bad examples and not the good one."""

from support.site_cases import FEED, GOOD, TWIN, URL, bad, contents, examples_hold, replaced

from tools.checks.site.machines import GUARDS, links

LINKS = "links-in-markdown-lead-somewhere"
TWINS = "pages-have-a-twin-in-markdown"
FEEDS = "feeds-can-be-read"
BAD = [
    bad(LINKS, {"a/index.md": TWIN + "[B](../b/)"}, ("a/index.md", 8), says="is not absolute"),
    bad(LINKS, {"index.md": f"[B]({URL}b/)"}, ("index.md", 1), says="there is no b/index.html"),
    bad(LINKS, {"index.md": f"[B]({URL}a/#y)"}, ("index.md", 1), says="has no id y"),
    bad(
        LINKS,
        {"llms-full.txt": f"# T\n\n![B]({URL}b.png)"},
        ("llms-full.txt", 3),
        says="there is no b.png",
    ),
    bad(LINKS, {"llms.txt": contents("", f"[B]({URL}b.md)")}, ("llms.txt", 5), says="no b.md"),
    bad(TWINS, {"llms.txt": None}, ("llms.txt", 1), says="there is no such list"),
    bad(
        TWINS,
        replaced("a/index.html", 'href="index.md"', 'href="../index.md"'),
        ("a/index.html", 1),
        says="the page names https://example.test/ecs/index.md as its Markdown",
    ),
    bad(
        TWINS,
        replaced("en/index.html", ' type="text/markdown"', ""),
        ("en/index.html", 1),
        says="the page names nothing",
    ),
    bad(
        TWINS,
        replaced("llms.txt", "a/index.md", "b/index.md"),
        ("a/index.html", 1),
        says="a/index.md 0 times",
    ),
    bad(FEEDS, {"en/feed.xml": None}, ("en/feed.xml", 1), says="there is no feed"),
    bad(FEEDS, {"feed.xml": "<feed>\n<"}, ("feed.xml", 2), says="not XML"),
    bad(
        FEEDS,
        {"feed.xml": FEED.replace("<id>f</id>", "")},
        ("feed.xml", 1),
        says="<feed> lacks ['id']",
    ),
    bad(FEEDS, {"feed.xml": FEED.replace(">2<", ">1<")}, ("feed.xml", 1), says="id of its own"),
    bad(FEEDS, {"feed.xml": FEED.replace("a/", "b/")}, ("feed.xml", 1), says="no b/index.html"),
]

test_bad_sites, test_good_site, test_each_guard_has_one = examples_hold(GUARDS, BAD)


def test_code_has_no_links() -> None:
    assert list(links(GOOD["index.md"])) == [(3, f"{URL}a/#x")]
    assert list(links("> ```\n> [a](b)\n> ```\n\n``[`c`](d)`` [e](f)")) == [(5, "f")]
    assert list(links(r"\[a\](b) [`c`](d)")) == [(1, "d")]
