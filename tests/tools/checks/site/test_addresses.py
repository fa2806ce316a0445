"""Addresses in the built site: each guard reports its bad examples and not the good site."""

from support.site_cases import NOT_FOUND, URL, bad, examples_hold, on_index

from tools.checks.site.addresses import GUARDS

LINKS, ORIGINS = "links-lead-somewhere", "nothing-is-asked-of-other-origins"

BAD = [
    on_index(LINKS, '<a href="b/">B</a>', "there is no b/index.html"),
    on_index(LINKS, '<a href="a/#y">A</a>', "a/index.html has no id y"),
    on_index(LINKS, '<a href="#y">A</a>', "index.html has no id y"),
    on_index(LINKS, f'<a href="{URL}b.html">B</a>', "there is no b.html"),
    on_index(LINKS, '<a href="/a/">A</a>', "outside of https://example.test/ecs/"),
    on_index(LINKS, '<a href="a">A</a>', "there is no a"),
    on_index(LINKS, '<img src="b.png">', "there is no b.png"),
    on_index(LINKS, '<script src="b.js"></script>', "there is no b.js"),
    on_index(LINKS, '<img src="i.png" srcset="i.png, b.png 2x">', "there is no b.png"),
    on_index(LINKS, '<svg><use href="b.svg#x"/></svg>', "there is no b.svg"),
    on_index(LINKS, '<p style="background:url(b.png)">', "there is no b.png"),
    on_index(LINKS, '<a href="https://[x/">', "not an address"),
    bad(LINKS, {"s.css": "a{}\nb{c:url(b.woff)}"}, ("s.css", 2), says="there is no b.woff"),
    bad(LINKS, {"s.css": '@import "b.css";'}, ("s.css", 1), says="there is no b.css"),
    bad(LINKS, {"404.html": NOT_FOUND.replace("/ecs/en/", "b/")}, ("404.html", 4), says="no b/"),
    on_index(ORIGINS, '<img src="https://a.example/i.png">', "https://a.example/i.png"),
    on_index(ORIGINS, '<img srcset="i.png, //a.example/i.png 2x">', "//a.example/i.png"),
    on_index(ORIGINS, '<iframe src="https://a.example/"></iframe>', "<iframe>"),
    on_index(ORIGINS, '<script src="https://a.example/a.js"></script>', "<script>"),
    on_index(ORIGINS, '<script>fetch("https://a.example/")</script>', "script asks"),
    on_index(ORIGINS, "<style>@import 'https://a.example/a.css'</style>", "<style>"),
    on_index(ORIGINS, '<link rel="preconnect" href="https://a.example">', "<link>"),
    on_index(ORIGINS, '<link rel="preload" href="https://a.example/f">', "<link>"),
    on_index(ORIGINS, '<link rel="stylesheet" href="//a.example/f.css">', "<link>"),
    on_index(ORIGINS, '<form action="https://a.example/"></form>', "<form>"),
    on_index(ORIGINS, '<pre class="mermaid"></pre>', "mermaid"),
    on_index(ORIGINS, '<a data-md-component="source"></a>', "repo_url"),
    bad(ORIGINS, {"s.css": "a{}\nb{c:url(//a.example/f)}"}, ("s.css", 2), says="style sheet"),
    bad(ORIGINS, {"w.js": "a;\nfetch(`https://a.example/`)"}, ("w.js", 2), says="script asks"),
    bad(ORIGINS, {"w.js": 'const a = "https://a.example/"'}, ("w.js", 1), says="script asks"),
    bad(ORIGINS, {"s.css": '@IMPORT"//a.example/f"'}, ("s.css", 1), says="style sheet"),
    bad(ORIGINS, {"s.css": 'a{b:image-set("//a.example/f" 1x)}'}, ("s.css", 1), says="style"),
    bad(ORIGINS, {"d.svg": '<svg>\n<image href="//a.example/i"/>'}, ("d.svg", 2), says="drawing"),
    bad(ORIGINS, {"d.svg": "<style>@import '//a.example/i'"}, ("d.svg", 1), says="drawing asks"),
    on_index(ORIGINS, '<link rel="alternate stylesheet" href="//a.example/f.css">', "<link>"),
    on_index(ORIGINS, '<link rel="prefetch next" href="//a.example/f">', "<link>"),
    on_index(ORIGINS, '<svg><path fill="url(//a.example/f#x)"/></svg>', "<path>"),
    bad(ORIGINS, {"m.mjs": 'import {a} from "https://a.example/"'}, ("m.mjs", 1), says="script"),
    bad(ORIGINS, {"w.js": 'await import("//a.example/b.js")'}, ("w.js", 1), says="script asks"),
    bad(ORIGINS, {"w.js": 'i.src = "https://a.example/"'}, ("w.js", 1), says="script asks"),
]

test_bad_sites, test_good_site, test_each_guard_has_one = examples_hold(GUARDS, BAD)
